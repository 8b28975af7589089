import { atLeastZero, big, compare, halfUp, least, shareOut } from './arithmetic.ts';
import { discountOf, goodFloorOf, leftOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

/** Dearest per unit left first; compared crosswise, for the price of a unit need not be whole. */
export function dearestFirst(a: Line, b: Line): number {
  return compare(leftOf(b) * a.quantity, leftOf(a) * b.quantity);
}

/** Whole pieces of the line; a weighed one counts as one. */
export function piecesOf(line: Line): bigint {
  return line.good.byWeight === true ? 1n : line.quantity / 1000n;
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
    const pieces = piecesOf(line) < units ? piecesOf(line) : units;
    taken.add(splitOff(sale, line, pieces));
    units -= pieces;
  }
  return sale.lines.filter((line) => taken.has(line));
}

/** So many pieces of a line as a line of their own behind the rest, at their share of what is left, half up. */
export function splitOff({ lines, bundled }: Sale, line: Line, pieces: bigint): Line {
  if (pieces === piecesOf(line)) return line;
  const quantity = pieces * 1000n;
  const left = halfUp(leftOf(line) * quantity, line.quantity);
  const gross = (line.gross * quantity) / line.quantity;
  const off = shareOut(
    gross - left,
    line.discounts.map(({ amount }) => ({ weight: amount, room: discountOf(line) })),
  );
  const taken: Line = {
    ...line,
    quantity,
    gross,
    shopFloor: 0n,
    discounts: line.discounts.map((each, index) => ({ ...each, amount: off[index]! })),
    closedTo: { ...line.closedTo },

    redeemed: [],
    earned: [],
  };
  line.quantity -= quantity;
  line.gross -= gross;
  for (const [index, discount] of line.discounts.entries()) discount.amount -= off[index]!;
  // The shop's floor of the line is best kept by the units that stay.
  const kept = least(atLeastZero(leftOf(line) - goodFloorOf(line)), line.shopFloor);
  taken.shopFloor = line.shopFloor - kept;
  line.shopFloor = kept;
  for (const { rule } of bundled.filter((each) => each.line === line)) bundled.push({ rule, line: taken });
  lines.splice(lines.findLastIndex(({ id }) => id === line.id) + 1, 0, taken);
  return taken;
}
