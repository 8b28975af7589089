import { big, halfUp, least, percentOf, shareOut, total } from './arithmetic.ts';
import { withinBudget } from './limits.ts';
import { discountable, passing } from './select.ts';
import { touch, leftOf, roomOf, takeOff } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';
import { takenUnits } from './units.ts';

/** Phase 3: percentages and amounts of lines. */
export function lineDiscounts(sale: Sale): void {
  for (const rule of passing(sale, 'linePercent', 'lineAmount', 'lineLadder')) {
    const { give } = rule;
    const all = discountable(sale, rule);
    if (give.kind === 'lineLadder') {
      const step = reached(give.steps, ladderValue(give.by, all));
      if (step === undefined) continue;
      const lines = takenUnits(sale, rule, all);
      spread(sale, rule, lines, percentOf(total(lines.map(leftOf)), step.rateBp));
      continue;
    }
    const lines = takenUnits(sale, rule, all);
    const sum = total(lines.map(leftOf));
    if (give.kind === 'linePercent') spread(sale, rule, lines, capped(percentOf(sum, give.rateBp), give.capMinor));
    if (give.kind === 'lineAmount') amountOfEach(sale, rule, lines, big(give.amountMinor));
  }
}

function amountOfEach(sale: Sale, rule: Rule, lines: Line[], amount: bigint): void {
  const cheaper: Line[] = [];
  for (const line of lines) {
    const off = least(halfUp(amount * line.quantity, 1000n), roomOf(line));
    const granted = withinBudget(sale, rule, off);
    if (granted > 0n) cheaper.push(line);
    takeOff(sale, rule, line, granted);
  }
  touch(sale, rule, cheaper);
}

/** An amount off the lines together, by what is left of each, within the room of each. */
export function spread(sale: Sale, rule: Rule, lines: readonly Line[], amount: bigint): void {
  const parts = lines.map((line) => ({ weight: leftOf(line), room: roomOf(line) }));
  const shares = shareOut(withinBudget(sale, rule, amount), parts);
  for (const [index, line] of lines.entries()) takeOff(sale, rule, line, shares[index]!);
  touch(sale, rule, lines);
}

export function capped(amount: bigint, capMinor: number | undefined): bigint {
  return capMinor === undefined ? amount : least(amount, big(capMinor));
}

/** What a ladder reads: the thousandths of the lines, or what is left of them. */
export function ladderValue(by: 'quantity' | 'amount', lines: readonly Line[]): bigint {
  return total(lines.map((line) => (by === 'quantity' ? line.quantity : leftOf(line))));
}

/** The highest step that is reached. */
export function reached<T extends { from: number }>(steps: readonly T[], value: bigint): T | undefined {
  return steps.findLast(({ from }) => value >= big(from));
}
