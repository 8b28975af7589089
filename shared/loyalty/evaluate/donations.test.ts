import { describe, expect, it } from 'vitest';
import type { Facts, FactLine } from '../facts.ts';
import type { Give, Programme, Promotion } from '../programme/schema.ts';
import { earns, facts, line, lot, member, programme, promotion, text } from '../testing/build.ts';
import { allPoints, food, giftOf, quote, reasons } from '../testing/quote.ts';

const causes: Programme['causes'] = [
  { id: 'shelter', name: text('Shelter') },
  { id: 'marathon', name: text('Marathon'), schedule: { from: '2026-11-20T12:00', until: '2026-11-21T00:00' } },
];
const share = (rest: Partial<Extract<Give, { kind: 'donation' }>> = {}, more: Partial<Promotion> = {}) =>
  promotion('share', { kind: 'donation', cause: 'shelter', rateBp: 100, ...rest }, more);

function give(rules: Promotion[], lines: FactLine[], rest: Partial<Facts> = {}, more: Partial<Programme> = {}) {
  return quote(programme(rules, { causes, ...more }), facts(lines, rest));
}

describe('a share for a cause', () => {
  it('W17: 1 % of 1250.50 is 12.50 from the shop; rounding up to tens 9.50 from the member, to pay 1260.00', () => {
    const donation = { cause: 'shelter', roundUpToMinor: 1000 };
    const outcome = give([share()], [line('a', 125_050)], { donation });
    expect(outcome.donations).toEqual([
      { cause: 'shelter', by: 'shop', amountMinor: 1250, rule: 'share', lines: [{ line: 'a', amountMinor: 1250 }] },
      { cause: 'shelter', by: 'member', amountMinor: 950, rule: null, lines: [] },
    ]);
    expect(outcome.totals).toMatchObject({ netMinor: 125_050, donatedMinor: 950 });
    expect(outcome.totals.netMinor + outcome.totals.donatedMinor!).toBe(126_000);
  });

  it('is computed once, rounded down, and spread by what each line is the base of', () => {
    const lines = [line('a', 3333), line('b', 3333), line('c', 3333)];
    const { donations, totals } = give([share()], lines);
    expect(donations![0]).toMatchObject({
      amountMinor: 99,
      lines: [
        { line: 'a', amountMinor: 33 },
        { line: 'b', amountMinor: 33 },
        { line: 'c', amountMinor: 33 },
      ],
    });
    expect(totals).not.toHaveProperty('donatedMinor');
  });

  it('is of what is paid, of the full price, or of that less its cost', () => {
    const half = promotion('half', { kind: 'linePercent', rateBp: 5000 });
    const lines = [line('a', 10_000, { quantity: 2000, costMinor: 7000 }), line('b', 1000)];
    const amount = (base: 'paid' | 'gross' | 'margin', rateBp = 1000) =>
      give([half, share({ base, rateBp })], lines).donations![0]!.amountMinor;
    expect(amount('paid')).toBe(1050);
    expect(amount('gross')).toBe(2100);
    // 200.00 less 140.00; a good without a cost gives nothing.
    expect(amount('margin')).toBe(600);
  });

  it('of a margin is never below zero, line by line', () => {
    const lines = [line('a', 1000, { costMinor: 400 }), line('b', 1000, { costMinor: 5000 })];
    expect(give([share({ base: 'margin', rateBp: 10_000 })], lines).donations).toEqual([
      { cause: 'shelter', by: 'shop', amountMinor: 600, rule: 'share', lines: [{ line: 'a', amountMinor: 600 }] },
    ]);
    const dear = give([share({ base: 'margin' })], [line('b', 1000, { costMinor: 5000 })]);
    expect(dear.donations).toBeUndefined();
    expect(reasons(dear)).toEqual(['share amount.nothing']);
  });

  it('may be all of named goods, changes no price, and leaves what is earned alone', () => {
    const all = share({ rateBp: 10_000 }, { when: { goods: { skus: ['bracelet'] } } });
    const outcome = give([all, earns(1000)], [line('bracelet', 50_000), line('b', 1000)], { member: member() });
    expect(outcome.donations![0]!.amountMinor).toBe(50_000);
    expect(outcome.totals).toMatchObject({ netMinor: 51_000, earned: [{ wallet: 'bonus', points: 5100 }] });
  });

  it('may close its lines for points', () => {
    const closed = share({}, { when: { goods: { skus: ['a'] } }, keeps: { accrual: false } });
    const outcome = give([closed, earns(1000)], [line('a', 10_000), line('b', 1000)], { member: member() });
    expect(outcome.totals.earned).toEqual([{ wallet: 'bonus', points: 100 }]);
    const alone = give([closed, earns(1000)], [line('a', 10_000)], { member: member() });
    expect(alone.rejections).toMatchObject([
      { rule: 'earn', reason: 'goods.closed', because: [{ fact: 'line.rule', actual: 'share' }] },
    ]);
  });

  it('is not of gift units, and of goods paid with points only where it is of their price', () => {
    const fed = member({ lots: [lot('l', 1000)], entitlements: [giftOf('bag', 1000)] });
    const lines = [line('bag', 2500), line('a', 1000)];
    const rest = { member: fed, gifts: ['g1'], redeem: allPoints };
    expect(give([food, share({ rateBp: 1000 })], lines, rest).donations).toBeUndefined();
    expect(give([food, share({ rateBp: 1000, base: 'gross' })], lines, rest).donations![0]!.lines).toEqual([
      { line: 'a', amountMinor: 100 },
    ]);
  });

  it('reads its threshold before the total is rounded, and gives of the rounded one', () => {
    const rule = share({ rateBp: 10_000 }, { when: { basket: { operator: 'atLeast', valueMinor: 1050 } } });
    const down = { rounding: { total: 'downTo100' as const } };
    expect(give([rule], [line('a', 1050)], {}, down).donations![0]!.amountMinor).toBe(1000);
    expect(reasons(give([rule], [line('a', 1049)], {}, down))).toEqual(['share basket.threshold']);
  });

  it('gives no more than its budget, is counted against it, and is refused when it is spent', () => {
    const rule = share({ rateBp: 1000 }, { limits: { budget: 150 } });
    const after = (given: number) =>
      give([rule], [line('a', 1000)], { promotions: [{ promotion: 'share', uses: 1, given }] });
    expect(after(50)).toMatchObject({ donations: [{ amountMinor: 100 }], given: [{ promotion: 'share', given: 100 }] });
    expect(after(90)).toMatchObject({ donations: [{ amountMinor: 60, lines: [{ amountMinor: 60 }] }] });
    expect(after(150).donations).toBeUndefined();
    expect(reasons(after(150))).toEqual(['share limit.budget']);
  });

  it('is told with its lines and its reason', () => {
    const rule = share({ rateBp: 1000 }, { when: { goods: { skus: ['a'] } } });
    expect(give([rule], [line('a', 1000), line('b', 1000)]).effects).toEqual([
      {
        rule: 'share',
        version: 1,
        kind: 'donation',
        amount: 100,
        unit: 'minor',
        allocations: [{ line: 'a', amount: 100 }],
        because: [{ fact: 'lines', operator: 'match', expected: { skus: ['a'] }, actual: 1 }],
      },
    ]);
  });

  it('in a group is worth nothing to the member, yet works alone', () => {
    const groups: Programme['groups'] = [{ id: 'one', mode: 'best' }];
    const off = promotion('z-off', { kind: 'basketAmount', amountMinor: 1 }, { group: 'one' });
    const grouped = share({ rateBp: 10_000 }, { group: 'one' });
    const both = give([grouped, off], [line('a', 1000)], {}, { groups });
    expect(both.totals.discountMinor).toBe(1);
    expect(reasons(both)).toEqual(['share group.best']);
    const fallen = promotion('z-off', { kind: 'fixedPrice', priceMinor: 9999 }, { group: 'one' });
    expect(give([grouped, fallen], [line('a', 1000)], {}, { groups }).donations).toHaveLength(1);
  });
});

describe('the member’s own donation', () => {
  const own = (donation: Facts['donation'], priceMinor = 125_050, rest: Partial<Facts> = {}) =>
    give([], [line('a', priceMinor)], { donation, ...rest });
  const roundUp = (roundUpToMinor: number, priceMinor?: number) =>
    own({ cause: 'shelter', roundUpToMinor }, priceMinor).totals.donatedMinor;

  it('is what it says, with or without a card', () => {
    expect(own({ cause: 'shelter', amountMinor: 5000 }).totals).toMatchObject({
      netMinor: 125_050,
      donatedMinor: 5000,
    });
    expect(own({ cause: 'shelter', amountMinor: 1 }, 1000, { member: member() }).totals.donatedMinor).toBe(1);
  });

  it('goes up to the next whole sum, of which a round one needs nothing', () => {
    expect([roundUp(100), roundUp(1000), roundUp(10_000)]).toEqual([50, 950, 4950]);
    expect([roundUp(1000, 999), roundUp(1000, 1), roundUp(1000, 1000)]).toEqual([1, 999, undefined]);
    expect(reasons(own({ cause: 'shelter', roundUpToMinor: 1000 }, 2000))).toEqual(['shelter donation.nothing']);
  });

  it('rounds up what is left after discounts, points and the rounding down', () => {
    const rest = { member: member({ lots: [lot('l', 300)] }), redeem: allPoints };
    const rules = [promotion('off', { kind: 'basketAmount' as const, amountMinor: 255 })];
    const donation = { cause: 'shelter', roundUpToMinor: 1000 };
    expect(give(rules, [line('a', 2000)], { ...rest, donation }).totals).toMatchObject({
      netMinor: 1445,
      donatedMinor: 555,
    });
    const down = { rounding: { total: 'downTo100' as const } };
    expect(give(rules, [line('a', 2000)], { ...rest, donation }, down).totals).toMatchObject({
      netMinor: 1400,
      donatedMinor: 600,
    });
  });

  it('never earns, and counts for no tier', () => {
    const tiers: Programme['tiers'] = [
      { id: 'bronze', name: text('Bronze') },
      { id: 'gold', name: text('Gold'), entry: { any: [{ fact: 'receipt', operator: 'atLeast', value: 2000 }] } },
    ];
    const donation = { cause: 'shelter', amountMinor: 100_000 };
    const outcome = give([earns(1000)], [line('a', 1000)], { donation, member: member({ tier: 'bronze' }) }, { tiers });
    expect(outcome.totals.earned).toEqual([{ wallet: 'bonus', points: 100 }]);
    expect(outcome.tier).toBeNull();
  });

  it('wants a cause the programme knows, while it collects', () => {
    expect(reasons(own({ cause: 'moon', amountMinor: 100 }))).toEqual(['moon cause.unknown']);
    const at = (moment: string) => {
      const outcome = own({ cause: 'marathon', amountMinor: 100 }, 1000, { moment });
      return outcome.totals.donatedMinor ?? reasons(outcome);
    };
    expect(at('2026-11-20T11:59:59+03:00')).toEqual(['marathon cause.over']);
    expect(at('2026-11-20T12:00:00+03:00')).toBe(100);
    expect(at('2026-11-20T23:59:59+03:00')).toBe(100);
    expect(at('2026-11-21T00:00:00+03:00')).toEqual(['marathon cause.over']);
  });

  it('and the shop’s for the same cause end with it, each with the moment it missed', () => {
    const outcome = give([share({ cause: 'marathon' })], [line('a', 10_000)], { moment: '2026-11-22T12:00:00+03:00' });
    expect(outcome.rejections).toEqual([
      {
        rule: 'share',
        reason: 'cause.over',
        because: [
          { fact: 'moment', operator: 'before', expected: '2026-11-21T00:00', actual: '2026-11-22T12:00:00+03:00' },
        ],
      },
    ]);
  });
});
