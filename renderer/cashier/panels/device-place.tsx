import { devicePageTexts } from '../../../shared/i18n/device-page.ts';
import { useEffect, useState } from 'preact/hooks';
import type { DeviceKind } from '../../../shared/protocol/device-kinds.ts';
import type { FoundDevices, FoundPlace } from '../../../shared/protocol/devices.ts';
import { useCashier } from '../context.ts';
import { Button, Choice, Field } from '../parts.tsx';

type PlaceProps = { device: DeviceKind; at: string; onChange: (at: string) => void };

/** Where the device is: one of what was found, or typed. A printer in the network is asked whether it is there. */
export function DevicePlace({ device, at, onChange }: PlaceProps) {
  const { till, speech } = useCashier();
  const words = devicePageTexts[speech.value.locale];
  const [found, setFound] = useState<FoundDevices>();
  const [answer, setAnswer] = useState<FoundDevices['answer']>(null);
  const look = () => void till.run('devices.find', {}).then((all) => all && setFound(all));
  useEffect(look, [till]);
  const places = found ? placesFor(device, found) : [];
  const ask = async () => {
    const all = await till.run('devices.find', { address: at.trim() });
    if (all) setAnswer(all.answer);
  };
  const answerText = { answers: words.answers, refuses: words.refuses, silent: words.silentAddress };
  const isNetwork = device === 'printer' && /^[^/\\:]+:\d+$/.test(at.trim());
  return (
    <>
      {places.length > 0 && (
        <Choice
          label={words.deviceFound}
          value={places.some((place) => place.at === at) ? at : ''}
          options={[
            { value: '', name: words.deviceOther },
            ...places.map((place) => ({ value: place.at, name: place.name })),
          ]}
          onChange={onChange}
        />
      )}
      {found && places.length === 0 && (
        <p class="panel-hint">{found.isListMissing ? words.deviceListMissing : words.deviceNothingFound}</p>
      )}
      <Field
        data-first
        label={words.devicePlace}
        placeholder={device === 'printer' ? '192.168.1.50:9100' : 'COM3, /dev/ttyUSB0'}
        value={at}
        onInput={(event) => {
          setAnswer(null);
          onChange(event.currentTarget.value);
        }}
      />
      <div class="pair">
        <Button onPress={look}>{words.deviceFindAgain}</Button>
        {device === 'printer' && (
          <Button disabled={!isNetwork} onPress={() => void ask()}>
            {words.deviceAsk}
          </Button>
        )}
      </div>
      <p class="device-told" role="status">
        {answer === null ? '' : answerText[answer]}
      </p>
    </>
  );
}

/** A printer on a serial port says so in its address; what shows itself as a printer is one. */
function placesFor(device: DeviceKind, { serial, printers }: FoundDevices): FoundPlace[] {
  if (device !== 'printer') return serial;
  return [...printers, ...serial.map(({ at, name }) => ({ at: `serial:${at},9600`, name }))];
}
