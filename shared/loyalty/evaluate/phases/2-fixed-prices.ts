import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { Run } from '../types.ts';
import { discount, openLines, passing, roomOf } from './apply.ts';
import { upToLimit } from './limits.ts';

/** Prices that replace the catalogue's, and the host till's own discount. A price above the current one does not apply. */
export function fixedPrices(run: Run): void {
  for (const candidate of passing(run, 2)) {
    const { give } = candidate.rule;
    const lines = upToLimit(run, candidate, openLines(run, candidate, closes.discounts));
    if (give.kind === 'fixedPrice') {
      const amounts = lines.map((index) => downTo(run, index, give.priceMinor));
      discount(run, candidate, 'fixedPrice', lines, amounts);
    } else {
      const amounts = lines.map((index) => Math.min(run.lines[index]!.fact.hostDiscountMinor ?? 0, roomOf(run, index)));
      discount(run, candidate, 'discount', lines, amounts);
    }
  }
}

function downTo(run: Run, index: number, priceMinor: number): number {
  const { quantity, leftMinor } = run.lines[index]!;
  const wanted = leftMinor - mulDiv(priceMinor, quantity, 1000, 'halfUp');
  return Math.max(0, Math.min(wanted, roomOf(run, index)));
}
