/**
 * Integers all the way: an amount is whole minor units, a wallet's points are whole units of the wallet's scale,
 * a quantity is whole thousandths, a rate is whole basis points. Nothing here ever holds a fraction.
 */
declare const brand: unique symbol;

/** Money in minor units (kopecks, cents, pence), a safe integer. */
export type Minor = number & { readonly [brand]: 'Minor' };
/** Points in the smallest unit of their wallet (hundredths when its scale is 2), a safe integer. */
export type Points = number & { readonly [brand]: 'Points' };

export type Rounding = 'down' | 'halfUp' | 'up';

/** Brands a number that must already be a safe integer; throws RangeError otherwise (a bug, never bad input). */
export function minor(value: number): Minor {
  return safe(value) as Minor;
}

/** As `minor`, for points. */
export function points(value: number): Points {
  return safe(value) as Points;
}

/** `value × multiplier ÷ divisor`, rounded as named on the absolute value; exact beyond 2^53. Divisor above zero. */
export function mulDiv(value: number, multiplier: number, divisor: number, rounding: Rounding): number {
  const product = value * multiplier;
  if (product === 0) return 0;
  if (product < 0 || !Number.isSafeInteger(product)) return mulDivBig(value, multiplier, divisor, rounding);
  // The quotient of doubles may round up to the next whole number; the remainder tells. (`%` on doubles costs ten times as much.)
  let whole = Math.floor(product / divisor);
  let rest = product - whole * divisor;
  if (rest < 0) {
    whole -= 1;
    rest += divisor;
  }
  if (rounding === 'down') return whole;
  return (rounding === 'halfUp' ? rest >= divisor - rest : rest > 0) ? whole + 1 : whole;
}

function mulDivBig(value: number, multiplier: number, divisor: number, rounding: Rounding): number {
  const product = BigInt(safe(value)) * BigInt(safe(multiplier));
  const absolute = product < 0n ? -product : product;
  const by = BigInt(safe(divisor));
  const rest = absolute % by;
  const up = rounding === 'halfUp' ? rest * 2n >= by : rounding === 'up' && rest > 0n;
  const whole = absolute / by + (up ? 1n : 0n);
  return zero(safe(Number(product < 0n ? -whole : whole)));
}

/** Minus zero would be another JSON text than zero, and so another digest. */
function zero(value: number): number {
  return value === 0 ? 0 : value;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
  return value;
}
