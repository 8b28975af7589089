import type { FactLine, GiftGood } from '../../shared/loyalty/facts.ts';
import { big, fraction, halfUp } from './arithmetic.ts';
import type { Line } from './state.ts';

/** Phase 1: mark-free scans of one good at one price are one line. */
export function normalise(scans: readonly FactLine[]): Line[] {
  const lines: Line[] = [];
  for (const scan of scans) {
    const unitPrice = big(scan.priceOverrideMinor ?? scan.unitPriceMinor);
    const joins = scan.mark === undefined && scan.byWeight !== true && scan.hostDiscountMinor === undefined;
    const before = joins
      ? lines.find((line) => isJoinable.has(line) && line.good.sku === scan.sku && line.unitPrice === unitPrice)
      : undefined;
    if (before === undefined) {
      const line = lineOf(scan.id, [scan.id], scan, big(scan.quantity), unitPrice);
      line.hostDiscount = big(scan.hostDiscountMinor ?? 0);
      if (joins) isJoinable.add(line);
      lines.push(line);
    } else {
      before.from.push(scan.id);
      before.quantity += big(scan.quantity);
      price(before);
    }
  }
  return lines;
}

/** Lines that another scan may still join. */
const isJoinable = new WeakSet<Line>();

function price(line: Line): void {
  line.gross = halfUp(line.quantity * line.unitPrice, 1000n);
  if (line.quantity === 0n) return;
  const pieces = line.good.byWeight === true ? 1n : (line.quantity + 999n) / 1000n;
  line.pieces = Array.from({ length: Number(pieces) }, () => fraction(line.gross, pieces));
}

export function lineOf(id: string, from: string[], good: GiftGood, quantity: bigint, unitPrice: bigint): Line {
  const line: Line = {
    id,
    from,
    good,
    quantity,
    unitPrice,
    gross: 0n,
    pieces: [],
    hostDiscount: 0n,
    discounts: [],
    redeemed: [],
    earned: [],
    closedTo: { discounts: false, accrual: false, redemption: false },
  };
  price(line);
  return line;
}

/** Takes so many thousandths off a line, for a line of their own behind it and what was taken of it before. */
export function split(lines: Line[], line: Line, quantity: bigint, id: string): Line {
  const taken = lineOf(id, line.from, line.good, quantity, line.unitPrice);
  line.quantity -= quantity;
  price(line);
  const behind = lines.findLastIndex((each) => each === line || each.splitOff === line);
  taken.splitOff = line;
  lines.splice(behind + 1, 0, taken);
  if (line.quantity === 0n) lines.splice(lines.indexOf(line), 1);
  return taken;
}
