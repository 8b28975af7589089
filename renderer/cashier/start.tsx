import { parseMoney } from '../model/numbers.ts';
import { useCashier } from './context.ts';
import { Keypad } from './panels/keypad.tsx';
import { Button } from './parts.tsx';

/** Who is at the till? A digit or a press. */
export function SignIn() {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  return (
    <section class="start">
      <h1 class="start-title">{texts.whoIsHere}</h1>
      <ul class="start-people">
        {till.hello.value?.cashiers.map((cashier, index) => (
          <li key={cashier.id}>
            <Button
              class="start-person"
              {...(index < 9 ? { hotkey: String(index + 1) } : {})}
              onPress={() => actions.signIn(index)}
            >
              <span class="start-name">{cashier.name}</span>
              <small>{texts[cashier.role]}</small>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The shift is closed: telling what is in the drawer opens it. */
export function OpenShift() {
  const { till, speech } = useCashier();
  const { texts, sum } = speech.value;
  return (
    <section class="start">
      <h1 class="start-title">{texts.shiftClosed}</h1>
      <Keypad
        label={texts.shiftOpenHint}
        action={texts.shiftOpen}
        empty={sum(0)}
        isValid={(text) => parseMoney(text) !== undefined}
        onEnter={(text) => void till.run('shift.open', { floatMinor: parseMoney(text) ?? 0 })}
      />
    </section>
  );
}
