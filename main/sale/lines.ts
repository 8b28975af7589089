import type { Outcome, OutcomeLine } from '../../shared/loyalty/outcome.ts';
import type { Good } from '../../shared/protocol/feed.ts';
import type { OpenLine, OpenSale } from './open-sale.ts';

/** Lines of the open sale. Pure: each answers a new sale. */

export type Ringing = {
  /** The line's id, where another till gives it: the line stays apart from others. */
  id?: string;
  good: Good;
  quantity: number;
  /** The shop's price, null where it has none. */
  catalogueMinor: number | null;
  /** A price that came with the line: a host till's, or a price label's. */
  priceMinor?: number;
  /** The host till's own, on the whole line: it keeps the line apart from others. */
  hostDiscountMinor?: number;
  mark?: string;
};

/** Rings a good. A scan of the same good at the same catalogue price adds to its line; goods by weight and marked ones stand alone. */
export function ring(sale: OpenSale, ringing: Ringing): OpenSale {
  const { good, quantity, catalogueMinor, priceMinor, hostDiscountMinor, mark } = ringing;
  const unitPriceMinor = catalogueMinor ?? priceMinor ?? 0;
  const goods = good.sku in sale.goods ? sale.goods : { ...sale.goods, [good.sku]: good };
  const same =
    ringing.id === undefined &&
    priceMinor === undefined &&
    hostDiscountMinor === undefined &&
    mark === undefined &&
    !good.byWeight
      ? sale.lines.find((line) => line.sku === good.sku && joins(line, unitPriceMinor))
      : undefined;
  const member = sale.member && { ...sale.member, isLast: false };
  if (same) {
    const lines = replace(sale.lines, { ...same, quantity: same.quantity + quantity });
    return { ...sale, goods, lines, lastLine: same.id, member };
  }
  const id = ringing.id ?? `l${sale.rung + 1}`;
  const line: OpenLine = { id, sku: good.sku, quantity, unitPriceMinor };
  if (priceMinor !== undefined) line.overrideMinor = priceMinor;
  if (hostDiscountMinor !== undefined) line.hostDiscountMinor = hostDiscountMinor;
  if (mark !== undefined) line.mark = mark;
  return { ...sale, goods, rung: sale.rung + 1, lines: [...sale.lines, line], lastLine: id, member };
}

function joins(line: OpenLine, unitPriceMinor: number): boolean {
  const { overrideMinor, hostDiscountMinor, mark } = line;
  const plain = overrideMinor === undefined && hostDiscountMinor === undefined && mark === undefined;
  return plain && line.unitPriceMinor === unitPriceMinor;
}

/** What a line of the outcome stands on: the lines as rung that joined into it. */
export function rungLines(sale: OpenSale, shown: OutcomeLine): OpenLine[] {
  return sale.lines.filter((line) => shown.from.includes(line.id));
}

/** A line of the outcome that the cashier may change: gifts are given and taken back by their own commands. */
export function shownLine(outcome: Outcome, id: string): OutcomeLine | undefined {
  return outcome.lines.find((line) => line.id === id && line.gift === undefined);
}

/**
 * Gives the shown line another quantity. Units that a gift took from the same scans stay as they are, so the difference goes
 * to the last of the lines as rung, and from the last back when it gets less.
 */
export function withQuantity(sale: OpenSale, shown: OutcomeLine, quantity: number): OpenSale {
  let difference = quantity - shown.quantity;
  let lines = sale.lines;
  for (const line of rungLines(sale, shown).toReversed()) {
    const left = Math.max(0, line.quantity + difference);
    difference -= left - line.quantity;
    lines = left === 0 ? lines.filter((each) => each.id !== line.id) : replace(lines, { ...line, quantity: left });
    if (difference === 0) break;
  }
  return { ...sale, lines, lastLine: quantity === 0 ? lastOf(lines) : shown.id };
}

export function withPrice(sale: OpenSale, shown: OutcomeLine, priceMinor: number): OpenSale {
  let lines = sale.lines;
  for (const line of rungLines(sale, shown)) lines = replace(lines, priced(line, priceMinor));
  return { ...sale, lines, lastLine: shown.id };
}

function priced(line: OpenLine, priceMinor: number): OpenLine {
  const { overrideMinor: _, ...rest } = line;
  return priceMinor === line.unitPriceMinor ? rest : { ...rest, overrideMinor: priceMinor };
}

function replace(lines: readonly OpenLine[], line: OpenLine): OpenLine[] {
  return lines.map((each) => (each.id === line.id ? line : each));
}

function lastOf(lines: readonly OpenLine[]): string | null {
  return lines.at(-1)?.id ?? null;
}
