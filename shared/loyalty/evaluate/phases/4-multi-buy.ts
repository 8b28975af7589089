import { allocate } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import { linesThat } from '../select.ts';
import type { Candidate, Run } from '../types.ts';
import { discount, openLines, passing, roomOf } from './apply.ts';
import { budgetLeft, budgetSpent, refuseOver } from './limits.ts';
import { bundleSets, buyGetSets, cheapestSets, firstSets } from './sets.ts';
import type { UnitSet } from './sets.ts';
import { splitOff } from './split.ts';

/** The cheapest of so many free, and goods that cost less together. What is given is spread over all units of the set, by price left. */
export function multiBuy(run: Run): void {
  for (const candidate of passing(run, 4)) {
    const sets = setsOf(run, candidate);
    const most = candidate.rule.limits?.receipt ?? Infinity;
    const times = sets.reduce((sum, set) => sum + set.times, 0);
    if (times > most) refuseOver(run, candidate, times * 1000);
    giveSets(run, candidate, times > most ? firstSets(sets, most) : sets);
  }
}

function setsOf(run: Run, candidate: Candidate): UnitSet[] {
  const { give, parts } = candidate.rule;
  const lines = countable(run, candidate, candidate.lines);
  if (give.kind === 'cheapestFree') return cheapestSets(run, lines, give);
  if (give.kind === 'bundlePrice') return bundleSets(run, lines, parts, give.priceMinor);
  if (give.kind !== 'buyGet') return [];
  const given = linesThat(parts[0]!, run.plan.lines, run.plan.context);
  return buyGetSets(run, lines, countable(run, candidate, given), give);
}

/** Open lines that are counted by units. */
function countable(run: Run, candidate: Candidate, among: readonly number[]): number[] {
  return openLines(run, candidate, closes.discounts, among).filter((index) => !run.lines[index]!.fact.byWeight);
}

function giveSets(run: Run, candidate: Candidate, sets: readonly UnitSet[]): void {
  if (sets.length === 0) {
    if (run.telling) run.refusals.push({ rule: candidate.rule.id, reason: 'goods.tooFew', because: [] });
    return;
  }
  let budget = budgetLeft(run, candidate);
  if (budget === 0 && run.telling) run.refusals.push(budgetSpent(run, candidate));
  const lines: number[] = [];
  const amounts: number[] = [];
  for (const set of sets) {
    if (budget === 0) break;
    const units = set.members.map((member) => splitOff(run, member.line, member.units * 1000));
    const weights = units.map((index) => run.lines[index]!.leftMinor);
    const rooms = units.map((index) => roomOf(run, index));
    const parts = allocate(Math.min(worthOf(set, weights), budget), weights, rooms);
    for (const part of parts) budget -= part;
    lines.push(...units);
    amounts.push(...parts);
  }
  if (lines.length > 0) discount(run, candidate, 'discount', lines, amounts);
}

/** What the set takes off: a rate of its cheaper units, which are its last ones, or what is left above the price of the bundle. */
function worthOf({ members, gives }: UnitSet, weights: readonly number[]): number {
  if ('priceMinor' in gives) return Math.max(0, weights.reduce((sum, weight) => sum + weight, 0) - gives.priceMinor);
  let whole = 0;
  let units = gives.cheaperUnits;
  let at = members.length - 1;
  for (; units >= members[at]!.units; at -= 1) {
    whole += weights[at]!;
    units -= members[at]!.units;
    if (units === 0) return mulDiv(whole, gives.rateBp, 10_000, 'halfUp');
  }
  // Of the last member only some units: one fraction, rounded once.
  const part = members[at]!.units;
  const sum = BigInt(whole) * BigInt(part) + BigInt(weights[at]!) * BigInt(units);
  const by = BigInt(part) * 10_000n;
  return Number((sum * BigInt(gives.rateBp) * 2n + by) / (by * 2n));
}
