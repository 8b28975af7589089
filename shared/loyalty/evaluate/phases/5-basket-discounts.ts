import { closes } from '../../compile/types.ts';
import type { Run } from '../types.ts';
import { openLines, passing } from './apply.ts';
import { reachedStep } from './ladder.ts';
import { offSum, percentOf } from './off-sum.ts';

/** A percentage or an amount off the sum of the matching lines, the same for all or by a step that they reach. */
export function basketDiscounts(run: Run): void {
  for (const candidate of passing(run, 5)) {
    const { give } = candidate.rule;
    const lines = openLines(run, candidate, closes.discounts);
    if (give.kind === 'basketPercent') offSum(run, candidate, lines, (sum) => percentOf(sum, give));
    else if (give.kind === 'basketAmount') offSum(run, candidate, lines, () => give.amountMinor);
    else if (give.kind === 'basketLadder') {
      const step = reachedStep(run, candidate, lines, give);
      if (step) offSum(run, candidate, lines, (sum) => ('rateBp' in step ? percentOf(sum, step) : step.amountMinor));
    }
  }
}
