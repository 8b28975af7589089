import { closes } from '../../compile/types.ts';
import type { Because } from '../../outcome.ts';
import { explainClosed } from '../because.ts';
import type { Candidate, Run } from '../types.ts';

type Ladder<Step> = { readonly by: 'quantity' | 'amount'; readonly steps: readonly Step[] };

/** The highest step that the lines reach, by their thousandths or by what is left of them; where it is none, the first is told. */
export function reachedStep<Step extends { from: number }>(
  run: Run,
  candidate: Candidate,
  lines: readonly number[],
  { by, steps }: Ladder<Step>,
): Step | undefined {
  let actual = 0;
  for (const index of lines) actual += by === 'quantity' ? run.lines[index]!.quantity : run.lines[index]!.leftMinor;
  const step = steps.findLast(({ from }) => from <= actual);
  if (step || !run.telling) return step;
  const { id: rule } = candidate.rule;
  if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.discounts));
  else {
    const fact = by === 'quantity' ? 'lines.quantity' : 'lines.leftMinor';
    const because: Because[] = [{ fact, operator: 'atLeast', expected: steps[0]!.from, actual }];
    run.refusals.push({ rule, reason: by === 'quantity' ? 'goods.tooFew' : 'basket.threshold', because });
  }
  return undefined;
}
