import '../devices.css';
import { useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/fill.ts';
import { pinTexts } from '../../../shared/i18n/pin-panel.ts';
import type { HelloView } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Choice, Field } from '../parts.tsx';
import { stepsOf } from './steps.ts';

type Person = HelloView['cashiers'][number];

const shape = { cashier: /^\d{4,6}$/, manager: /^\d{6}$/ };

/** One's own PIN on this till; a manager's hand sets another's too. */
export function PinPanel() {
  const { till, speech } = useCashier();
  const words = pinTexts[speech.value.locale];
  const by = till.status.value?.cashier;
  const people = till.hello.value?.cashiers ?? [];
  const [whose, setWhose] = useState(by?.id);
  const cashier = people.find(({ id }) => id === whose);
  if (!by || !cashier) return null;
  return (
    <>
      <p class="panel-text">{words.hint}</p>
      {by.role === 'manager' && (
        <Choice
          label={words.whose}
          value={cashier.id}
          options={people.map(({ id, name }) => ({ value: id, name }))}
          onChange={setWhose}
        />
      )}
      <PinForm key={cashier.id} cashier={cashier} asksCurrent={cashier.id === by.id && cashier.hasPin} />
    </>
  );
}

function PinForm({ cashier, asksCurrent }: { cashier: Person; asksCurrent: boolean }) {
  const { till, speech } = useCashier();
  const words = pinTexts[speech.value.locale];
  const [current, setCurrent] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [isKept, setKept] = useState(false);
  const isShort = pin !== '' && !shape[cashier.role].test(pin);
  const isOther = again !== '' && again !== pin;
  const isReady = pin !== '' && !isShort && again === pin && (!asksCurrent || shape.cashier.test(current));
  const told = isKept
    ? fill(words.kept, { name: cashier.name })
    : isShort
      ? words[cashier.role]
      : isOther
        ? words.differs
        : '';
  const keep = async () => {
    till.forgetRefusals();
    const wish = { cashier: cashier.id, pin, ...(asksCurrent ? { current } : {}) };
    const done = await till.run('cashier.setPin', wish);
    setCurrent('');
    if (!done) return;
    setPin('');
    setAgain('');
    setKept(true);
  };
  const steps = stepsOf(() => {
    if (isReady) void keep();
  });
  const change = (set: (text: string) => void) => (text: string) => {
    setKept(false);
    set(text);
  };
  return (
    <form class="register" {...steps}>
      {asksCurrent && <Secret label={words.current} value={current} isWrong={false} onChange={change(setCurrent)} />}
      <Secret label={words.fresh} value={pin} isWrong={isShort} onChange={change(setPin)} />
      <Secret label={words.again} value={again} isWrong={isOther} onChange={change(setAgain)} />
      <p class="device-told" role="status">
        {told}
      </p>
      <button type="submit" class="button button-ink" disabled={!isReady}>
        <span class="button-text">{words.keep}</span>
      </button>
    </form>
  );
}

type SecretProps = { label: string; value: string; isWrong: boolean; onChange: (text: string) => void };

function Secret({ label, value, isWrong, onChange }: SecretProps) {
  return (
    <Field
      label={label}
      type="password"
      data-keys="digits"
      maxLength={6}
      value={value}
      aria-invalid={isWrong}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}
