import { cumulativeShare } from '../../money/allocate.ts';
import { mulDiv } from '../../money/money.ts';
import type { WalletPoints } from '../basics.ts';
import type { ReturnInput, ReturnedLine } from '../engine.ts';
import type { OutcomeLine, Position } from '../outcome.ts';
import { ReturnRefused } from './refused.ts';

/** What comes back of one sold line: thousandths number `from` to `to` of it, counted in the order of printed positions. */
export type Part = { readonly line: OutcomeLine; readonly from: number; readonly to: number };

/** The parts asked for, each line once. Throws ReturnRefused for what was not sold, or not so much of it. */
export function partsOf({ sale, returned, lines }: Pick<ReturnInput, 'sale' | 'returned' | 'lines'>): Part[] {
  const before = sumByLine(returned);
  return [...sumByLine(lines)].map(([id, quantity]) => {
    const line = sale.outcome.lines.find((each) => each.id === id);
    if (!line) throw new ReturnRefused('return.unknownLine', { line: id });
    const from = before.get(id) ?? 0;
    if (from + quantity > line.quantity)
      throw new ReturnRefused('return.moreThanSold', {
        line: id,
        sold: line.quantity,
        returned: from,
        asked: quantity,
      });
    return { line, from, to: from + quantity };
  });
}

export function sumByLine(lines: readonly ReturnedLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { line, quantity } of lines) sums.set(line, (sums.get(line) ?? 0) + quantity);
  return sums;
}

/** What paper says is what is refunded: units come back in the order of the printed positions, each at its position's price. */
export function positionsBack({ line, from, to }: Part): Position[] {
  const back: Position[] = [];
  let start = 0;
  for (const position of line.positions) {
    const [first, last] = [Math.max(from, start) - start, Math.min(to, start + position.quantity) - start];
    start += position.quantity;
    if (last <= first) continue;
    const netMinor = positionUpTo(position, last) - positionUpTo(position, first);
    back.push({ quantity: last - first, unitNetMinor: position.unitNetMinor, netMinor });
  }
  return back;
}

/** What the first `quantity` thousandths of the line were paid. */
export function paidUpTo(line: OutcomeLine, quantity: number): number {
  let sum = 0;
  for (const { netMinor } of positionsBack({ line, from: 0, to: quantity })) sum += netMinor;
  return sum;
}

function positionUpTo({ quantity, unitNetMinor, netMinor }: Position, done: number): number {
  return done === quantity ? netMinor : Math.min(netMinor, mulDiv(unitNetMinor, done, 1000, 'halfUp'));
}

/** The part's share of the line's points, by cumulative difference, half up; wallets with nothing left out. */
export function pointsOfPart(points: readonly WalletPoints[], { line, from, to }: Part): WalletPoints[] {
  return points
    .map(({ wallet, points: whole }) => ({
      wallet,
      points: cumulativeShare(whole, to, line.quantity) - cumulativeShare(whole, from, line.quantity),
    }))
    .filter((each) => each.points > 0);
}

/** Sums per wallet, in the order of `wallets`. */
export function sumByWallet(wallets: readonly string[], parts: readonly WalletPoints[]): WalletPoints[] {
  return wallets
    .map((wallet) => ({
      wallet,
      points: parts.reduce((sum, each) => sum + (each.wallet === wallet ? each.points : 0), 0),
    }))
    .filter(({ points }) => points > 0);
}
