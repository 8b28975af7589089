import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { Facts, GiftGood } from '../facts.ts';
import type { Give, Promotion } from '../programme/schema.ts';
import { reverse } from '../reverse/reverse.ts';
import { earns, facts, line, member, programme, promotion } from '../testing/build.ts';
import { allPoints, food, giftOf, quote, reasons } from '../testing/quote.ts';

type Free = Extract<Give, { kind: 'freeGood' }>;

const bag: GiftGood = { sku: 'bag', unitPriceMinor: 500, vatRateBp: 2000 };
const over1000: Promotion['when'] = { basket: { operator: 'atLeast', valueMinor: 100_000 } };

function free(give: Partial<Free>, rest: Partial<Promotion> = {}): Promotion {
  return promotion('free', { kind: 'freeGood', sku: 'bag', units: 1, from: 'basket', ...give }, rest);
}
function ring(rules: Promotion[], lines: Facts['lines'], goods: GiftGood[] = [bag]) {
  return quote(rules, facts(lines, { goods, member: member() }));
}

describe('a free good out of the basket', () => {
  it('takes scanned units, and the rest is paid', () => {
    const outcome = ring([free({})], [line('bag', 500, { quantity: 3000 })]);
    expect(outcome.lines).toMatchObject([
      { id: 'bag', quantity: 2000, netMinor: 1000 },
      {
        id: 'free:free',
        from: ['bag'],
        quantity: 1000,
        netMinor: 0,
        free: 'free',
        discounts: [{ rule: 'free', amountMinor: 500 }],
      },
    ]);
    expect(outcome.effects).toMatchObject([{ rule: 'free', kind: 'gift', amount: 1000, unit: 'thousandths' }]);
    expect(outcome.messages).toEqual([]);
  });

  it('takes them in the order of lines, each in a line of its own', () => {
    const lines = [line('x', 500, { sku: 'bag' }), line('y', 700, { sku: 'bag', quantity: 2000 })];
    expect(
      ring([free({ units: 2 })], lines).lines.map(({ id, quantity, netMinor }) => [id, quantity, netMinor]),
    ).toEqual([
      ['free:free', 1000, 0],
      ['y', 1000, 700],
      ['free:free:2', 1000, 0],
    ]);
  });

  it('needs a scan', () => {
    expect(reasons(ring([free({})], [line('a', 100)]))).toEqual(['free gift.scanNeeded']);
  });

  it('counts in no threshold, discount, redemption or accrual', () => {
    const ten = promotion('ten', { kind: 'basketPercent', rateBp: 1000 });
    const sale = facts([line('bag', 500), line('a', 1000)], { member: member(), redeem: allPoints });
    const outcome = quote([free({}), ten, earns(1000)], sale);
    expect(outcome.totals).toMatchObject({ discountMinor: 600, netMinor: 900, earned: [{ points: 90 }] });
  });

  it('knows no floor', () => {
    const outcome = ring([free({})], [line('bag', 500, { minPriceMinor: 500 }), line('a', 100)]);
    expect(outcome.totals.netMinor).toBe(100);
  });

  it('is bought after all where the threshold is missed without it', () => {
    const rules = [free({}, { when: over1000 }), earns(1000)];
    expect(ring(rules, [line('bag', 500), line('a', 100_000)]).totals).toMatchObject({
      netMinor: 100_000,
      earned: [{ points: 10_000 }],
    });
    const missed = ring(rules, [line('bag', 500), line('a', 99_999)]);
    expect(missed.totals).toMatchObject({ netMinor: 100_499, earned: [{ points: 10_049 }] });
    expect(missed.rejections).toMatchObject([
      { rule: 'free', reason: 'basket.threshold', because: [{ actual: 99_999 }] },
    ]);
  });

  it('does not count itself among what must be contained: two are paid, the third is free', () => {
    const third = free({}, { when: { contains: { goods: { skus: ['bag'] }, quantity: 2000 } } });
    const paid = (quantity: number) => ring([third], [line('bag', 500, { quantity })]).totals.netMinor;
    expect([2000, 3000, 4000].map(paid)).toEqual([1000, 1000, 1500]);
  });

  it('comes after a gift of the same good', () => {
    const gift = { ...giftOf('bag', 1000, { unitPriceMinor: 500 }) };
    const sale = facts([line('bag', 500, { quantity: 3000 })], {
      member: member({ entitlements: [gift] }),
      gifts: ['g1'],
    });
    const outcome = quote([free({}), food], sale);
    expect(outcome.lines.map(({ id, netMinor }) => [id, netMinor])).toEqual([
      ['bag', 500],
      ['gift:g1', 0],
      ['free:free', 0],
    ]);
  });
});

describe('a free good that is added', () => {
  const extra = free({ units: 2, from: 'extra' }, { when: over1000 });

  it('brings a line of its own, and is told', () => {
    const outcome = ring([extra], [line('a', 100_000)]);
    expect(outcome.lines).toMatchObject([
      { id: 'a', netMinor: 100_000 },
      { id: 'free:free', from: [], sku: 'bag', quantity: 2000, grossMinor: 1000, netMinor: 0, vatRateBp: 2000 },
    ]);
    expect(outcome.messages).toEqual([{ id: 'gift.added', args: { rule: 'free', sku: 'bag', quantity: 2000 } }]);
    expect(ring([extra], [line('a', 99_999)]).lines).toHaveLength(1);
  });

  it('adds only what was not scanned', () => {
    const outcome = ring([extra], [line('bag', 500), line('a', 100_000)]);
    expect(outcome.lines.map(({ id, quantity, netMinor }) => [id, quantity, netMinor])).toEqual([
      ['free:free', 1000, 0],
      ['a', 1000, 100_000],
      ['free:free:2', 1000, 0],
    ]);
  });

  it('must be known to the till, and be neither weighed nor marked', () => {
    const lines = [line('a', 100_000)];
    expect(reasons(ring([extra], lines, []))).toEqual(['free good.unknown']);
    expect(reasons(ring([extra], lines, [{ ...bag, byWeight: true }]))).toEqual(['free gift.scanNeeded']);
    expect(reasons(ring([extra], lines, [{ ...bag, marked: true }]))).toEqual(['free gift.scanNeeded']);
    const scanned = ring([extra], [...lines, line('bag', 500)], [{ ...bag, marked: true }]);
    expect(scanned.totals.netMinor).toBe(100_000);
  });

  it('excludes a discount by a group, at what it is worth', () => {
    const grouped = (amountMinor: number) =>
      quote(
        programme(
          [{ ...extra, group: 'one' }, promotion('off', { kind: 'basketAmount', amountMinor }, { group: 'one' })],
          { groups: [{ id: 'one', mode: 'best' }] },
        ),
        facts([line('a', 100_000)], { goods: [bag] }),
      );
    expect(grouped(999).lines).toHaveLength(2);
    expect(grouped(1001).totals.netMinor).toBe(98_999);
  });

  it('comes back at zero, and its goods decide whether all is back', () => {
    const rules = programme([extra]);
    const sale = facts([line('a', 100_000)], { goods: [bag], member: member() });
    const sold = { facts: sale, outcome: quote(rules, sale) };
    const back = (lines: { line: string; quantity: number }[]) =>
      reverse(compile(rules), { sale: sold, returned: [], lines, facts: sale });
    expect(back([{ line: 'free:free', quantity: 2000 }])).toMatchObject({
      totals: { refundMinor: 0 },
      lines: [{ line: 'free:free', positions: [{ quantity: 2000, unitNetMinor: 0 }] }],
    });
    expect(back([{ line: 'a', quantity: 1000 }]).totals.refundMinor).toBe(100_000);
  });
});

describe('privileges and words', () => {
  const lounge = promotion(
    'lounge',
    { kind: 'privilege', costMinor: 25_000 },
    { when: { audience: { tiers: ['gold'] } } },
  );
  const advert = promotion('advert', { kind: 'message', text: { ru: 'Суши напротив', en: 'Sushi over the way' } });
  const tiers = { tiers: [{ id: 'gold', name: { ru: 'Золото', en: 'Gold' } }] };

  it('are told, and a privilege is counted with its cost', () => {
    const sale = facts([line('a', 1000)], { member: member() });
    const outcome = quote(programme([lounge, advert], tiers), sale);
    expect(outcome.totals.netMinor).toBe(1000);
    expect(outcome.privileges).toEqual([{ rule: 'lounge', costMinor: 25_000 }]);
    expect(outcome.effects).toMatchObject([
      { rule: 'lounge', kind: 'privilege', amount: 25_000, unit: 'minor', allocations: [] },
    ]);
    expect(outcome.messages).toEqual([
      { id: 'programme.message', args: { rule: 'advert' } },
      { id: 'privilege.given', args: { rule: 'lounge' } },
    ]);
  });

  it('are refused with the reason, and leave no trace where there are none', () => {
    const outcome = quote(programme([lounge], tiers), facts([line('a', 1000)]));
    expect(reasons(outcome)).toEqual(['lounge member.none']);
    expect(outcome).not.toHaveProperty('privileges');
  });

  it('speak only of their goods', () => {
    const tea = {
      ...advert,
      when: { goods: { skus: ['tea'] }, basket: { operator: 'over' as const, valueMinor: 100 } },
    };
    expect(quote([tea], facts([line('a', 1000)])).messages).toEqual([]);
    expect(quote([tea], facts([line('tea', 101)])).messages).toEqual([
      { id: 'programme.message', args: { rule: 'advert' } },
    ]);
    expect(reasons(quote([tea], facts([line('tea', 100)])))).toEqual(['advert basket.threshold']);
  });

  it('may be one of a group', () => {
    const grouped = programme(
      [
        promotion('free', { kind: 'privilege' }, { group: 'one' }),
        promotion('paid', { kind: 'privilege' }, { group: 'one' }),
      ],
      { groups: [{ id: 'one', mode: 'first' }] },
    );
    const outcome = quote(grouped, facts([line('a', 1000)]));
    expect(outcome.privileges).toEqual([{ rule: 'free', costMinor: 0 }]);
    expect(reasons(outcome)).toEqual(['paid group.first']);
    const byLine = { ...grouped, groups: [{ id: 'one', mode: 'best' as const, scope: 'line' as const }] };
    expect(quote(byLine, facts([line('a', 1000)])).privileges).toHaveLength(2);
  });
});
