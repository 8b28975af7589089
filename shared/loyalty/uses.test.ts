import { describe, expect, it } from 'vitest';
import { usedOnceMore } from './uses.ts';

describe('one use more', () => {
  const before = [{ rule: 'r', count: 5, day: '2026-11-20', dayCount: 2, monthCount: 4 }];

  it('counts from nothing, and per day and month', () => {
    expect(usedOnceMore(undefined, 'r', '2026-11-20')).toEqual({
      rule: 'r',
      count: 1,
      day: '2026-11-20',
      dayCount: 1,
      monthCount: 1,
    });
    expect(usedOnceMore(before, 'r', '2026-11-20')).toMatchObject({ count: 6, dayCount: 3, monthCount: 5 });
    expect(usedOnceMore(before, 'r', '2026-11-21')).toMatchObject({ count: 6, dayCount: 1, monthCount: 5 });
    expect(usedOnceMore(before, 'r', '2026-12-01')).toMatchObject({
      count: 6,
      day: '2026-12-01',
      dayCount: 1,
      monthCount: 1,
    });
    expect(usedOnceMore(before, 'r', '2027-11-20')).toMatchObject({ dayCount: 1, monthCount: 1 });
  });

  it('that arrives late counts in all, and in the month it was in', () => {
    expect(usedOnceMore(before, 'r', '2026-11-02')).toMatchObject({
      count: 6,
      day: '2026-11-20',
      dayCount: 2,
      monthCount: 5,
    });
    expect(usedOnceMore(before, 'r', '2026-10-31')).toMatchObject({
      count: 6,
      day: '2026-11-20',
      dayCount: 2,
      monthCount: 4,
    });
  });
});
