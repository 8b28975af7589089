import { allocate } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { Candidate, Run } from '../types.ts';
import { discount, openLines, passing, roomOf } from './apply.ts';
import { bundleSets, cheapestSets } from './sets.ts';
import type { UnitSet } from './sets.ts';
import { splitOff } from './split.ts';

/** The cheapest of so many free, and goods that cost less together. What is given is spread over all units of the set, by price left. */
export function multiBuy(run: Run): void {
  for (const candidate of passing(run, 4)) {
    const { give, parts } = candidate.rule;
    const lines = openLines(run, candidate, closes.discounts).filter((index) => !run.lines[index]!.fact.byWeight);
    if (give.kind === 'cheapestFree') giveSets(run, candidate, cheapestSets(run, lines, give.outOf));
    else if (give.kind === 'bundlePrice') {
      const units = giveSets(run, candidate, bundleSets(run, lines, parts, give.priceMinor));
      if (give.split && units.length > 0) run.bundles.set(candidate, [...units]);
    }
  }
}

/** Answers the units of the sets, where they came to something. */
function giveSets(run: Run, candidate: Candidate, sets: readonly UnitSet[]): readonly number[] {
  if (sets.length === 0) {
    if (run.telling) run.refusals.push({ rule: candidate.rule.id, reason: 'goods.tooFew', because: [] });
    return [];
  }
  const lines: number[] = [];
  const amounts: number[] = [];
  for (const set of sets) {
    const units = set.members.map((member) => splitOff(run, member.line, member.units * 1000));
    const weights = units.map((index) => run.lines[index]!.leftMinor);
    const rooms = units.map((index) => roomOf(run, index));
    lines.push(...units);
    amounts.push(...allocate(worthOf(set, weights), weights, rooms));
  }
  const before = run.discounts.length;
  discount(run, candidate, 'discount', lines, amounts);
  return run.discounts.length > before ? lines : [];
}

/** What the set takes off: its free units, all of the last and cheapest member, or what is left above the price of the bundle. */
function worthOf({ members, gives }: UnitSet, weights: readonly number[]): number {
  if ('freeUnits' in gives) return mulDiv(weights.at(-1)!, gives.freeUnits, members.at(-1)!.units, 'halfUp');
  return Math.max(0, weights.reduce((sum, weight) => sum + weight, 0) - gives.priceMinor);
}
