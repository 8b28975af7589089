/** The plainest exact arithmetic: whole bigints, fractions only as a numerator and a denominator. */

export const big = (value: number): bigint => BigInt(value);

export function total(values: readonly bigint[]): bigint {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
}

export function least(...values: bigint[]): bigint {
  return values.reduce((a, b) => (b < a ? b : a));
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
 * An amount by largest remainder over parts, in proportion to their weights, ties to the earlier part. A part takes no more than its
 * room; what did not fit is shared out again among the parts that have room left. At most all the room there is.
 */
export function shareOut(amount: bigint, parts: readonly Part[]): bigint[] {
  const shares = parts.map(() => 0n);
  const hasRoom = (index: number) => parts[index]!.weight > 0n && shares[index]! < parts[index]!.room;
  let rest = amount;
  for (;;) {
    const open = parts.map((_, index) => index).filter(hasRoom);
    if (rest === 0n || open.length === 0) return shares;
    const fair = byLargestRemainder(
      rest,
      open.map((index) => parts[index]!.weight),
    );
    for (const [at, index] of open.entries()) {
      const taken = least(fair[at]!, parts[index]!.room - shares[index]!);
      shares[index]! += taken;
      rest -= taken;
    }
  }
}

function byLargestRemainder(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = total(weights);
  const shares = weights.map((weight) => (amount * weight) / all);
  const remainderOf = (index: number) => (amount * weights[index]!) % all;
  const missing = Number(amount - total(shares));
  const byRemainder = weights
    .map((_, index) => index)
    .toSorted((a, b) => compare(remainderOf(b), remainderOf(a)) || a - b);
  for (const index of byRemainder.slice(0, missing)) shares[index]! += 1n;
  return shares;
}

export function compare<T extends bigint | number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An exact fraction; the denominator is above zero. */
export type Fraction = { over: bigint; under: bigint };

export function fraction(over: bigint, under: bigint): Fraction {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  const common = a < 0n ? -a : a;
  return over === 0n ? { over: 0n, under: 1n } : { over: over / common, under: under / common };
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
export const compareFractions = (a: Fraction, b: Fraction): number => compare(a.over * b.under, b.over * a.under);

export function sumOf(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(plus, { over: 0n, under: 1n });
}
