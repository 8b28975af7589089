import { fill } from '../../shared/i18n/page.ts';
import type { HelloView } from '../../shared/protocol/page.ts';
import { parseMoney } from '../model/numbers.ts';
import { useCashier } from './context.ts';
import { Keypad } from './panels/keypad.tsx';
import { Button } from './parts.tsx';

/** Who is at the till? A digit or a press; then the PIN of who has one. */
export function SignIn() {
  const { till, screen, speech, actions } = useCashier();
  const { texts, money } = speech.value;
  const sale = till.sale.value;
  const asked = screen.pinOf.value;
  if (asked) return <AskPin key={asked.id} cashier={asked} />;
  return (
    <section class="start">
      <h1 class="start-title">{texts.whoIsHere}</h1>
      {sale && sale.lines.length > 0 && (
        <p class="nothing-hint">{fill(texts.saleWaits, { sum: money(sale.totals.leftMinor) })}</p>
      )}
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

function AskPin({ cashier }: { cashier: HelloView['cashiers'][number] }) {
  const { speech, actions } = useCashier();
  const { texts } = speech.value;
  return (
    <section class="start">
      <h1 class="start-title">{cashier.name}</h1>
      <Keypad
        label={texts.pin}
        action={texts.signIn}
        empty={null}
        secret
        isValid={(text) => /^\d{4,6}$/.test(text)}
        onEnter={(pin) => void actions.givePin(pin)}
      />
      <Button look="quiet" hotkey="Esc" onPress={() => actions.dropPin()}>
        {texts.otherPerson}
      </Button>
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
