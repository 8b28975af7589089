import { mulDiv } from './money.ts';

/**
 * Splits `amount` (not negative) over `weights` by largest remainder: each part is the floor of its exact share, and the units
 * left go one each to the largest remainders, ties in order. No part exceeds its `room` (default: its weight); what a full
 * part can't take is split again over the others. Parts sum to min(amount, room of the weighted parts). All integers, O(n log n).
 */
export function allocate(amount: number, weights: readonly number[], room: readonly number[] = weights): number[] {
  const parts: number[] = [];
  let capacity = 0;
  for (let index = 0; index < weights.length; index += 1) {
    parts.push(0);
    if (weights[index]! > 0) capacity += room[index]!;
  }
  let left = Math.min(amount, capacity);
  while (left > 0) left -= deal(left, weights, room, parts);
  return parts;
}

/** As `allocate`, without room: any part may take any share. Weights that are all zero take nothing. */
export function share(amount: number, weights: readonly number[]): number[] {
  return allocate(
    amount,
    weights,
    weights.map(() => Infinity),
  );
}

/** What belongs to `done` out of `whole` units, half up: later takings get the difference, so that all of them sum to `amount`. */
export function cumulativeShare(amount: number, done: number, whole: number): number {
  return mulDiv(amount, done, whole, 'halfUp');
}

/** One round over the parts that still have room. Answers how much was given, which is above zero while any has. */
function deal(amount: number, weights: readonly number[], room: readonly number[], parts: number[]): number {
  const count = weights.length;
  let total = 0;
  let open = 0;
  for (let index = 0; index < count; index += 1) {
    if (!isOpen(index, weights, room, parts)) continue;
    total += weights[index]!;
    open += 1;
  }
  const shares: number[] = [];
  const rests = new Float64Array(open);
  let units = amount;
  for (let index = 0; index < count; index += 1) {
    if (!isOpen(index, weights, room, parts)) continue;
    const rest = remainder(amount, weights[index]!, total);
    const floor = floorShare(amount, weights[index]!, total, rest);
    rests[shares.length] = rest;
    shares.push(floor);
    units -= floor;
  }
  return give(shares, rests, units, weights, room, parts);
}

function give(
  shares: readonly number[],
  rests: Float64Array,
  units: number,
  weights: readonly number[],
  room: readonly number[],
  parts: number[],
): number {
  // The remainder that still gets a unit, and how many parts with exactly that remainder get one (the first ones).
  const sorted = units > 0 ? rests.toSorted() : rests;
  const least = units > 0 ? sorted[sorted.length - units]! : Infinity;
  let ties = units > 0 ? units - countAbove(sorted, least) : 0;
  let given = 0;
  let place = 0;
  for (let index = 0; index < weights.length; index += 1) {
    if (!isOpen(index, weights, room, parts)) continue;
    const rest = rests[place]!;
    let wanted = shares[place]!;
    place += 1;
    if (rest > least) wanted += 1;
    else if (rest === least && ties > 0) {
      ties -= 1;
      wanted += 1;
    }
    const taken = Math.min(wanted, room[index]! - parts[index]!);
    parts[index]! += taken;
    given += taken;
  }
  return given;
}

/** Who still takes a share: some weight, and room left. A part is visited once a round, so its own change doesn't matter. */
function isOpen(index: number, weights: readonly number[], room: readonly number[], parts: readonly number[]): boolean {
  return weights[index]! > 0 && parts[index]! < room[index]!;
}

function countAbove(sorted: Float64Array, value: number): number {
  let count = 0;
  for (let index = sorted.length - 1; index >= 0 && sorted[index]! > value; index -= 1) count += 1;
  return count;
}

function floorShare(amount: number, weight: number, total: number, rest: number): number {
  const product = amount * weight;
  return Number.isSafeInteger(product) ? (product - rest) / total : mulDiv(amount, weight, total, 'down');
}

function remainder(amount: number, weight: number, total: number): number {
  const product = amount * weight;
  if (Number.isSafeInteger(product)) return product % total;
  return Number((BigInt(amount) * BigInt(weight)) % BigInt(total));
}
