import type { FactLine, GiftGood } from '../../shared/loyalty/facts.ts';
import { big, halfUp } from './arithmetic.ts';
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
}

export function lineOf(id: string, from: string[], good: GiftGood, quantity: bigint, unitPrice: bigint): Line {
  const line: Line = {
    id,
    from,
    good,
    quantity,
    unitPrice,
    gross: 0n,
    shopFloor: 0n,
    hostDiscount: 0n,
    discounts: [],
    redeemed: [],
    earned: [],
    closedTo: { discounts: false, accrual: false, redemption: false },
  };
  price(line);
  return line;
}

/** Takes so many thousandths of a line for a gift: a line behind it and behind what other gifts took of it. */
export function takeGift(lines: Line[], line: Line, quantity: bigint, id: string): Line {
  const taken = lineOf(id, line.from, line.good, quantity, line.unitPrice);
  line.quantity -= quantity;
  price(line);
  const behind = lines.findLastIndex((each) => each === line || each.takenFrom === line);
  taken.takenFrom = line;
  lines.splice(behind + 1, 0, taken);
  if (line.quantity === 0n) lines.splice(lines.indexOf(line), 1);
  return taken;
}
