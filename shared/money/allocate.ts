import { mulDiv } from './money.ts';

/**
 * Splits `amount` (not negative) over `weights` by largest remainder: each part is the floor of its exact share, and the units
 * left go one each to the largest remainders, ties in order. No part exceeds its `room` (default: its weight); what a full
 * part can't take is split again over the others. Parts sum to min(amount, room of the weighted parts). All integers, O(n).
 */
export function allocate(amount: number, weights: readonly number[], room: readonly number[] = weights): number[] {
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) total += weights[index]!;
  if (room === weights && amount <= total && amount * total <= Number.MAX_SAFE_INTEGER)
    return allocateWithin(amount, weights, total);
  const parts = weights.map(() => 0);
  let capacity = 0;
  for (let index = 0; index < weights.length; index += 1) if (weights[index]! > 0) capacity += room[index]!;
  let left = Math.min(amount, capacity);
  while (left > 0) left -= deal(left, weights, room, parts);
  return parts;
}

/** The usual case in one round: no share of what fits the sum exceeds its own weight, and every product is exact. */
function allocateWithin(amount: number, weights: readonly number[], total: number): number[] {
  // Copies are of the right size at once, where lists that grow take three times as much.
  const parts = weights.slice();
  const rests = weights.slice();
  let units = amount;
  for (let index = 0; index < weights.length; index += 1) {
    const product = amount * weights[index]!;
    // As in mulDiv: the quotient of doubles may round up to the next whole number.
    let part = total === 0 ? 0 : Math.floor(product / total);
    if (part * total > product) part -= 1;
    units -= part;
    parts[index] = part;
    rests[index] = product - part * total;
  }
  if (units * parts.length > fewSteps) addLargest(units, rests, parts);
  else for (; units > 0; units -= 1) addNextLargest(rests, parts);
  return parts;
}

/** Up to so many comparisons it is quicker to look for the largest remainder once more per unit than to find the n-th of them. */
const fewSteps = 100;

/** One to the largest remainder, the first of equal ones, which is then out. */
function addNextLargest(rests: number[], parts: number[]): void {
  let largest = 0;
  for (let index = 1; index < rests.length; index += 1) if (rests[index]! > rests[largest]!) largest = index;
  rests[largest] = -1;
  parts[largest]! += 1;
}

/** One each to the `units` largest remainders, ties in order. */
function addLargest(units: number, rests: readonly number[], parts: number[]): void {
  const least = nthLargest(rests, units);
  let ties = units;
  for (let index = 0; index < rests.length; index += 1) if (rests[index]! > least) ties -= 1;
  for (let index = 0; index < rests.length; index += 1) {
    if (rests[index]! < least) continue;
    if (rests[index]! > least) parts[index]! += 1;
    else if (ties > 0) {
      ties -= 1;
      parts[index]! += 1;
    }
  }
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
  const rests: number[] = [];
  let units = amount;
  let given = 0;
  for (let at = 0; at < open.length; at += 1) {
    const index = open[at]!;
    const weight = weights[index]!;
    const floor = mulDiv(amount, weight, total, 'down');
    rests.push(restOf(amount, weight, total, floor));
    units -= floor;
    given += put(index, floor, room, parts);
  }
  return units === 0 ? given : given + giveUnits(units, open, rests, room, parts);
}

/** One each to the `units` largest remainders, ties in order. */
function giveUnits(
  units: number,
  open: readonly number[],
  rests: readonly number[],
  room: readonly number[],
  parts: number[],
): number {
  const least = nthLargest(rests, units);
  let ties = units;
  for (let at = 0; at < rests.length; at += 1) if (rests[at]! > least) ties -= 1;
  let given = 0;
  for (let at = 0; at < open.length; at += 1) {
    if (rests[at]! < least) continue;
    if (rests[at]! === least && ties === 0) continue;
    if (rests[at]! === least) ties -= 1;
    given += put(open[at]!, 1, room, parts);
  }
  return given;
}

/** The n-th largest value (n from 1) by quickselect: sorting was half the cost of an allocation. */
function nthLargest(values: readonly number[], n: number): number {
  const left = values.slice();
  const wanted = n - 1;
  let [from, to] = [0, left.length - 1];
  while (from < to) {
    const pivot = left[(from + to) >> 1]!;
    let [low, high] = [from, to];
    while (low <= high) {
      while (left[low]! > pivot) low += 1;
      while (left[high]! < pivot) high -= 1;
      if (low > high) break;
      const swapped = left[low]!;
      left[low] = left[high]!;
      left[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (wanted <= high) to = high;
    else if (wanted >= low) from = low;
    else break;
  }
  return left[wanted]!;
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
