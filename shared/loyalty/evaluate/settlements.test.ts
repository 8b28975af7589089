import { describe, expect, it } from 'vitest';
import type { Facts, FactLine } from '../facts.ts';
import type { Activity, Challenge, Coalition, Programme, Promotion, Wallet } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, member, moscow, programme, promotion, text } from '../testing/build.ts';
import { allPoints, quote } from '../testing/quote.ts';

const coalition: Coalition = {
  operator: 'bank',
  partners: [
    { id: 'bank', name: text('Bank') },
    { id: 'grocer', name: text('Grocer') },
    { id: 'florist', name: text('Florist'), earnBp: 9000, spendBp: 9500 },
  ],
};
const at = (partner?: string): Facts['shop'] => ({
  id: 's1',
  zone: moscow,
  ...(partner === undefined ? {} : { partner }),
});

function sell(
  rules: Promotion[],
  lines: FactLine[],
  partner?: string,
  rest: Partial<Facts> = {},
  more: Partial<Programme> = {},
) {
  const sale = facts(lines, { member: member(), shop: at(partner), ...rest });
  return quote(programme(rules, { coalition, ...more }), sale);
}

describe('points of a coalition', () => {
  it('earned at a partner’s shop are owed to the operator at their worth', () => {
    expect(sell([earns(500)], [line('a', 10_000), line('b', 30_000)], 'grocer').settlements).toEqual([
      {
        from: 'grocer',
        to: 'bank',
        reason: 'accrual',
        rule: 'bonus',
        amountMinor: 2000,
        lines: [
          { line: 'a', amountMinor: 500 },
          { line: 'b', amountMinor: 1500 },
        ],
      },
    ]);
  });

  it('go by the partner’s own rate, rounded down once', () => {
    // 5 % of 19.99 is 0.99, nine tenths of it 0.891.
    expect(sell([earns(500)], [line('a', 1999)], 'florist').settlements).toMatchObject([{ amountMinor: 89 }]);
    const stamps: Wallet = { ...bonus, scale: 0, worthMinor: 333 };
    const fixed = promotion('fixed', { kind: 'pointsFixed', wallet: 'bonus', points: 7 });
    // Seven of 3.33 are 23.31, nine tenths of it 20.979.
    expect(sell([fixed], [line('a', 1000)], 'florist', {}, { wallets: [stamps] }).settlements).toMatchObject([
      { amountMinor: 2097 },
    ]);
  });

  it('spent at a partner’s shop are paid by the operator, at the money they paid', () => {
    const rest = { member: member({ lots: [lot('l', 4001)] }), redeem: allPoints };
    expect(sell([], [line('a', 10_000)], 'florist', rest).settlements).toEqual([
      {
        from: 'bank',
        to: 'florist',
        reason: 'redemption',
        rule: 'bonus',
        amountMinor: 3800,
        lines: [{ line: 'a', amountMinor: 3800 }],
      },
    ]);
  });

  it('of several wallets are settled apart, and those worth nothing not at all', () => {
    const wallets: Wallet[] = [
      bonus,
      { ...bonus, id: 'stamps', scale: 0, worthMinor: 250 },
      { ...bonus, id: 'miles', worthMinor: 0 },
    ];
    const fixed = (wallet: string, points: number) => promotion(`f-${wallet}`, { kind: 'pointsFixed', wallet, points });
    const rules = [fixed('bonus', 300), fixed('stamps', 3), fixed('miles', 3)];
    const { settlements } = sell(rules, [line('a', 1000)], 'grocer', {}, { wallets });
    expect(settlements!.map(({ rule, amountMinor }) => [rule, amountMinor])).toEqual([
      ['bonus', 300],
      ['stamps', 750],
    ]);
  });

  it.each([
    ['of nobody', undefined],
    ['of the operator itself', 'bank'],
    ['of a stranger', 'kiosk'],
  ])('in a shop %s leave nothing to settle', (_, partner) => {
    expect(sell([earns(500)], [line('a', 10_000)], partner)).not.toHaveProperty('settlements');
  });

  it('shared with others, and granted for a goal, are owed as well, the latter by no line', () => {
    const activity: Activity = {
      id: 'thanks',
      name: text('Thanks'),
      on: { event: 'purchase' },
      to: { who: 'referrer', level: 1 },
      give: [{ kind: 'pointsShare', wallet: 'bonus', rateBp: 100 }],
    };
    const challenge: Challenge = {
      id: 'first',
      name: text('First'),
      on: { event: 'purchase' },
      counts: 'times',
      goal: 1,
      give: [{ kind: 'points', wallet: 'bonus', points: 1000 }],
    };
    const rest = { member: member({ referrers: ['m2'] }) };
    const more = { activities: [activity], challenges: [challenge] };
    // 5.00 for the member, 1.00 for who brought them, and 10.00 for the goal.
    expect(sell([earns(500)], [line('a', 10_000)], 'grocer', rest, more).settlements).toMatchObject([
      { amountMinor: 1600, lines: [{ line: 'a', amountMinor: 600 }] },
    ]);
  });

  it('tell what is settled, and why', () => {
    expect(sell([earns(500)], [line('a', 10_000)], 'grocer').effects.at(-1)).toEqual({
      rule: 'bonus',
      version: 1,
      kind: 'settlement',
      amount: 500,
      unit: 'minor',
      allocations: [{ line: 'a', amount: 500 }],
      because: [{ fact: 'shop.partner', operator: 'is', expected: 'grocer', actual: 'grocer' }],
    });
  });
});

describe('a package of several partners', () => {
  const pack = (split: { partner: string; shareBp: number }[], priceMinor = 100_000) =>
    promotion('pack', { kind: 'bundlePrice', parts: [{ skus: ['a'] }, { skus: ['b'] }], priceMinor, split });
  const sixtyForty = [
    { partner: 'grocer', shareBp: 6000 },
    { partner: 'florist', shareBp: 4000 },
  ];
  const goods = [line('a', 80_000), line('b', 40_000)];
  const owed = (outcome: ReturnType<typeof sell>) =>
    (outcome.settlements ?? []).map(({ from, to, reason, amountMinor }) => [from, to, reason, amountMinor]);

  it('W29: at 1000.00, split 60/40 and sold by A, leaves A owing B 400.00', () => {
    const outcome = sell([pack(sixtyForty)], goods, 'grocer');
    expect(outcome.totals.netMinor).toBe(100_000);
    expect(outcome.settlements).toEqual([
      {
        from: 'grocer',
        to: 'florist',
        reason: 'bundle',
        rule: 'pack',
        amountMinor: 40_000,
        lines: [
          { line: 'a', amountMinor: 26_667 },
          { line: 'b', amountMinor: 13_333 },
        ],
      },
    ]);
  });

  it('sold by another of them, or by a third, is owed by whoever took the money', () => {
    expect(owed(sell([pack(sixtyForty)], goods, 'florist'))).toEqual([['florist', 'grocer', 'bundle', 60_000]]);
    expect(owed(sell([pack(sixtyForty)], goods, 'bank'))).toEqual([
      ['bank', 'grocer', 'bundle', 60_000],
      ['bank', 'florist', 'bundle', 40_000],
    ]);
    expect(owed(sell([pack(sixtyForty)], goods))).toEqual([]);
  });

  it('needs no coalition, and nothing is owed where nothing was paid', () => {
    const alone = programme([pack(sixtyForty)]);
    const settled = (rules: Programme) => quote(rules, facts(goods, { shop: at('grocer') })).settlements;
    expect(settled(alone)).toMatchObject([{ amountMinor: 40_000 }]);
    expect(settled(programme([pack(sixtyForty, 0)]))).toBeUndefined();
  });

  it('is split by largest remainder in the order given', () => {
    const thirds = ['florist', 'grocer', 'bank'].map((partner, index) => ({
      partner,
      shareBp: index === 0 ? 3334 : 3333,
    }));
    // 0.05 in thirds: 1.667, 1.6665 and 1.6665 kopecks.
    expect(owed(sell([pack(thirds, 5)], goods, 'bank'))).toEqual([
      ['bank', 'florist', 'bundle', 2],
      ['bank', 'grocer', 'bundle', 2],
    ]);
  });

  it('counts what its units were paid after all discounts and points, and no other units', () => {
    const three = [line('a', 80_000, { quantity: 3000 }), line('b', 40_000)];
    const half = promotion('half', { kind: 'basketPercent', rateBp: 5000 });
    const outcome = sell([pack(sixtyForty), half], three, 'grocer');
    expect(outcome.totals.netMinor).toBe(130_000);
    expect(owed(outcome)).toEqual([['grocer', 'florist', 'bundle', 20_000]]);
    const rest = { member: member({ lots: [lot('l', 65_000)] }), redeem: allPoints };
    // Half of everything is paid with points: so is half of the package.
    expect(owed(sell([pack(sixtyForty), half], three, 'grocer', rest))).toEqual([
      ['bank', 'grocer', 'redemption', 65_000],
      ['grocer', 'florist', 'bundle', 10_000],
    ]);
  });

  it('keeps its units where another bundle takes some of them', () => {
    const rules = [
      pack(sixtyForty),
      promotion(
        'z-pair',
        { kind: 'bundlePrice', parts: [{ skus: ['a'] }, { skus: ['c'] }], priceMinor: 1 },
        { priority: 1 },
      ),
    ];
    const lines = [line('a', 80_000, { quantity: 2000 }), line('b', 40_000, { quantity: 2000 }), line('c', 1000)];
    const outcome = sell(rules, lines, 'grocer');
    // Two packs of 1000.00; then one of the two a, 666.67 of them, goes for 0.01 together with c.
    const leftOfPacks = outcome.lines[0]!.netMinor + outcome.lines[1]!.netMinor;
    expect(owed(outcome)).toEqual([['grocer', 'florist', 'bundle', 53_334]]);
    expect(leftOfPacks).toBe(133_334);
  });
});
