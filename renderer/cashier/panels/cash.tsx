import { likelyTenders, parseMoney } from '../../model/numbers.ts';
import { useCashier } from '../context.ts';
import { Button } from '../parts.tsx';
import { Keypad } from './keypad.tsx';

/** Cash: what the customer gave. The change is told by the till when it is done. */
export function CashPanel() {
  const { till, speech, actions } = useCashier();
  const { texts, sum } = speech.value;
  const leftMinor = till.sale.value?.totals.leftMinor ?? 0;
  return (
    <>
      <ul class="tenders">
        <li>
          <Button class="tender" look="accent" onPress={() => void actions.payCash(leftMinor)}>
            {texts.exact} {sum(leftMinor)}
          </Button>
        </li>
        {likelyTenders(leftMinor).map((tender) => (
          <li key={tender}>
            <Button class="tender" onPress={() => void actions.payCash(tender)}>
              {sum(tender).slice(0, -3)}
            </Button>
          </li>
        ))}
      </ul>
      <Keypad
        label={texts.tendered}
        action={texts.accept}
        empty={sum(leftMinor)}
        isValid={(text) => (parseMoney(text) ?? 0) > 0}
        onEnter={(text) => void actions.payCash(text === '' ? leftMinor : (parseMoney(text) ?? 0))}
      />
    </>
  );
}
