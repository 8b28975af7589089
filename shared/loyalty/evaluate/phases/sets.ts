import type { GoodsTest } from '../../compile/types.ts';
import type { Run } from '../types.ts';
import { pickForAll } from './bundle-picks.ts';
import type { Stock } from './bundle-picks.ts';
import { dearestFirst, unitPrice } from './limits.ts';

/**
 * Units that are bought together, of at least one line; so many equal sets stand as one, with the units of all of them. Either
 * units are cheaper by a rate (the last ones), or each set costs so much.
 */
export type UnitSet = {
  times: number;
  members: { line: number; units: number }[];
  gives: { cheaperUnits: number; rateBp: number } | { priceMinor: number };
};

/** Every `outOf` units make a set, the dearest together, so that the order of scans decides nothing. */
export function cheapestSets(
  run: Run,
  lines: readonly number[],
  { outOf, free, rateBp }: { outOf: number; free: number; rateBp: number },
): UnitSet[] {
  const sets: UnitSet[] = [];
  let members: UnitSet['members'] = [];
  let size = 0;
  for (const line of dearestFirst(run, lines)) {
    let units = unitsOf(run, line);
    while (units > 0) {
      const whole = size === 0 ? units - (units % outOf) : 0;
      const taken = whole > 0 ? whole : Math.min(units, outOf - size);
      members.push({ line, units: taken });
      size += taken;
      units -= taken;
      if (size < outOf) continue;
      const times = size / outOf;
      sets.push({ times, members, gives: { cheaperUnits: Math.min(free, outOf) * times, rateBp } });
      members = [];
      size = 0;
    }
  }
  return sets;
}

/**
 * One unit of each part, the dearest first, parts with the fewest goods choosing first, none so that another part would go without;
 * as long as a bundle costs less.
 */
export function bundleSets(
  run: Run,
  lines: readonly number[],
  parts: readonly GoodsTest[],
  priceMinor: number,
): UnitSet[] {
  const { favourites } = run.plan.context;
  const open = stockOf(run, dearestFirst(run, lines));
  const matching = parts
    .map((part) => open.filter(({ line }) => part(run.lines[line]!.fact, favourites)))
    .toSorted((a, b) => a.length - b.length);
  const sets: UnitSet[] = [];
  for (;;) {
    const picks = pickForAll(matching);
    if (!picks) return sets;
    const times = timesOf(picks);
    const members = takeTimes(picks, times);
    const worth = members.reduce((sum, { line, units }) => sum + units * unitPrice(run, line), 0);
    if (worth <= priceMinor * times) return sets;
    sets.push({ times, members, gives: { priceMinor } });
  }
}

/**
 * So many bought units, the dearest first, with up to so many given ones, the cheapest first, as long as a full number is bought
 * and one can be given. The given units stand last in their set. Lines on both sides are one stock.
 */
export function buyGetSets(
  run: Run,
  bought: readonly number[],
  given: readonly number[],
  { buy, get }: { buy: number; get: { units: number; rateBp: number } },
): UnitSet[] {
  const stocks = new Map<number, Stock>();
  for (const stock of stockOf(run, [...new Set([...bought, ...given])])) stocks.set(stock.line, stock);
  const toBuy = dearestFirst(run, bought).map((line) => stocks.get(line)!);
  const toGive = cheapestFirst(run, given).map((line) => stocks.get(line)!);
  const sets: UnitSet[] = [];
  for (;;) {
    const paid = pickUnits(toBuy, new Map(), buy);
    const free = pickUnits(toGive, paid, get.units);
    const units = unitsOfPicks(free);
    if (unitsOfPicks(paid) < buy || units === 0) return sets;
    const picks = new Map(paid);
    for (const [stock, wanted] of free) picks.set(stock, (picks.get(stock) ?? 0) + wanted);
    const times = timesOf(picks);
    takeTimes(picks, times);
    const members = [...paid, ...free].map(([{ line }, wanted]) => ({ line, units: wanted * times }));
    sets.push({ times, members, gives: { cheaperUnits: units * times, rateBp: get.rateBp } });
  }
}

/** Up to so many units off the stocks in their order, beside those that are picked already. */
function pickUnits(stocks: readonly Stock[], picked: ReadonlyMap<Stock, number>, units: number): Map<Stock, number> {
  const picks = new Map<Stock, number>();
  let left = units;
  for (const stock of stocks) {
    const taken = Math.min(left, stock.units - (picked.get(stock) ?? 0));
    if (taken <= 0) continue;
    left -= taken;
    picks.set(stock, taken);
  }
  return picks;
}

function unitsOfPicks(picks: ReadonlyMap<Stock, number>): number {
  let units = 0;
  for (const each of picks.values()) units += each;
  return units;
}

/** How often the same units can be picked. */
function timesOf(picks: ReadonlyMap<Stock, number>): number {
  let times = Infinity;
  for (const [{ units }, wanted] of picks) times = Math.min(times, Math.floor(units / wanted));
  return times;
}

function takeTimes(picks: ReadonlyMap<Stock, number>, times: number): UnitSet['members'] {
  return [...picks].map(([stock, wanted]) => {
    stock.units -= wanted * times;
    return { line: stock.line, units: wanted * times };
  });
}

/** The first `most` sets, counting those that stand as one. */
export function firstSets(sets: readonly UnitSet[], most: number): UnitSet[] {
  let left = most;
  return sets.flatMap((set) => {
    const times = Math.min(set.times, left);
    left -= times;
    if (times === 0) return [];
    return times === set.times ? [set] : [fewer(set, times)];
  });
}

function fewer({ members, gives, times }: UnitSet, kept: number): UnitSet {
  const part = (whole: number) => (whole / times) * kept;
  return {
    times: kept,
    members: members.map(({ line, units }) => ({ line, units: part(units) })),
    gives: 'priceMinor' in gives ? gives : { ...gives, cheaperUnits: part(gives.cheaperUnits) },
  };
}

function cheapestFirst(run: Run, lines: readonly number[]): number[] {
  return lines.toSorted((a, b) => unitPrice(run, a) - unitPrice(run, b));
}

function stockOf(run: Run, lines: readonly number[]): Stock[] {
  return lines.map((line) => ({ line, units: unitsOf(run, line) }));
}

function unitsOf(run: Run, line: number): number {
  return Math.floor(run.lines[line]!.quantity / 1000);
}
