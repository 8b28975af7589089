import { mulDiv } from './money.ts';

/**
 * Splits `amount` (not negative) over `weights` by largest remainder: each part is the floor of its exact share, and the units
 * left go one each to the largest remainders, ties in order. No part exceeds its `room` (default: its weight); what a full
 * part can't take is split again over the others. Parts sum to min(amount, room of the weighted parts). All integers, O(n log n).
 */
export function allocate(amount: number, weights: readonly number[], room: readonly number[] = weights): number[] {
  const parts = weights.map(() => 0);
  let left = Math.min(amount, sum(room));
  while (left > 0) {
    const open = openIndexes(weights, room, parts);
    if (open.length === 0) break;
    const given = deal(left, open, weights, room, parts);
    left -= given;
  }
  return parts;
}

/** Who still takes a share: some weight, and room left. */
function openIndexes(weights: readonly number[], room: readonly number[], parts: readonly number[]): number[] {
  return weights.map((_, index) => index).filter((index) => weights[index]! > 0 && parts[index]! < room[index]!);
}

function deal(
  amount: number,
  open: readonly number[],
  weights: readonly number[],
  room: readonly number[],
  parts: number[],
): number {
  const total = open.reduce((acc, index) => acc + weights[index]!, 0);
  const shares = open.map((index) => {
    const floor = mulDiv(amount, weights[index]!, total, 'down');
    return { index, floor, rest: remainder(amount, weights[index]!, total) };
  });
  let units = amount - shares.reduce((acc, share) => acc + share.floor, 0);
  shares.sort((a, b) => b.rest - a.rest || a.index - b.index);
  let given = 0;
  for (const share of shares) {
    const wanted = share.floor + (units > 0 ? 1 : 0);
    if (units > 0) units -= 1;
    const taken = Math.min(wanted, room[share.index]! - parts[share.index]!);
    parts[share.index]! += taken;
    given += taken;
  }
  return given;
}

function remainder(amount: number, weight: number, total: number): number {
  const product = amount * weight;
  if (Number.isSafeInteger(product)) return product % total;
  return Number((BigInt(amount) * BigInt(weight)) % BigInt(total));
}

function sum(values: readonly number[]): number {
  return values.reduce((acc, value) => acc + value, 0);
}
