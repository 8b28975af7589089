import { atLeastZero, big, halfUp, least } from './arithmetic.ts';
import { withinBudget } from './limits.ts';
import { discountable, passing } from './select.ts';
import { touch, leftOf, roomOf, takeOff } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';
import { takenUnits } from './units.ts';

/** Phase 2: fixed prices and the host till's own discount. */
export function prices(sale: Sale): void {
  for (const rule of passing(sale, 'fixedPrice', 'host')) {
    if (rule.give.kind === 'fixedPrice') fixedPrice(sale, rule, big(rule.give.priceMinor));
    else hostDiscount(sale, rule);
  }
}

function fixedPrice(sale: Sale, rule: Rule, price: bigint): void {
  const cheaper: Line[] = [];
  for (const line of takenUnits(sale, rule, discountable(sale, rule))) {
    const due = halfUp(price * line.quantity, 1000n);
    const off = withinBudget(sale, rule, least(atLeastZero(leftOf(line) - due), roomOf(line)));
    if (off > 0n) cheaper.push(line);
    takeOff(sale, rule, line, off);
  }
  touch(sale, rule, cheaper);
}

function hostDiscount(sale: Sale, rule: Rule): void {
  const lines = discountable(sale, rule).filter((line) => line.hostDiscount > 0n && roomOf(line) > 0n);
  for (const line of lines) takeOff(sale, rule, line, least(line.hostDiscount, roomOf(line)));
  touch(sale, rule, lines);
}
