import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { Run } from '../types.ts';
import { discount, openLines, passing, roomOf } from './apply.ts';
import { reachedStep } from './ladder.ts';
import { upToLimit } from './limits.ts';
import { offSum, percentOf } from './off-sum.ts';

/** A percentage of the matching lines, computed once on their sum, or an amount off each unit. */
export function lineDiscounts(run: Run): void {
  for (const candidate of passing(run, 3)) {
    const { give } = candidate.rule;
    const open = openLines(run, candidate, closes.discounts);
    if (give.kind === 'lineLadder') {
      const step = reachedStep(run, candidate, open, give);
      if (step) offSum(run, candidate, upToLimit(run, candidate, open), (sum) => percentOf(sum, step));
      continue;
    }
    const lines = upToLimit(run, candidate, open);
    if (give.kind === 'linePercent') offSum(run, candidate, lines, (sum) => percentOf(sum, give));
    else if (give.kind === 'lineAmount') {
      const amounts = lines.map((index) => {
        const { quantity } = run.lines[index]!;
        return Math.min(mulDiv(give.amountMinor, quantity, 1000, 'halfUp'), roomOf(run, index));
      });
      discount(run, candidate, 'discount', lines, amounts);
    }
  }
}
