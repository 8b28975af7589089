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

/** One round over the parts with some weight and room left. Answers how much was given, which is above zero while any has. */
function deal(amount: number, weights: readonly number[], room: readonly number[], parts: number[]): number {
  const open: number[] = [];
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) {
    if (weights[index]! === 0 || parts[index]! >= room[index]!) continue;
    open.push(index);
    total += weights[index]!;
  }
  const rests = new Float64Array(open.length);
  let units = amount;
  let given = 0;
  for (let at = 0; at < open.length; at += 1) {
    const index = open[at]!;
    const weight = weights[index]!;
    const floor = mulDiv(amount, weight, total, 'down');
    rests[at] = restOf(amount, weight, total, floor);
    units -= floor;
    given += put(index, floor, room, parts);
  }
  return units === 0 ? given : given + giveUnits(units, open, rests, room, parts);
}

/** One each to the `units` largest remainders, ties in order. */
function giveUnits(
  units: number,
  open: readonly number[],
  rests: Float64Array,
  room: readonly number[],
  parts: number[],
): number {
  const sorted = rests.toSorted();
  const least = sorted[sorted.length - units]!;
  let ties = units;
  for (let at = sorted.length - 1; at >= 0 && sorted[at]! > least; at -= 1) ties -= 1;
  let given = 0;
  for (let at = 0; at < open.length; at += 1) {
    if (rests[at]! < least) continue;
    if (rests[at]! === least && ties === 0) continue;
    if (rests[at]! === least) ties -= 1;
    given += put(open[at]!, 1, room, parts);
  }
  return given;
}

function put(index: number, wanted: number, room: readonly number[], parts: number[]): number {
  const taken = Math.min(wanted, room[index]! - parts[index]!);
  parts[index]! += taken;
  return taken;
}

/** `amount × weight - floor × total`: differences of products below 2^53 are exact, larger ones go through bigint. */
function restOf(amount: number, weight: number, total: number, floor: number): number {
  const product = amount * weight;
  if (product <= Number.MAX_SAFE_INTEGER) return product - floor * total;
  return Number(BigInt(amount) * BigInt(weight) - BigInt(floor) * BigInt(total));
}
