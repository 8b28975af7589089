import { big, compare } from './arithmetic.ts';
import { split } from './normalise.ts';
import { leftOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

/** Dearest per unit left first; compared crosswise, for the price of a unit need not be whole. */
export function dearestFirst(a: Line, b: Line): number {
  return compare(leftOf(b) * a.quantity, leftOf(a) * b.quantity);
}

/**
 * The lines of a rule of phases 2 and 3, cut down to the units its limit per receipt lets it take: dearest first, split off where the
 * line has more. A weighed line counts as one unit.
 */
export function takenUnits(sale: Sale, rule: Rule, lines: Line[]): Line[] {
  if (rule.limits?.receipt === undefined) return lines;
  let units = big(rule.limits.receipt);
  const taken = new Set<Line>();
  for (const line of lines.toSorted(dearestFirst)) {
    if (units === 0n) break;
    const has = line.good.byWeight === true ? 1n : (line.quantity + 999n) / 1000n;
    if (has <= units) {
      taken.add(line);
      units -= has;
    } else {
      taken.add(split(sale.lines, line, units * 1000n, `${line.id}:${rule.id}`));
      units = 0n;
    }
  }
  return sale.lines.filter((line) => taken.has(line));
}
