import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor, mulDiv, points } from './money.ts';
import type { Rounding } from './money.ts';

const safe = Number.MAX_SAFE_INTEGER;

/** The same by bigint alone. */
function exact(value: number, multiplier: number, divisor: number, rounding: Rounding): bigint {
  const product = BigInt(value) * BigInt(multiplier);
  const absolute = product < 0n ? -product : product;
  const by = BigInt(divisor);
  const rest = absolute % by;
  const up = rounding === 'up' ? rest > 0n : rounding === 'halfUp' && rest * 2n >= by;
  const whole = absolute / by + (up ? 1n : 0n);
  return product < 0n ? -whole : whole;
}

describe('mulDiv', () => {
  it('equals exact arithmetic wherever the answer is a safe integer', () => {
    const any = fc.maxSafeInteger();
    const small = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const divisor = fc.oneof(fc.integer({ min: 1, max: safe }), fc.integer({ min: 1, max: 20_000 }));
    const rounding = fc.constantFrom<Rounding>('down', 'halfUp', 'up');
    fc.assert(
      fc.property(any, fc.oneof(any, small), divisor, rounding, (value, multiplier, by, mode) => {
        const expected = exact(value, multiplier, by, mode);
        fc.pre(expected <= BigInt(safe) && expected >= -BigInt(safe));
        const actual = mulDiv(value, multiplier, by, mode);
        expect(BigInt(actual)).toBe(expected);
        expect(Object.is(actual, -0)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('equals exact arithmetic just below multiples of the divisor, near the largest safe integer', () => {
    const divisor = fc.integer({ min: 2, max: safe });
    fc.assert(
      fc.property(divisor, fc.integer({ min: 0, max: 3 }), (by, below) => {
        const value = Math.floor(safe / by) * by - below;
        fc.pre(value >= 0);
        expect(BigInt(mulDiv(value, 1, by, 'down'))).toBe(exact(value, 1, by, 'down'));
      }),
      { numRuns: 5000 },
    );
  });

  it('rounds as named, on the absolute value', () => {
    expect((['down', 'halfUp', 'up'] as const).map((mode) => mulDiv(5, 1, 2, mode))).toEqual([2, 3, 3]);
    expect((['down', 'halfUp', 'up'] as const).map((mode) => mulDiv(-5, 1, 2, mode))).toEqual([-2, -3, -3]);
    expect(mulDiv(355, 49_900, 1000, 'halfUp')).toBe(17_715);
  });

  it('refuses what is not a safe integer', () => {
    expect(() => mulDiv(safe, safe, 1, 'down')).toThrow(RangeError);
    expect(() => minor(0.5)).toThrow(RangeError);
    expect(() => points(safe + 1)).toThrow(RangeError);
    expect([minor(5), points(7)]).toEqual([5, 7]);
  });
});
