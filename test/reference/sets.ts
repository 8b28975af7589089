import { big, compareFractions, fraction, plus, sumOf } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';
import type { Goods } from '../../shared/loyalty/programme/when.ts';
import { matches } from './goods.ts';
import { discountable, passing } from './select.ts';
import { giveSets } from './give-sets.ts';
import { leftOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';
import { piecesOf } from './units.ts';

/** One piece of a line, by its place in it. */
export type Unit = { line: Line; index: number; price: Fraction };
/** `given`: the units that are free or cheaper; in a bundle none, for its price is one for all. */
export type UnitSet = { units: Unit[]; given: Unit[] };

/** Phase 4: multi-buy and bundles. Weighed goods take no part. */
export function sets(sale: Sale): void {
  for (const rule of passing(sale, 'cheapestFree', 'buyGet', 'bundlePrice')) {
    const formed = setsOf(sale, rule);
    const granted = formed.slice(0, rule.limits?.receipt ?? formed.length);
    giveSets(sale, rule, granted);
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
  const fits = ({ line }: Unit, part: Goods) => matches(part, line.good, sale.member);
  const choices = (part: Goods) => new Set(units.filter((unit) => fits(unit, part)).map(({ line }) => line)).size;
  const narrowestFirst = parts.toSorted((a, b) => choices(a) - choices(b));
  let rest = units;
  for (;;) {
    const set = fill(narrowestFirst, rest, fits);
    if (set === undefined) return formed;
    const over = plus(sumOf(set.map(({ price }) => price)), fraction(-big(priceMinor), 1n));
    if (over.over <= 0n) return formed;
    formed.push({ units: set, given: [] });
    rest = rest.filter((unit) => !set.includes(unit));
  }
}

/** A unit for each part in turn, the dearest with which the parts after it can still be filled. */
function fill(parts: Goods[], units: Unit[], fits: (unit: Unit, part: Goods) => boolean): Unit[] | undefined {
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
