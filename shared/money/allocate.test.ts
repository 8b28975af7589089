import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, cumulativeShare, share } from './allocate.ts';

const amount = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 1_000_000_000_000 }));
const weights = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 100_000_000_000 })), {
  maxLength: 12,
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Largest remainder by the book, with exact fractions and no room. */
function naiveShare(whole: number, by: readonly number[]): number[] {
  const total = by.reduce((all, weight) => all + BigInt(weight), 0n);
  if (total === 0n) return by.map(() => 0);
  const parts = by.map((weight) => (BigInt(whole) * BigInt(weight)) / total);
  const rests = by.map((weight, index) => BigInt(whole) * BigInt(weight) - parts[index]! * total);
  let left = BigInt(whole) - parts.reduce((all, part) => all + part, 0n);
  while (left > 0n) {
    let largest = 0;
    rests.forEach((rest, index) => {
      if (rest > rests[largest]!) largest = index;
    });
    parts[largest]! += 1n;
    rests[largest] = -1n;
    left -= 1n;
  }
  return parts.map(Number);
}

describe('allocate', () => {
  it('sums to the amount, or to the room there is, and never exceeds a part’s room', () => {
    const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 })));
    fc.assert(
      fc.property(amount, lines, (whole, pairs) => {
        const by = pairs.map(([weight]) => weight);
        const room = pairs.map(([, free]) => free);
        const parts = allocate(whole, by, room);
        expect(sum(parts)).toBe(Math.min(whole, sum(room.filter((_, index) => by[index]! > 0))));
        parts.forEach((part, index) => expect(part >= 0 && part <= room[index]!).toBe(true));
      }),
    );
  });

  it('is the largest remainder method, ties in order', () => {
    fc.assert(
      fc.property(amount, weights, (whole, by) => {
        expect(share(whole, by)).toEqual(naiveShare(whole, by));
      }),
      { numRuns: 1000 },
    );
    expect(share(2, [5, 5, 5])).toEqual([1, 1, 0]);
  });

  it('gives what a full part can’t take to the others', () => {
    expect(allocate(100, [50, 50], [10, 500])).toEqual([10, 90]);
    expect(allocate(100, [50, 50, 100], [10, 30, 20])).toEqual([10, 30, 20]);
    expect(allocate(5, [0, 0])).toEqual([0, 0]);
  });
});

describe('cumulativeShare', () => {
  it('taken in any steps sums to the whole', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amount, steps, (whole, quantities) => {
        const all = sum(quantities);
        let done = 0;
        const taken = quantities.map((quantity) => {
          const before = cumulativeShare(whole, done, all);
          done += quantity;
          return cumulativeShare(whole, done, all) - before;
        });
        expect(sum(taken)).toBe(whole);
        expect(taken.every((part) => part >= 0)).toBe(true);
      }),
    );
  });
});
