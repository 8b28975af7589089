import { big, fraction, halfUp, least, shareOut, sumOf, times, total } from './arithmetic.ts';
import { budgetLeft } from './limits.ts';
import type { Unit, UnitSet } from './sets.ts';
import { leftOf, roomOf, takeOff, touch } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';
import { piecesOf, splitOff } from './units.ts';

/** Units of one line in a set; what is bought and what is given of it stand apart. */
type Member = { line: Line; units: bigint; given: bigint };
/** So many equal sets after each other: all their units together. */
type Batch = { times: bigint; members: Member[] };

/** The amounts of the sets, in their order; units of a set become lines of their own. */
export function giveSets(sale: Sale, rule: Rule, sets: readonly UnitSet[]): void {
  const touched: Line[] = [];
  for (const { times: count, members } of batches(rule, sets)) {
    if (budgetLeft(sale, rule) === 0n) break;
    const parts = members.map(({ line, units, given }) => ({ part: splitOff(sale, line, units), given }));
    giveBatch(sale, rule, count, parts);
    touched.push(...parts.map(({ part }) => part));
  }
  touch(sale, rule, touched);
}

function batches(rule: Rule, sets: readonly UnitSet[]): Batch[] {
  const found: Batch[] = [];
  for (const set of sets) {
    const members = membersOf(rule, set);
    const before = found.at(-1);
    const alike = (one: Member, many: Member | undefined) =>
      one.line === many?.line && one.units * before!.times === many.units && one.given * before!.times === many.given;
    const same =
      before?.members.length === members.length && members.every((each, index) => alike(each, before.members[index]));
    if (!same || before === undefined) {
      found.push({ times: 1n, members });
      continue;
    }
    before.times += 1n;
    for (const [index, { units, given }] of members.entries()) {
      before.members[index]!.units += units;
      before.members[index]!.given += given;
    }
  }
  return found;
}

function membersOf({ give }: Rule, { units, given }: UnitSet): Member[] {
  if (give.kind === 'buyGet') {
    const bought = units.filter((unit) => !given.includes(unit));
    return [...byLine(bought, []), ...byLine(given, given)];
  }
  return byLine(units, given);
}

function byLine(units: readonly Unit[], given: readonly Unit[]): Member[] {
  const lines = [...new Set(units.map(({ line }) => line))];
  const count = (list: readonly Unit[], line: Line) => big(list.filter((unit) => unit.line === line).length);
  return lines.map((line) => ({ line, units: count(units, line), given: count(given, line) }));
}

/** Equal sets are given alike; what does not divide by them, or is left of a budget, is spread over them together. */
function giveBatch(sale: Sale, rule: Rule, count: bigint, parts: { part: Line; given: bigint }[]): void {
  const due = worthOf(rule, count, parts);
  const budget = budgetLeft(sale, rule);
  const amount = budget === null ? due : least(due, budget);
  const one = due / count;
  const whole = one === 0n ? 0n : least(count, amount / one);
  const alike = shareOut(
    one,
    parts.map(({ part }) => ({ weight: leftOf(part), room: roomOf(part) / count })),
  ).map((share) => share * whole);
  const rest = shareOut(
    amount - whole * one,
    parts.map(({ part }, index) => ({ weight: leftOf(part), room: roomOf(part) - alike[index]! })),
  );
  sale.bundled.push(...parts.map(({ part }) => ({ rule: rule.id, line: part })));
  for (const [index, { part }] of parts.entries()) takeOff(sale, rule, part, alike[index]! + rest[index]!);
}

/** A bundle costs its price to the last minor unit; other sets give so much of the price of their given units, each half up. */
function worthOf({ give }: Rule, count: bigint, parts: { part: Line; given: bigint }[]): bigint {
  if (give.kind === 'bundlePrice') return total(parts.map(({ part }) => leftOf(part))) - big(give.priceMinor) * count;
  const rateBp = give.kind === 'buyGet' ? give.get.rateBp : give.kind === 'cheapestFree' ? give.rateBp : 0;
  const prices = parts.map(({ part, given }) => fraction(leftOf(part) * given, piecesOf(part) * count));
  const { over, under } = times(sumOf(prices), fraction(big(rateBp ?? 10_000), 10_000n));
  return halfUp(over, under) * count;
}
