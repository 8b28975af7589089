import type { Position } from '../../shared/loyalty/outcome.ts';
import { halfUp } from './arithmetic.ts';
import { leftOf } from './state.ts';
import type { Line } from './state.ts';
import { piecesOf } from './units.ts';

/** A line, in the parts that rules treated apart, as paper tells it: whole prices times quantities, dearest first. */
export function positionsOf(parts: readonly Line[]): Position[] {
  if (parts[0]!.good.byWeight === true) return parts.flatMap(weighed);
  const prices = parts.flatMap(wholePrices).toSorted((a, b) => Number(b - a));
  return [...new Set(prices)].map((price) =>
    position(BigInt(prices.filter((each) => each === price).length) * 1000n, price),
  );
}

/** A price for each piece; the first take what is left over of a whole price for all. */
function wholePrices(part: Line): bigint[] {
  const net = leftOf(part);
  const pieces = piecesOf(part);
  return Array.from({ length: Number(pieces) }, (_, index) => net / pieces + (BigInt(index) < net % pieces ? 1n : 0n));
}

/** One whole price where one gives the net; else so many thousandths at the next higher price that the sum is exact. */
function weighed(line: Line): Position[] {
  const net = leftOf(line);
  const { quantity } = line;
  if (net === line.gross) return [position(quantity, line.unitPrice)];
  const nearest = halfUp(net * 1000n, quantity);
  if (halfUp(nearest * quantity, 1000n) === net) return [position(quantity, nearest)];
  const lower = (net * 1000n) / quantity;
  const dearer = net * 1000n - lower * quantity;
  const first = position(dearer, lower + 1n);
  return [first, { ...position(quantity - dearer, lower), netMinor: Number(net) - first.netMinor }];
}

function position(quantity: bigint, price: bigint): Position {
  return {
    quantity: Number(quantity),
    unitNetMinor: Number(price),
    netMinor: Number(halfUp(price * quantity, 1000n)),
  };
}
