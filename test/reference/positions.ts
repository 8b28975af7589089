import type { Position } from '../../shared/loyalty/outcome.ts';
import { compareFractions, halfUp, shareOut, sumOf, wholeWeights } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';
import { leftOf } from './state.ts';
import type { Line } from './state.ts';

/** The line as paper tells it: whole prices times quantities, dearest first. */
export function positionsOf(line: Line): Position[] {
  return line.good.byWeight === true ? weighed(line) : counted(line);
}

/** Pieces of one price share what they come to; within them the first take what is left over of a whole price each. */
function counted(line: Line): Position[] {
  const kinds: Fraction[][] = [];
  for (const piece of line.pieces.toSorted((a, b) => compareFractions(b, a))) {
    const last = kinds.at(-1);
    if (last !== undefined && compareFractions(last[0]!, piece) === 0) last.push(piece);
    else kinds.push([piece]);
  }
  const net = leftOf(line);
  const weights = wholeWeights(kinds.map(sumOf));
  const shares = shareOut(
    net,
    weights.map((weight) => ({ weight, room: net })),
  );
  const prices = kinds.flatMap((pieces, index) => wholePrices(shares[index]!, BigInt(pieces.length)));
  return joined(prices.toSorted((a, b) => Number(b - a)));
}

function wholePrices(sum: bigint, pieces: bigint): bigint[] {
  return Array.from({ length: Number(pieces) }, (_, index) => sum / pieces + (BigInt(index) < sum % pieces ? 1n : 0n));
}

function joined(prices: bigint[]): Position[] {
  return [...new Set(prices)].map((price) =>
    position(BigInt(prices.filter((each) => each === price).length) * 1000n, price),
  );
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
