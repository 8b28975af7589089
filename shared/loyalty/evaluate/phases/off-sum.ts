import { allocate } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import type { Candidate, Run } from '../types.ts';
import { discount, roomOf } from './apply.ts';
import { budgetLeft, budgetSpent } from './limits.ts';

/** An amount computed once on the sum of the lines, spread over them by what is left, no line below its floor. */
export function offSum(
  run: Run,
  candidate: Candidate,
  lines: readonly number[],
  amountOf: (sumMinor: number) => number,
): void {
  // A copy is of the right size at once.
  const weights = lines.slice();
  let sum = 0;
  let floored = false;
  for (let at = 0; at < lines.length; at += 1) {
    const { leftMinor, floorMinor } = run.lines[lines[at]!]!;
    weights[at] = leftMinor;
    sum += leftMinor;
    if (floorMinor > 0) floored = true;
  }
  const rooms = floored ? lines.map((index) => roomOf(run, index)) : weights;
  const amount = amountOf(sum);
  const within = Math.min(amount, budgetLeft(run, candidate));
  if (amount > 0 && within === 0) {
    if (run.telling) run.refusals.push(budgetSpent(run, candidate));
    return;
  }
  discount(run, candidate, 'discount', lines, allocate(within, weights, rooms));
}

/** Half up, and no more than the cap. */
export function percentOf(
  sumMinor: number,
  { rateBp, capMinor }: { rateBp: number; capMinor?: number | undefined },
): number {
  const amount = mulDiv(sumMinor, rateBp, 10_000, 'halfUp');
  return capMinor === undefined ? amount : Math.min(amount, capMinor);
}
