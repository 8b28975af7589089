import { devicePageTexts } from '../../../shared/i18n/device-page.ts';
import { useState } from 'preact/hooks';
import { baudRates } from '../../../shared/protocol/device-kinds.ts';
import type { DeviceKind } from '../../../shared/protocol/device-kinds.ts';
import type { DeviceChange, DevicesView } from '../../../shared/protocol/devices.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { fill } from '../../../shared/i18n/page.ts';
import { useCashier } from '../context.ts';
import { Button, Choice, Field } from '../parts.tsx';
import { DevicePlace } from './device-place.tsx';

/** All that may be asked of a device; each kind takes its part. */
type Draft = { at: string; model: string; codepage: string; baudRate: (typeof baudRates)[number]; locale: Locale };

type FormProps = { device: DeviceKind; view: DevicesView; onDone: (changed?: DevicesView) => void };

/** How one device is set up: where it is, and what it is. */
export function DeviceForm({ device, view, onDone }: FormProps) {
  const { till, speech } = useCashier();
  const { texts, locale } = speech.value;
  const words = devicePageTexts[speech.value.locale];
  const [draft, setDraft] = useState(() => draftOf(device, view, locale));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = async (wanted: DeviceChange) => {
    const changed = await till.run('devices.set', wanted);
    if (changed) onDone(changed);
  };
  return (
    <form
      class="device-form"
      aria-label={texts[device]}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.at.trim() !== '') void save(changeOf(device, draft));
      }}
    >
      <h3 class="device-name">{texts[device]}</h3>
      <DevicePlace device={device} at={draft.at} onChange={(at) => change({ at })} />
      <ModelFields device={device} view={view} draft={draft} onChange={change} />
      <button type="submit" class="button button-ink" disabled={draft.at.trim() === ''}>
        <span class="button-text">{words.deviceSave}</span>
      </button>
      <div class="pair">
        <Button onPress={() => onDone()}>{words.deviceBack}</Button>
        <Button disabled={view.settings[device] === null} onPress={() => void save({ device, setting: null })}>
          {words.deviceRemove}
        </Button>
      </div>
    </form>
  );
}

type FieldsProps = Pick<FormProps, 'device' | 'view'> & { draft: Draft; onChange: (part: Partial<Draft>) => void };

/** What it is, and how it is spoken to. */
function ModelFields({ device, view, draft, onChange }: FieldsProps) {
  const { speech } = useCashier();
  const words = devicePageTexts[speech.value.locale];
  const isSerial = device === 'display' || device === 'scale';
  const paper = view.models.printer.find(({ id }) => id === draft.model);
  return (
    <>
      {device !== 'scanner' && (
        <Choice
          label={words.deviceModel}
          value={draft.model}
          options={view.models[device].map(({ id, name }) => ({ value: id, name }))}
          onChange={(model) => onChange({ model })}
        />
      )}
      {device === 'printer' && paper && <p class="panel-hint">{fill(words.deviceWidth, { n: paper.widthChars })}</p>}
      {device === 'printer' && (
        <Field
          label={words.deviceCodepage}
          placeholder="cp866:17"
          value={draft.codepage}
          onInput={(event) => onChange({ codepage: event.currentTarget.value })}
        />
      )}
      {isSerial && (
        <Choice
          label={words.deviceSpeed}
          value={String(draft.baudRate)}
          options={baudRates.map((rate) => ({ value: String(rate), name: String(rate) }))}
          onChange={(rate) => onChange({ baudRate: baudRates.find((each) => String(each) === rate) ?? 9600 })}
        />
      )}
      {device === 'display' && (
        <Choice
          label={words.deviceLanguage}
          value={draft.locale}
          options={[
            { value: 'ru', name: 'Русский' },
            { value: 'en', name: 'English' },
          ]}
          onChange={(chosen) => onChange({ locale: chosen === 'en' ? 'en' : 'ru' })}
        />
      )}
    </>
  );
}

function draftOf(device: DeviceKind, { settings, models }: DevicesView, locale: Locale): Draft {
  const first = device === 'scanner' ? '' : (models[device][0]?.id ?? '');
  const usual: Draft = { at: '', model: first, codepage: '', baudRate: 9600, locale };
  if (device === 'printer') {
    const { printer } = settings;
    return printer ? { ...usual, at: printer.at, model: printer.profile, codepage: printer.codepage ?? '' } : usual;
  }
  if (device === 'scanner') return { ...usual, ...settings.scanner };
  const setting = settings[device];
  return setting ? { ...usual, ...setting, model: setting.template } : usual;
}

function changeOf(device: DeviceKind, draft: Draft): DeviceChange {
  const { model, baudRate, locale } = draft;
  const at = draft.at.trim();
  const codepage = draft.codepage.trim();
  switch (device) {
    case 'printer':
      return { device, setting: { at, profile: model, codepage: codepage === '' ? null : codepage } };
    case 'scanner':
      return { device, setting: { at } };
    case 'display':
      return { device, setting: { at, baudRate, template: model, locale } };
    default:
      return { device, setting: { at, baudRate, template: model } };
  }
}
