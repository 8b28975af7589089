import '../devices.css';
import { devicePageTexts } from '../../../shared/i18n/device-page.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { tellTest } from '../../../shared/i18n/device-words.ts';
import { tellFault } from '../../../shared/i18n/devices.ts';
import type { DevicePageTexts } from '../../../shared/i18n/device-page.ts';
import type { DeviceKind, DeviceTest } from '../../../shared/protocol/device-kinds.ts';
import type { DevicesView } from '../../../shared/protocol/devices.ts';
import { deviceKinds } from '../../../shared/protocol/device-kinds.ts';
import { useCashier } from '../context.ts';
import { Button } from '../parts.tsx';
import { deviceDots, deviceStateText } from '../top-bar.tsx';
import { DeviceForm } from './device-form.tsx';

/** What is plugged in, how it is, and a look whether it works: for a manager. */
export function DevicesPanel() {
  const { till, speech } = useCashier();
  const words = devicePageTexts[speech.value.locale];
  const [view, setView] = useState<DevicesView>();
  const [open, setOpen] = useState<DeviceKind | null>(null);
  const status = till.status.value;
  // A device that came or went is told with the status; the list is asked anew.
  useEffect(() => {
    void till.run('devices.list', {}).then((listed) => listed && setView(listed));
  }, [till, status?.printer, status?.scanner, status?.display, status?.scale]);
  if (!view) return null;
  if (open) {
    const close = (changed?: DevicesView) => {
      if (changed) setView(changed);
      setOpen(null);
    };
    return <DeviceForm device={open} view={view} onDone={close} />;
  }
  return (
    <>
      <p class="panel-hint">{view.canSet ? words.devicesHint : words.devicesFixed}</p>
      <ul class="cards">
        {deviceKinds.map((device) => (
          <DeviceCard key={device} device={device} view={view} onSetUp={() => setOpen(device)} />
        ))}
      </ul>
    </>
  );
}

const testNames: Record<DeviceTest, keyof DevicePageTexts> = {
  page: 'testPage',
  drawer: 'testDrawer',
  beep: 'testBeep',
  lines: 'testLines',
  weight: 'testWeight',
  scan: 'testScan',
};

type CardProps = { device: DeviceKind; view: DevicesView; onSetUp: () => void };

function DeviceCard({ device, view, onSetUp }: CardProps) {
  const { till, speech } = useCashier();
  const { texts, locale } = speech.value;
  const words = devicePageTexts[speech.value.locale];
  const [told, setTold] = useState('');
  const scanning = useRef(false);
  const shown = view.devices[device];
  const setting = view.settings[device];
  const name = texts[device];
  const run = async (test: DeviceTest) => {
    setTold(test === 'scan' ? words.testScanning : '…');
    scanning.current = test === 'scan';
    const answer = await till.run('devices.test', { test });
    scanning.current = false;
    setTold(answer ? tellTest(answer, locale) : '');
  };
  // Whoever leaves gives the next code back to the sale.
  useEffect(() => () => void (scanning.current && till.run('devices.endTest', {})), [till]);
  return (
    <li class="card card-tall device" aria-label={name}>
      <div class={`device-head device-${shown.state}`}>
        <span class={`dot ${deviceDots[shown.state]}`} aria-hidden="true" />
        <span class="card-words">
          <b>
            {name}:{' '}
            {setting === null && shown.state === 'absent'
              ? device === 'scanner'
                ? texts.scannerKeyboard
                : words.deviceNone
              : deviceStateText(shown, texts)}
          </b>
          {setting && <small>{setting.at}</small>}
          {shown.reason !== null && <small class="device-reason">{tellFault(shown.reason, locale)}</small>}
        </span>
      </div>
      <div class="device-tests">
        {view.canSet && <Button onPress={onSetUp}>{words.deviceSetUp}</Button>}
        {shown.tests.map((test) => (
          <Button key={test} onPress={() => void run(test)}>
            {words[testNames[test]]}
          </Button>
        ))}
      </div>
      <p class="device-told" role="status">
        {told}
      </p>
    </li>
  );
}
