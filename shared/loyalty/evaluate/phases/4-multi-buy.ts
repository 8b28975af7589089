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
    const units = giveSets(run, candidate, times > most ? firstSets(sets, most) : sets);
    if (units.length > 0 && isSplit(candidate)) run.bundles.set(candidate, [...units]);
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

/** The money of its bundles belongs to several partners. */
function isSplit({ rule: { give } }: Candidate): boolean {
  return give.kind === 'bundlePrice' && give.split !== undefined;
}

/** Open lines that are counted by units. */
function countable(run: Run, candidate: Candidate, among: readonly number[]): number[] {
  return openLines(run, candidate, closes.discounts, among).filter((index) => !run.lines[index]!.fact.byWeight);
}

/** Answers the units of the sets, where they came to something. */
function giveSets(run: Run, candidate: Candidate, sets: readonly UnitSet[]): readonly number[] {
  if (sets.length === 0) {
    if (run.telling) run.refusals.push({ rule: candidate.rule.id, reason: 'goods.tooFew', because: [] });
    return [];
  }
  let budget = budgetLeft(run, candidate);
  if (budget === 0 && run.telling) run.refusals.push(budgetSpent(run, candidate));
  const lines: number[] = [];
  const amounts: number[] = [];
  for (const set of sets) {
    if (budget === 0) break;
    const units = set.members.map((member) => splitOff(run, member.line, member.units * 1000));
    const parts = partsOf(run, set, units, budget);
    for (const part of parts) budget -= part;
    lines.push(...units);
    amounts.push(...parts);
  }
  const before = run.discounts.length;
  if (lines.length > 0) discount(run, candidate, 'discount', lines, amounts);
  return run.discounts.length > before ? lines : [];
}

/**
 * Equal sets cost the same: what one takes off is spread over its units once. What doesn't divide by them (bundles cost their
 * price to the kopeck), and the rest of a budget, is spread over all.
 */
function partsOf(run: Run, set: UnitSet, units: readonly number[], budget: number): number[] {
  const { times } = set;
  const weights = units.map((index) => run.lines[index]!.leftMinor);
  const rooms = units.map((index) => roomOf(run, index));
  const due = worthOf(set, weights);
  const amount = Math.min(due, budget);
  const one = Math.floor(due / times);
  const whole = one === 0 ? 0 : Math.min(times, Math.floor(amount / one));
  const parts = allocate(
    one,
    weights,
    rooms.map((room) => Math.floor(room / times)),
  ).map((part) => part * whole);
  if (amount === whole * one) return parts;
  const left = rooms.map((room, at) => room - parts[at]!);
  const rest = allocate(amount - whole * one, weights, left);
  return parts.map((part, at) => part + rest[at]!);
}

/** What equal sets take off: each a rate of its cheaper units, which are its last ones, or all what is left above their price. */
function worthOf({ members, gives, times }: UnitSet, weights: readonly number[]): number {
  if ('priceMinor' in gives) {
    return Math.max(0, weights.reduce((sum, weight) => sum + weight, 0) - gives.priceMinor * times);
  }
  const { rateBp } = gives;
  let whole = 0;
  let units = gives.cheaperUnits;
  let at = members.length - 1;
  for (; units > 0 && units >= members[at]!.units; at -= 1) {
    whole += weights[at]!;
    units -= members[at]!.units;
  }
  if (units === 0) return mulDiv(whole, rateBp, 10_000 * times, 'halfUp') * times;
  // Of one more member only some units: one fraction, rounded once.
  const among = members[at]!.units;
  const sum = BigInt(whole) * BigInt(among) + BigInt(weights[at]!) * BigInt(units);
  const by = BigInt(among) * BigInt(10_000 * times);
  return Number((sum * BigInt(rateBp) * 2n + by) / (by * 2n)) * times;
}
