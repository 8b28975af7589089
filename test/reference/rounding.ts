import { shareOut, total } from './arithmetic.ts';
import { everything, isGiven, leftOf, roomOf, takeOff } from './state.ts';
import type { Rule, Sale } from './state.ts';

/** Phase 8: the total down to whole hundreds, as a discount of the lines that have room for one. */
export function rounding(sale: Sale): void {
  if (sale.programme.rounding?.total !== 'downTo100') return;
  const rule: Rule = { id: 'rounding', give: { kind: 'host' }, priority: 0, keeps: everything };
  const over = total(sale.lines.map(leftOf)) % 100n;
  const lines = sale.lines.filter(
    (line) => !isGiven(line) && line.good.discountable !== false && !line.closedTo.discounts && leftOf(line) > 0n,
  );
  const parts = lines.map((line) => ({ weight: leftOf(line), room: roomOf(line) }));
  if (total(parts.map(({ room }) => room)) < over) return;
  for (const [index, amount] of shareOut(over, parts).entries()) {
    takeOff(sale, rule, lines[index]!, amount);
  }
}
