import { useState } from 'preact/hooks';
import { useCashier } from '../context.ts';
import { Field } from '../parts.tsx';

/** Goods come back by a receipt that nobody can be asked for: they are rung as for a sale, and a manager answers for it. */
export function UnverifiedPanel({ code }: { code: string }) {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  const managers = till.hello.value?.cashiers.filter(({ role }) => role === 'manager') ?? [];
  const [manager, setManager] = useState(managers[0]?.id ?? '');
  const [pin, setPin] = useState('');
  const hasGoods = (till.sale.value?.lines.length ?? 0) > 0;
  const isReady = manager !== '' && pin.length >= 4 && hasGoods;
  const commit = async () => {
    const done = await till.run('return.unverified', { code, manager, pin });
    setPin('');
    if (done) actions.open(null);
  };
  return (
    <form
      class="register"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void commit();
      }}
    >
      <p class="panel-text">{texts.unverifiedHint}</p>
      <label class="field">
        <span class="field-label">{texts.unverifiedManager}</span>
        <select class="field-input" value={manager} onChange={(event) => setManager(event.currentTarget.value)}>
          {managers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={texts.unverifiedPin}
        type="password"
        inputmode="numeric"
        autocomplete="off"
        value={pin}
        onInput={(event) => setPin(event.currentTarget.value)}
      />
      <button type="submit" class="button button-ink" disabled={!isReady}>
        <span class="button-text">{texts.returnCommit}</span>
      </button>
    </form>
  );
}
