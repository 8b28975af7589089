import { allocate } from '../../../money/allocate.ts';
import { closes } from '../../compile/types.ts';
import type { Because } from '../../outcome.ts';
import type { Run } from '../types.ts';
import { roomOf, takeOff } from './apply.ts';
import { everyLine } from './split.ts';

const step = 100;

/** The total goes down to whole hundreds of minor units: a discount like any, all of it or none. */
export function rounding(run: Run): void {
  if (run.plan.compiled.filled.roundTotal === 'none') return;
  let total = 0;
  let room = 0;
  const lines: number[] = [];
  for (const index of everyLine(run)) {
    const { closed, leftMinor } = run.lines[index]!;
    total += leftMinor;
    if ((closed & closes.discounts) !== 0 || leftMinor === 0) continue;
    lines.push(index);
    room += roomOf(run, index);
  }
  const amount = total % step;
  if (amount === 0) return;
  if (room < amount) {
    const because: Because[] = [{ fact: 'lines.roomMinor', operator: 'atLeast', expected: amount, actual: room }];
    if (run.telling) run.refusals.push({ rule: 'rounding', reason: 'rounding.noRoom', because });
    return;
  }
  const weights = lines.map((index) => run.lines[index]!.leftMinor);
  const rooms = lines.map((index) => roomOf(run, index));
  const taken = takeOff(run, lines, allocate(amount, weights, rooms));
  run.discounts.push({ kind: 'rounding', rule: 'rounding', candidate: null, ...taken });
}
