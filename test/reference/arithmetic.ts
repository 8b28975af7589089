/** The plainest exact arithmetic: whole bigints, fractions only as a numerator and a denominator. */

export const big = (value: number): bigint => BigInt(value);

export function total(values: readonly bigint[]): bigint {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
}

export function least(...values: bigint[]): bigint {
  return values.reduce((least, value) => (value < least ? value : least));
}

export function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

/** Of numbers that are not negative. */
export function down(numerator: bigint, denominator: bigint): bigint {
  return numerator / denominator;
}

export function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** So many basis points of an amount, half up. */
export function percentOf(amount: bigint, rateBp: number): bigint {
  return halfUp(amount * big(rateBp), 10_000n);
}

export type Part = { weight: bigint; room: bigint };

/**
 * An amount by largest remainder over parts, in proportion to their weights, ties to the earlier part. A part whose fair share is
 * over its room gets its room, and what it can't take is shared out anew among the others. At most all the room there is.
 */
export function shareOut(amount: bigint, parts: readonly Part[]): bigint[] {
  const shares = parts.map(() => 0n);
  let open = parts.map((_, index) => index).filter((index) => parts[index]!.weight > 0n);
  let rest = least(amount, total(open.map((index) => parts[index]!.room)));
  for (;;) {
    const weights = total(open.map((index) => parts[index]!.weight));
    const full = open.filter((index) => rest * parts[index]!.weight > parts[index]!.room * weights);
    if (full.length === 0) break;
    for (const index of full) {
      shares[index] = parts[index]!.room;
      rest -= parts[index]!.room;
    }
    open = open.filter((index) => !full.includes(index));
  }
  largestRemainder(rest, parts, open, shares);
  return shares;
}

function largestRemainder(rest: bigint, parts: readonly Part[], open: readonly number[], shares: bigint[]): void {
  if (rest === 0n) return;
  const weights = total(open.map((index) => parts[index]!.weight));
  const remainderOf = (index: number) => (rest * parts[index]!.weight) % weights;
  for (const index of open) shares[index] = (rest * parts[index]!.weight) / weights;
  const missing = rest - total(open.map((index) => shares[index]!));
  const byRemainder = open.toSorted((a, b) => compare(remainderOf(b), remainderOf(a)) || a - b);
  for (const index of byRemainder.slice(0, Number(missing))) shares[index]! += 1n;
}

export function compare<T extends bigint | number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An exact fraction; the denominator is above zero. */
export type Fraction = { over: bigint; under: bigint };

export function fraction(over: bigint, under: bigint): Fraction {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { over: 0n, under: 1n } : { over: over / a, under: under / a };
}

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
export const compareFractions = (a: Fraction, b: Fraction): number => compare(a.over * b.under, b.over * a.under);

export function sumOf(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(plus, { over: 0n, under: 1n });
}

/** Whole weights in the same proportion. */
export function wholeWeights(fractions: readonly Fraction[]): bigint[] {
  const under = fractions.reduce((product, each) => product * each.under, 1n);
  return fractions.map((each) => (each.over * under) / each.under);
}
