import { describe, expect, it } from 'vitest';
import { programme, promotion, text } from '../testing/build.ts';
import type { Programme } from '../programme/schema.ts';
import { compareProgrammes } from './compare.ts';

const milk = promotion('milk', { kind: 'fixedPrice', priceMinor: 5990 }, { when: { goods: { skus: ['m1', 'm2'] } } });
const basket = promotion('basket', { kind: 'basketPercent', rateBp: 500 });
const tiers: Programme['tiers'] = [
  { id: 'bronze', name: text('Bronze') },
  { id: 'gold', name: text('Gold'), entry: { any: [{ fact: 'spend', operator: 'over', value: 100 }] } },
];
const before = programme([milk, basket], { tiers });

describe('what changed between two programmes', () => {
  it('is nothing between equal ones, whatever the order of keys and promotions', () => {
    const after = JSON.parse(JSON.stringify({ ...before, promotions: [basket, milk] })) as Programme;
    expect(compareProgrammes(before, after)).toEqual([]);
  });

  it('names what was added and removed by its id', () => {
    const after = programme([basket, promotion('new', { kind: 'basketAmount', amountMinor: 100 })], { tiers });
    expect(compareProgrammes(before, after)).toEqual([
      { kind: 'removed', list: 'promotions', id: 'milk' },
      { kind: 'added', list: 'promotions', id: 'new' },
    ]);
  });

  it('tells a value by its path, one left out as not set', () => {
    const dearer = { ...milk, give: { kind: 'fixedPrice', priceMinor: 6990 } as const, priority: 3 };
    expect(compareProgrammes(before, programme([dearer, basket], { tiers }))).toEqual([
      {
        kind: 'changed',
        of: { list: 'promotions', id: 'milk' },
        path: ['give', 'priceMinor'],
        before: 5990,
        after: 6990,
      },
      { kind: 'changed', of: { list: 'promotions', id: 'milk' }, path: ['priority'], before: undefined, after: 3 },
    ]);
  });

  it('tells a plain list by what came and what went', () => {
    const other = { ...milk, when: { goods: { skus: ['m2', 'm3'] } } };
    expect(compareProgrammes(before, programme([other, basket], { tiers }))).toEqual([
      {
        kind: 'changed',
        of: { list: 'promotions', id: 'milk' },
        path: ['when', 'goods', 'skus'],
        before: ['m1'],
        after: ['m3'],
      },
    ]);
  });

  it('looks into lists of conditions of the same length, and tells others whole', () => {
    const harder = structuredClone(tiers);
    harder[1]!.entry = { any: [{ fact: 'spend', operator: 'over', value: 200 }] };
    expect(compareProgrammes(before, { ...before, tiers: harder })).toEqual([
      {
        kind: 'changed',
        of: { list: 'tiers', id: 'gold' },
        path: ['entry', 'any', 0, 'value'],
        before: 100,
        after: 200,
      },
    ]);
    harder[1]!.entry.any.push({ fact: 'purchases', operator: 'atLeast', value: 3 });
    expect(compareProgrammes(before, { ...before, tiers: harder })).toMatchObject([{ path: ['entry', 'any'] }]);
  });

  it('tells the place in a list only where the order means something', () => {
    const turned = { ...before, tiers: tiers.toReversed() };
    expect(compareProgrammes(before, turned)).toEqual([
      { kind: 'moved', list: 'tiers', id: 'gold', before: 1, after: 0 },
      { kind: 'moved', list: 'tiers', id: 'bronze', before: 0, after: 1 },
    ]);
  });

  it('tells what belongs to the programme itself', () => {
    expect(compareProgrammes(before, { ...before, version: 2, rounding: { total: 'downTo100' } })).toEqual([
      { kind: 'changed', of: null, path: ['version'], before: 1, after: 2 },
      { kind: 'changed', of: null, path: ['rounding'], before: undefined, after: { total: 'downTo100' } },
    ]);
  });
});
