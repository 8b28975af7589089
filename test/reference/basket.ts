import { big, percentOf, total } from './arithmetic.ts';
import { capped, ladderValue, reached, spread } from './line-discounts.ts';
import { discountable, passing } from './select.ts';
import { leftOf } from './state.ts';
import type { Sale } from './state.ts';

/** Phase 5: off the sum of the matching lines. */
export function basketDiscounts(sale: Sale): void {
  for (const rule of passing(sale, 'basketPercent', 'basketAmount', 'basketLadder')) {
    const { give } = rule;
    const lines = discountable(sale, rule);
    const sum = total(lines.map(leftOf));
    if (give.kind === 'basketPercent') spread(sale, rule, lines, capped(percentOf(sum, give.rateBp), give.capMinor));
    if (give.kind === 'basketAmount') spread(sale, rule, lines, big(give.amountMinor));
    if (give.kind === 'basketLadder') {
      const step = reached(give.steps, ladderValue(give.by, lines));
      if (step === undefined) continue;
      spread(sale, rule, lines, 'rateBp' in step ? percentOf(sum, step.rateBp) : big(step.amountMinor));
    }
  }
}
