import { big, compareFractions, fraction, halfUp, plus, shareOut, sumOf, times, total } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';
import { matches } from './goods.ts';
import { withinBudget } from './limits.ts';
import { discountable, passing } from './select.ts';
import { leftOf, roomOf, takeOff, touch } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';
import { piecesOf, splitOff } from './units.ts';

/** One piece of a line, by its place in it. */
type Unit = { line: Line; index: number; price: Fraction };
/** `given`: the units that are free or cheaper; in a bundle none, for its price is one for all. */
type UnitSet = { units: Unit[]; given: Unit[]; times?: number };

/** Phase 4: multi-buy and bundles. Weighed goods take no part. */
export function sets(sale: Sale): void {
  for (const rule of passing(sale, 'cheapestFree', 'buyGet', 'bundlePrice')) {
    const formed = setsOf(sale, rule);
    const granted = formed.slice(0, rule.limits?.receipt ?? formed.length);
    touch(
      sale,
      rule,
      joinedSets(granted).flatMap((set) => giveSet(sale, rule, set)),
    );
  }
}

function setsOf(sale: Sale, rule: Rule): UnitSet[] {
  const { give } = rule;
  const units = unitsOf(discountable(sale, rule)).toSorted(dearestFirst);
  if (give.kind === 'cheapestFree') return cheapestFree(units, give.outOf, give.free ?? 1);
  if (give.kind === 'bundlePrice') return bundles(sale, units, give);
  if (give.kind !== 'buyGet') return [];
  const others = unitsOf(discountable(sale, rule, give.get.goods)).toSorted((a, b) => -dearestFirst(a, b));
  return buyGet(units, others, give.buy, give.get.units);
}

function unitsOf(lines: Line[]): Unit[] {
  return lines
    .filter(({ good }) => good.byWeight !== true)
    .flatMap((line) =>
      Array.from({ length: Number(piecesOf(line)) }, (_, index) => ({
        line,
        index,
        price: fraction(leftOf(line), piecesOf(line)),
      })),
    );
}

function dearestFirst(a: Unit, b: Unit): number {
  return compareFractions(b.price, a.price);
}

function cheapestFree(units: Unit[], outOf: number, free: number): UnitSet[] {
  const formed: UnitSet[] = [];
  for (let start = 0; start + outOf <= units.length; start += outOf) {
    const set = units.slice(start, start + outOf);
    formed.push({ units: set, given: set.slice(-free) });
  }
  return formed;
}

function buyGet(dearest: Unit[], cheapest: Unit[], buy: number, get: number): UnitSet[] {
  const formed: UnitSet[] = [];
  const used: Unit[] = [];
  const unused = (units: Unit[]) =>
    units.filter(({ line, index }) => !used.some((each) => each.line === line && each.index === index));
  for (;;) {
    const bought = unused(dearest).slice(0, buy);
    if (bought.length < buy) return formed;
    used.push(...bought);
    const given = unused(cheapest).slice(0, get);
    if (given.length === 0) return formed;
    used.push(...given);
    formed.push({ units: [...bought, ...given], given });
  }
}

type Bundle = Extract<Rule['give'], { kind: 'bundlePrice' }>;

function bundles(sale: Sale, units: Unit[], { parts, priceMinor }: Bundle): UnitSet[] {
  const formed: UnitSet[] = [];
  let rest = units;
  for (;;) {
    const set = fill(parts, rest, ({ line }, part) => matches(part, line.good, sale.member));
    if (set === undefined) return formed;
    const over = plus(sumOf(set.map(({ price }) => price)), fraction(-big(priceMinor), 1n));
    if (over.over <= 0n) return formed;
    formed.push({ units: set, given: [] });
    rest = rest.filter((unit) => !set.includes(unit));
  }
}

/** A unit for each part in turn, the dearest with which the parts after it can still be filled. */
function fill<Part>(parts: Part[], units: Unit[], fits: (unit: Unit, part: Part) => boolean): Unit[] | undefined {
  const [part, ...others] = parts;
  if (part === undefined) return [];
  for (const unit of units.filter((each) => fits(each, part))) {
    const rest = fill(
      others,
      units.filter((each) => each !== unit),
      fits,
    );
    if (rest !== undefined) return [unit, ...rest];
  }
  return undefined;
}

/** Sets that follow each other and take as many units of the same lines are computed as one. */
function joinedSets(formed: readonly UnitSet[]): UnitSet[] {
  const joined: UnitSet[] = [];
  const takes = (units: Unit[], line: Line) => units.filter((unit) => unit.line === line).length;
  for (const set of formed) {
    const before = joined.at(-1);
    const count = before?.times ?? 1;
    const same = [...set.units, ...(before?.units ?? [])].every(
      ({ line }) =>
        takes(set.units, line) * count === takes(before?.units ?? [], line) &&
        takes(set.given, line) * count === takes(before?.given ?? [], line),
    );
    if (before === undefined || !same) joined.push(set);
    else {
      joined.splice(-1, 1, {
        units: [...before.units, ...set.units],
        given: [...before.given, ...set.given],
        times: count + 1,
      });
    }
  }
  return joined;
}

/** The units of a set become lines of their own, and its amount is spread over them by what is left. */
function giveSet(sale: Sale, rule: Rule, set: UnitSet): Line[] {
  const parts = [...new Set(set.units.map(({ line }) => line))]
    .map((line) => {
      const units = set.units.filter((unit) => unit.line === line);
      const part = splitOff(sale.lines, line, big(units.length));
      return { part, given: set.given.filter((unit) => unit.line === line).length };
    });
  const amount = amountOf(rule, parts, set.times ?? 1);
  const shares = shareOut(
    withinBudget(sale, rule, amount),
    parts.map(({ part }) => ({ weight: leftOf(part), room: roomOf(part) })),
  );
  for (const [index, { part }] of parts.entries()) takeOff(sale, rule, part, shares[index]!);
  return parts.map(({ part }) => part);
}

function amountOf({ give }: Rule, parts: { part: Line; given: number }[], count: number): bigint {
  if (give.kind === 'bundlePrice') return total(parts.map(({ part }) => leftOf(part))) - big(give.priceMinor) * big(count);
  const rateBp = give.kind === 'buyGet' ? give.get.rateBp : give.kind === 'cheapestFree' ? give.rateBp : 0;
  const prices = parts.map(({ part, given }) => fraction(leftOf(part) * big(given), piecesOf(part)));
  const { over, under } = times(sumOf(prices), fraction(big(rateBp ?? 10_000), 10_000n));
  return halfUp(over, under);
}
