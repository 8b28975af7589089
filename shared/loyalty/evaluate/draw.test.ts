import { describe, expect, it } from 'vitest';
import { lot } from '../testing/build.ts';
import { draw, spendable } from './draw.ts';
import type { Offered } from './draw.ts';

const now = Date.parse('2026-11-20T12:00:00+03:00');
const own = (...args: Parameters<typeof lot>): Offered => ({ lot: lot(...args), lease: null });

describe('lots', () => {
  it('are spent soonest expiry first, those for ever last', () => {
    const lots = [own('ever', 10), own('late', 10, '2027-01-01'), own('soon', 10, '2026-12-01')];
    const taken = draw(spendable(lots, 'bonus', now), 15).map(({ lot: { id }, points }) => [id, points]);
    expect(taken).toEqual([
      ['soon', 10],
      ['late', 5],
    ]);
  });

  it('of another wallet, empty, lapsed or not yet active are not spent', () => {
    const pending = { lot: { ...lot('pending', 10), activeFrom: '2026-11-20T12:00:01+03:00' }, lease: null };
    const lots = [own('stamps', 10, null, 'stamps'), own('empty', 0), own('lapsed', 10, '2026-11-20'), pending];
    expect(spendable(lots, 'bonus', now)).toEqual([]);
  });

  it('give what there is where more is asked for', () => {
    expect(draw([own('a', 10), own('b', 5)], 100).map(({ points }) => points)).toEqual([10, 5]);
    expect(draw([own('a', 10)], 0)).toEqual([]);
  });
});
