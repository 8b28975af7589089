import { describe, expect, it } from 'vitest';
import type { EntitlementFacts, Facts } from '../facts.ts';
import type { Promotion } from '../programme/schema.ts';
import { earns, facts, line, member, programme, promotion } from '../testing/build.ts';
import { food, giftOf, quote, reasons } from '../testing/quote.ts';

describe('gifts', () => {
  const ring = (lines: Facts['lines'], gift: ReturnType<typeof giftOf>, rules: Promotion[] = [food]) =>
    quote(rules, facts(lines, { member: member({ entitlements: [gift] }), gifts: ['g1'] }));

  it('what is not taken stays open, and is told', () => {
    const outcome = ring([line('x', 2500, { sku: 'bag', quantity: 2000 })], giftOf('bag', 5000));
    expect(outcome.entitlements.used).toEqual([{ id: 'g1', quantity: 2000, closed: false }]);
    expect(outcome.messages).toEqual([{ id: 'gift.left', args: { entitlement: 'g1', sku: 'bag', quantity: 3000 } }]);
  });

  it('a good by weight or with a mark must be scanned, and marked units stay apart', () => {
    expect(reasons(ring([], giftOf('fish', 500, { byWeight: true })))).toEqual(['food gift.scanNeeded']);
    expect(reasons(ring([], giftOf('shoe', 1000, { marked: true })))).toEqual(['food gift.scanNeeded']);
    const weighed = ring([line('x', 49_900, { sku: 'fish', quantity: 355, byWeight: true })], giftOf('fish', 100));
    expect(weighed.lines).toMatchObject([
      { id: 'x', quantity: 255, netMinor: 12_725 },
      { id: 'gift:g1', from: ['x'], quantity: 100, grossMinor: 4990, netMinor: 0 },
    ]);
    const marks = [line('x', 2500, { sku: 'bag', mark: '1' }), line('y', 2500, { sku: 'bag', mark: '2' })];
    expect(ring(marks, giftOf('bag', 2000)).lines.map(({ id, from }) => [id, from])).toEqual([
      ['gift:g1', ['x']],
      ['gift:g1:2', ['y']],
    ]);
  });

  it('count in no threshold, discount, redemption or accrual', () => {
    const over = promotion(
      'over',
      { kind: 'basketAmount', amountMinor: 100 },
      {
        when: { basket: { operator: 'over', valueMinor: 2500 } },
      },
    );
    const outcome = ring([line('x', 2500, { sku: 'bag', quantity: 2000 })], giftOf('bag', 1000), [
      food,
      over,
      earns(1000),
    ]);
    expect(outcome.totals).toMatchObject({ netMinor: 2500, earned: [{ points: 250 }] });
    expect(reasons(outcome)).toEqual(['over basket.threshold']);
  });

  it('a gift that is not due leaves its units bought', () => {
    const from = promotion('food', { kind: 'gift' }, { when: { basket: { operator: 'atLeast', valueMinor: 3000 } } });
    const bags = (other: number) => [line('x', 2500, { sku: 'bag' }), line('o', other)];
    expect(ring(bags(3000), giftOf('bag', 1000), [from, earns(1000)]).totals).toMatchObject({ netMinor: 3000 });
    const missed = ring(bags(2999), giftOf('bag', 1000), [from, earns(1000)]);
    expect(missed.totals).toMatchObject({ netMinor: 5499, earned: [{ points: 549 }] });
    expect(missed.rejections).toMatchObject([
      { rule: 'food', reason: 'basket.threshold', because: [{ actual: 2999 }] },
    ]);
    expect(missed.entitlements.used).toEqual([]);
  });

  it('may exclude a discount by a group', () => {
    const grouped = [
      { ...food, group: 'one' },
      promotion('ten', { kind: 'basketPercent', rateBp: 1000 }, { group: 'one' }),
    ];
    const buy = (otherMinor: number) =>
      quote(
        programme(grouped, { groups: [{ id: 'one', mode: 'best' }] }),
        facts([line('bag', 2500), line('o', otherMinor)], {
          member: member({ entitlements: [giftOf('bag', 1000)] }),
          gifts: ['g1'],
        }),
      ).totals.netMinor;
    expect(buy(10_000)).toBe(10_000);
    expect(buy(40_000)).toBe(38_250);
  });

  it('are refused with a reason: not theirs, over, not begun, unknown promotion, no member', () => {
    const told = (rest: Partial<EntitlementFacts>, rules = [food]) =>
      reasons(ring([], { ...giftOf('bag', 1000), ...rest }, rules));
    expect(told({ id: 'g2' })).toEqual(['g1 entitlement.missing']);
    expect(told({ validUntil: '2026-11-20T12:00:00+03:00' })).toEqual(['g1 schedule.over']);
    expect(told({ validFrom: '2026-11-20T12:00:01+03:00' })).toEqual(['g1 schedule.notYet']);
    expect(told({}, [])).toEqual(['g1 entitlement.unknown']);
    expect(reasons(quote([food], facts([], { gifts: ['g1'] })))).toEqual(['g1 member.none']);
  });

  it('that wait are told until they are rung', () => {
    const sale = facts([line('a', 100)], { member: member({ entitlements: [giftOf('bag', 5000)] }) });
    expect(quote([food], sale).messages).toEqual([
      { id: 'gift.waiting', args: { entitlement: 'g1', sku: 'bag', quantity: 5000 } },
    ]);
  });
});
