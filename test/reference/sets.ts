import { big, compareFractions, fraction, halfUp, least, plus, shareOut, sumOf, times, wholeWeights } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';
import { matches } from './goods.ts';
import { withinBudget } from './limits.ts';
import { discountable, passing } from './select.ts';
import { touch, note, roomOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

/** One piece of a line, by its place in it. */
type Unit = { line: Line; index: number; left: Fraction };
type UnitSet = { units: Unit[]; amount: bigint };

/** Phase 4: multi-buy and bundles. Weighed goods take no part. */
export function sets(sale: Sale): void {
  for (const rule of passing(sale, 'cheapestFree', 'buyGet', 'bundlePrice')) {
    const formed = setsOf(sale, rule);
    const granted = formed.slice(0, rule.limits?.receipt ?? formed.length);
    for (const set of granted) giveSet(sale, rule, set);
    touch(sale, rule, [...new Set(granted.flatMap(({ units }) => units.map(({ line }) => line)))]);
  }
}

function setsOf(sale: Sale, rule: Rule): UnitSet[] {
  const { give } = rule;
  const units = unitsOf(discountable(sale, rule)).toSorted(dearestFirst);
  if (give.kind === 'cheapestFree') return cheapestFree(units, give.outOf, give.free ?? 1, give.rateBp ?? 10_000);
  if (give.kind === 'bundlePrice') return bundles(sale, units, give);
  if (give.kind !== 'buyGet') return [];
  const others = unitsOf(discountable(sale, rule, give.get.goods)).toSorted((a, b) => compareFractions(a.left, b.left));
  return buyGet(units, others, give.buy, give.get.units, give.get.rateBp ?? 10_000);
}

function unitsOf(lines: Line[]): Unit[] {
  return lines
    .filter(({ good }) => good.byWeight !== true)
    .flatMap((line) => line.pieces.map((left, index) => ({ line, index, left })));
}

function dearestFirst(a: Unit, b: Unit): number {
  return compareFractions(b.left, a.left);
}

/** A rate of the prices of these units together, half up. */
function priced(units: Unit[], rateBp: number): bigint {
  const { over, under } = times(sumOf(units.map(({ left }) => left)), fraction(big(rateBp), 10_000n));
  return halfUp(over, under);
}

function cheapestFree(units: Unit[], outOf: number, free: number, rateBp: number): UnitSet[] {
  const formed: UnitSet[] = [];
  for (let start = 0; start + outOf <= units.length; start += outOf) {
    const set = units.slice(start, start + outOf);
    formed.push({ units: set, amount: priced(set.slice(-free), rateBp) });
  }
  return formed;
}

function buyGet(dearest: Unit[], cheapest: Unit[], buy: number, get: number, rateBp: number): UnitSet[] {
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
    formed.push({ units: [...bought, ...given], amount: priced(given, rateBp) });
  }
}

type Bundle = Extract<Rule['give'], { kind: 'bundlePrice' }>;

function bundles(sale: Sale, units: Unit[], { parts, priceMinor }: Bundle): UnitSet[] {
  const formed: UnitSet[] = [];
  const rest = [...units];
  for (;;) {
    const set: Unit[] = [];
    for (const part of parts) {
      const index = rest.findIndex(({ line }) => matches(part, line.good, sale.member));
      if (index === -1) return formed;
      set.push(...rest.splice(index, 1));
    }
    const { over, under } = plus(sumOf(set.map(({ left }) => left)), fraction(-big(priceMinor), 1n));
    if (over <= 0n) return formed;
    formed.push({ units: set, amount: halfUp(over, under) });
  }
}

/** The amount of a set over its units by the price left of each, lines no further than their room. */
function giveSet(sale: Sale, rule: Rule, { units, amount }: UnitSet): void {
  const inOrder = units.toSorted((a, b) => sale.lines.indexOf(a.line) - sale.lines.indexOf(b.line) || a.index - b.index);
  const weights = wholeWeights(inOrder.map(({ left }) => left));
  const rooms = inOrder.map(({ line, left }) => {
    const { over, under } = plus(left, fraction(-big(line.good.minPriceMinor ?? 0), 1n));
    return over > 0n ? least(roomOf(sale, line), (over + under - 1n) / under) : 0n;
  });
  const shares = shareOut(
    withinBudget(sale, rule, amount),
    weights.map((weight, index) => ({ weight, room: rooms[index]! })),
  );
  for (const [index, { line, index: piece, left }] of inOrder.entries()) {
    line.pieces[piece] = plus(left, fraction(-shares[index]!, 1n));
  }
  for (const line of new Set(inOrder.map((unit) => unit.line))) {
    const off = inOrder.reduce((sum, unit, index) => (unit.line === line ? sum + shares[index]! : sum), 0n);
    const before = line.discounts.find((each) => each.rule === rule.id);
    if (before === undefined) note(sale, rule, line, off);
    else {
      before.amount += off;
      sale.given.set(rule.id, (sale.given.get(rule.id) ?? 0n) + off);
    }
  }
}
