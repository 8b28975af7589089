import { describe, expect, it } from 'vitest';
import type { Usage } from './feed.ts';
import { usageFacts } from './usage.ts';

const fed = (usages: Usage[]) => (promotion: string) => usages.find((each) => each.promotion === promotion);

describe('the usage of counted promotions', () => {
  it("is what the feed told and the till's own records beyond it, in the programme's order", () => {
    const own = new Map([['b', { promotion: 'b', uses: 2, given: 30 }]]);
    const told = usageFacts(
      ['b', 'a', 'c'],
      fed([
        { promotion: 'a', uses: 1, given: 5 },
        { promotion: 'b', uses: 4, given: 70 },
      ]),
      own,
    );
    expect(told).toEqual([
      { promotion: 'b', uses: 6, given: 100 },
      { promotion: 'a', uses: 1, given: 5 },
    ]);
  });

  it('is never below zero, and a use given back is as if it had never been', () => {
    const own = new Map([['a', { promotion: 'a', uses: -1, given: -6 }]]);
    expect(usageFacts(['a'], fed([{ promotion: 'a', uses: 1, given: 5 }]), own)).toEqual([]);
  });
});
