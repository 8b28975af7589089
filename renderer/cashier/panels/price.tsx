import { useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/fill.ts';
import { priceTexts } from '../../../shared/i18n/price-panel.ts';
import type { Approval } from '../../../shared/protocol/page.ts';
import type { Fault } from '../../bridge/fault.ts';
import { parseMoney } from '../../model/numbers.ts';
import { useCashier } from '../context.ts';
import { ManagerPin } from './approval.tsx';
import { Keypad } from './keypad.tsx';
import { answered, Refusal } from './refusal.tsx';

/** Another price for a line. Where the shop lets no cashier do it alone, the till says so, and a manager's PIN is asked for. */
export function PricePanel({ line }: { line: string }) {
  const { till, speech, actions } = useCashier();
  const { say, sum, locale } = speech.value;
  const words = priceTexts[locale];
  const shown = till.sale.value?.lines.find(({ id }) => id === line);
  const [wantedMinor, setWanted] = useState<number | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const send = async (priceMinor: number, approval?: Approval) => {
    const told = await answered(till.call('sale.setPrice', { line, priceMinor, ...(approval ? { approval } : {}) }));
    if ('answer' in told) return actions.open(null);
    if (told.fault.code === 'cashier.notAllowed' && !approval) return setWanted(priceMinor);
    setFault(told.fault);
  };
  return (
    <>
      {shown && (
        <p class="panel-text">
          {fill(wantedMinor === null ? words.now : words.asks, {
            name: say(shown.name),
            sum: sum(wantedMinor ?? shown.unitPriceMinor),
          })}
        </p>
      )}
      {wantedMinor === null ? (
        <Keypad
          label={words.price}
          action={words.setPrice}
          empty={null}
          isValid={(text) => parseMoney(text) !== undefined}
          onEnter={(text) => void send(parseMoney(text) ?? 0)}
        />
      ) : (
        <ManagerPin action={words.approve} onApprove={(approval) => void send(wantedMinor, approval)} />
      )}
      <Refusal fault={fault} />
    </>
  );
}
