import { cumulativeShare } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import type { Run } from '../types.ts';
import { unitsFloor } from './floors.ts';

/**
 * Sets `quantity` thousandths of a line apart, so that phases can treat them differently from the rest; the receipt tells them
 * as one line again. Answers their index: the line itself when that is all of it.
 */
export function splitOff(run: Run, index: number, quantity: number): number {
  const line = run.lines[index]!;
  if (quantity === line.quantity) return index;
  const grossMinor = mulDiv(line.unitPriceMinor, quantity, 1000, 'halfUp');
  const leftMinor = cumulativeShare(line.leftMinor, quantity, line.quantity);
  line.quantity -= quantity;
  line.grossMinor -= grossMinor;
  line.leftMinor -= leftMinor;
  // The two floors together are the floor of the line: what little is left of the rest can't hold, the units must.
  const unitsFloorMinor = Math.min(leftMinor, unitsFloor(line, quantity));
  const restFloorMinor = Math.min(line.leftMinor, Math.max(0, line.floorMinor - unitsFloorMinor));
  const floorMinor = Math.max(unitsFloorMinor, line.floorMinor - restFloorMinor);
  run.lines.push({ ...line, split: true, quantity, grossMinor, leftMinor, floorMinor });
  line.floorMinor = restFloorMinor;
  const part = run.lines.length - 1;
  for (const units of run.bundles.values()) if (units.includes(index)) units.push(part);
  const parts = run.splits.get(line.place);
  if (parts) parts.push(part);
  else run.splits.set(line.place, [part]);
  return part;
}

/** All that was scanned, in the order of lines: units that were split off stand at their line. */
export function everyLine(run: Run): readonly number[] {
  return withSplits(
    run,
    run.plan.lines.map((_, index) => index),
  );
}

/** The lines with the units that were split off them, in the order of lines. */
export function withSplits(run: Run, lines: readonly number[]): readonly number[] {
  if (run.splits.size === 0) return lines;
  return lines.flatMap((line) => [line, ...(run.splits.get(line) ?? [])]);
}
