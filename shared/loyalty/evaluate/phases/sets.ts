import type { GoodsTest } from '../../compile/types.ts';
import type { Run } from '../types.ts';

/** Units that are bought together, of at least one line; equal sets of one line count as one. */
export type UnitSet = {
  members: { line: number; units: number }[];
  gives: { freeUnits: number } | { priceMinor: number };
};

/** Every `outOf` units make a set, the dearest together, so that the order of scans decides nothing; in each the cheapest is free. */
export function cheapestSets(run: Run, lines: readonly number[], outOf: number): UnitSet[] {
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
      sets.push({ members, gives: { freeUnits: size / outOf } });
      members = [];
      size = 0;
    }
  }
  return sets;
}

/** One unit of each part, the dearest first, parts with the fewest goods choosing first; as long as a bundle costs less. */
export function bundleSets(
  run: Run,
  lines: readonly number[],
  parts: readonly GoodsTest[],
  priceMinor: number,
): UnitSet[] {
  const open = dearestFirst(run, lines).map((line) => ({ line, units: unitsOf(run, line) }));
  const matching = parts
    .map((part) => open.filter(({ line }) => part(run.lines[line]!.fact)))
    .toSorted((a, b) => a.length - b.length);
  const sets: UnitSet[] = [];
  for (;;) {
    const picks = new Map<(typeof open)[number], number>();
    for (const choices of matching) {
      const pick = choices.find((each) => each.units > (picks.get(each) ?? 0));
      if (!pick) return sets;
      picks.set(pick, (picks.get(pick) ?? 0) + 1);
    }
    const times = Math.min(...[...picks].map(([{ units }, wanted]) => Math.floor(units / wanted)));
    const members = [...picks].map(([{ line }, wanted]) => ({ line, units: wanted * times }));
    const worth = members.reduce((sum, { line, units }) => sum + units * unitPrice(run, line), 0);
    if (worth <= priceMinor * times) return sets;
    sets.push({ members, gives: { priceMinor: priceMinor * times } });
    for (const [pick, wanted] of picks) pick.units -= wanted * times;
  }
}

/** By what is left per unit, ties in the order of lines. */
function dearestFirst(run: Run, lines: readonly number[]): number[] {
  return lines.toSorted((a, b) => unitPrice(run, b) - unitPrice(run, a) || a - b);
}

function unitPrice(run: Run, line: number): number {
  const { leftMinor, quantity } = run.lines[line]!;
  return (leftMinor * 1000) / quantity;
}

function unitsOf(run: Run, line: number): number {
  return Math.floor(run.lines[line]!.quantity / 1000);
}
