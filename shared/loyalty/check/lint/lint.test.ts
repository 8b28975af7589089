import { describe, expect, it } from 'vitest';
import { lintTexts } from '../../../i18n/check-lints.ts';
import type { Programme, Promotion, When } from '../../programme/schema.ts';
import { earns, programme, promotion, text } from '../../testing/build.ts';
import { checkProgramme } from '../check.ts';
import { covers } from './covers.ts';

/** What the lints say: code, path, arguments. */
function lints(promotions: Promotion[], rest: Partial<Programme> = {}): unknown[] {
  const checked = checkProgramme(programme(promotions, rest));
  if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
  return checked.warnings
    .filter(({ code }) => code in lintTexts)
    .map(({ code, path, args }) => (Object.keys(args).length > 0 ? [code, path, args] : [code, path]));
}

const tenOff = { kind: 'linePercent', rateBp: 1000 } as const;
const only = (when: When) => lints([promotion('p', tenOff, { when })]);

describe('a rule that never works', () => {
  it('has hours on other days than between its dates', () => {
    const friday = [{ days: ['fri' as const], from: '18:00', until: '20:00' }];
    // 23 November 2026 is a Monday.
    expect(only({ schedule: { from: '2026-11-23T00:00', until: '2026-11-27T18:00', windows: friday } })).toEqual([
      [
        'schedule.neverOpen',
        'promotions[0].when.schedule.windows',
        { from: '2026-11-23T00:00', until: '2026-11-27T18:00' },
      ],
    ]);
    expect(only({ schedule: { from: '2026-11-23T00:00', until: '2026-11-27T18:01', windows: friday } })).toEqual([]);
    expect(only({ schedule: { from: '2026-11-27T19:59', until: '2026-11-27T21:00', windows: friday } })).toEqual([]);
    expect(only({ schedule: { from: '2026-11-27T20:00', until: '2027-12-31T00:00', windows: friday } })).toEqual([]);
  });

  it('waits for a month of its rotation that its dates leave out', () => {
    const rotation = { from: '2026-01', everyMonths: 3 };
    const path = 'promotions[0].when.schedule.rotation';
    const february = { from: '2026-02-01T00:00', rotation };
    expect(only({ schedule: { ...february, until: '2026-04-01T00:00' } })).toEqual([
      ['schedule.neverTurns', path, { until: '2026-04-01T00:00' }],
    ]);
    expect(only({ schedule: { ...february, until: '2026-04-01T00:01' } })).toEqual([]);
    expect(only({ schedule: { from: '2025-01-01T00:00', until: '2026-01-01T00:00', rotation } })).toHaveLength(1);
  });

  it('asks for segments that it excludes', () => {
    const segments = [
      { id: 'a', name: text('A') },
      { id: 'b', name: text('B') },
    ];
    const audience = { segments: ['a'], notSegments: ['a', 'b'] };
    expect(lints([promotion('p', tenOff, { when: { audience } })], { segments })).toEqual([
      ['audience.excluded', 'promotions[0].when.audience.segments'],
    ]);
  });
});

describe('a rule in the shadow of another', () => {
  const groups = [{ id: 'g', mode: 'first' as const }];
  const wide = promotion('wide', tenOff, { group: 'g', when: { goods: { categories: ['a', 'b'] } } });
  const narrow = promotion(
    'narrow',
    { kind: 'linePercent', rateBp: 2000 },
    { group: 'g', priority: 1, when: { goods: { categories: ['a'] } } },
  );

  it('comes after one that always applies, in a group that takes the first', () => {
    expect(lints([narrow, wide], { groups })).toEqual([['promotion.shadowed', 'promotions[0]', { by: 'wide' }]]);
    expect(lints([{ ...narrow, priority: -1 }, wide], { groups })).toEqual([]);
    expect(lints([narrow, { ...wide, when: { ...wide.when, code: 'X' } }], { groups })).toEqual([]);
    expect(lints([narrow, { ...wide, limits: { total: 5 } }], { groups })).toEqual([]);
    expect(lints([narrow, wide], { groups: [{ id: 'g', mode: 'best' }] })).toEqual([]);
  });

  it('comes after one that closes its lines', () => {
    const closing = promotion('closing', tenOff, { keeps: { discounts: false } });
    const basket = promotion('basket', { kind: 'basketPercent', rateBp: 500 });
    expect(lints([basket, closing])).toEqual([['promotion.shadowed', 'promotions[0]', { by: 'closing' }]]);
    expect(lints([basket, { ...closing, when: { goods: { skus: ['x'] } } }])).toEqual([]);
  });

  it('sets a price that another has undercut', () => {
    const price = (id: string, priceMinor: number) =>
      promotion(id, { kind: 'fixedPrice', priceMinor }, { when: { goods: { skus: ['m'] } } });
    expect(lints([price('a', 100), price('b', 100)])).toEqual([['price.shadowed', 'promotions[1]', { by: 'a' }]]);
    expect(lints([price('a', 100), price('b', 99)])).toEqual([]);
  });
});

describe('conditions', () => {
  it.each<[boolean, When, When]>([
    [true, {}, { code: 'X' }],
    [false, { code: 'X' }, {}],
    [true, { shops: ['a', 'b'] }, { shops: ['b'] }],
    [false, { shops: ['a'] }, { shops: ['a', 'b'] }],
    [true, { basket: { operator: 'over', valueMinor: 100 } }, { basket: { operator: 'atLeast', valueMinor: 101 } }],
    [false, { basket: { operator: 'over', valueMinor: 100 } }, { basket: { operator: 'atLeast', valueMinor: 100 } }],
    [true, { audience: { notSegments: ['a'] } }, { audience: { notSegments: ['a', 'b'] } }],
    [false, { audience: { notSegments: ['a', 'b'] } }, { audience: { notSegments: ['a'] } }],
    [true, { goods: { brands: ['x'] } }, { goods: { brands: ['x'], tags: ['t'] } }],
    [false, { goods: { brands: ['x'], except: { skus: ['1'] } } }, { goods: { brands: ['x'] } }],
    [false, { goods: { favourite: true } }, { goods: { brands: ['x'] } }],
  ])('cover others: %j, %j, %j', (expected, wide, narrow) => {
    expect(covers(wide, narrow)).toBe(expected);
  });
});

describe('a generous programme', () => {
  const tiers = [
    { id: 'bronze', name: text('Bronze') },
    {
      id: 'gold',
      name: text('Gold'),
      entry: { any: [{ fact: 'spend' as const, operator: 'over' as const, value: 1 }] },
    },
  ];
  const earn = (id: string, rateBp: number, rest: Partial<Promotion> = {}) => ({ ...earns(rateBp, rest), id });

  it('earns more than 10 %, 25 % or 100 % of a price together', () => {
    expect(lints([earn('a', 600), earn('b', 400)])).toEqual([]);
    expect(lints([earn('a', 601), earn('b', 400)])).toEqual([
      ['accrual.highForGoods', 'promotions', { percent: 10.01, rules: 'a, b' }],
    ]);
    expect(lints([earn('a', 2501)])).toEqual([
      ['accrual.highForServices', 'promotions', { percent: 25.01, rules: 'a' }],
    ]);
    expect(lints([earn('a', 10_000), earn('b', 1)])).toMatchObject([
      ['accrual.over100', 'promotions', { percent: 100.01 }],
    ]);
  });

  it('is no sum of tiers, goods or grouped rules that exclude each other', () => {
    const byTier = (tier: string) => ({ when: { audience: { tiers: [tier] } } });
    expect(lints([earn('a', 800, byTier('bronze')), earn('b', 900, byTier('gold'))], { tiers })).toEqual([]);
    const byGoods = (category: string) => ({ when: { goods: { categories: [category] } } });
    expect(lints([earn('a', 800, byGoods('x')), earn('b', 900, byGoods('y'))])).toEqual([]);
    const groups = [{ id: 'g', mode: 'best' as const }];
    expect(lints([earn('a', 800, { group: 'g' }), earn('b', 900, { group: 'g' })], { groups })).toEqual([]);
  });

  it('counts multipliers, points for a sum, and shares of those who are not here', () => {
    const double = promotion('double', { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 20_000 });
    expect(lints([earn('a', 600), double])).toMatchObject([['accrual.highForGoods', 'promotions', { percent: 12 }]]);
    // A point (100 of its smallest units) is worth 1.00: one for every 5.00 is 20 %.
    const per = promotion('per', { kind: 'pointsPer', wallet: 'bonus', points: 100, perMinor: 500 });
    expect(lints([per])).toMatchObject([['accrual.highForGoods', 'promotions', { percent: 20 }]]);
    const activities: Programme['activities'] = [
      {
        id: 'agent',
        name: text('Agent'),
        on: { event: 'purchase' },
        to: { who: 'agent' },
        give: [{ kind: 'pointsShare', wallet: 'bonus', rateBp: 600 }],
      },
    ];
    expect(lints([earn('a', 500)], { activities })).toEqual([
      ['accrual.highForGoods', 'promotions', { percent: 11, rules: 'a, agent' }],
    ]);
  });
});

describe('what tills may do offline', () => {
  const floor = { wallet: 'bonus', receiptPoints: 1000, memberPoints: 5000, tillPoints: 20_000, redemptions: 20 };
  const offline = (more: Partial<typeof floor>, rest: Programme['offline'] = {}) =>
    lints([promotion('p', tenOff)], { offline: { floor: [{ ...floor, ...more }], ...rest } });

  it('is too much where a till, or one member at it, may take far more than a receipt, told in money', () => {
    expect(offline({})).toEqual([]);
    // More points than so many receipts can take are no risk.
    expect(offline({ tillPoints: 1_000_000, memberPoints: 5000 })).toEqual([]);
    expect(offline({ tillPoints: 1_000_000, redemptions: 21 })).toEqual([
      [
        'offline.tillHigh',
        'offline.floor[0].tillPoints',
        { wallet: 'bonus', receipts: 21, most: 20, money: { ru: '210,00 RUB', en: 'RUB 210.00' } },
      ],
    ]);
    expect(offline({ memberPoints: 5001 })).toMatchObject([
      ['offline.memberHigh', 'offline.floor[0].memberPoints', { receipts: 5, money: { en: 'RUB 50.01' } }],
    ]);
  });

  it('is too much on data of last week, where anything is risked on it', () => {
    expect(offline({}, { snapshotHours: 72 })).toEqual([]);
    expect(offline({}, { snapshotHours: 73 })).toEqual([['offline.oldData', 'offline.snapshotHours', { hours: 73 }]]);
    expect(lints([promotion('p', tenOff)], { offline: { snapshotHours: 1000 } })).toEqual([]);
  });

  it('is too much where a gift or a coupon is worth more than points are trusted with', () => {
    const present = promotion('present', { kind: 'gift' }, { when: { entitlement: true } });
    const coupon = promotion('coupon', { kind: 'basketAmount', amountMinor: 1001 }, { when: { entitlement: true } });
    const reward = (points: number): Programme['rewards'] => [
      {
        id: 'cup',
        name: text('Cup'),
        wallet: 'bonus',
        points,
        give: [{ kind: 'gift', promotion: 'present', sku: 'cup', quantity: 1000 }],
      },
    ];
    const rights = (promotions: Promotion[], points: number, more: Programme['offline'] = { floor: [floor] }) =>
      lints(promotions, { rewards: reward(points), offline: { ...more, rights: true } });
    expect(rights([present], 1000)).toEqual([]);
    expect(rights([present, coupon], 5000)).toMatchObject([
      ['offline.rightHigh', 'offline.rights', { promotion: 'coupon', money: { en: 'RUB 10.01' } }],
      [
        'offline.rightHigh',
        'offline.rights',
        { promotion: 'present', money: { en: 'RUB 50.00' }, trusted: { en: 'RUB 10.00' } },
      ],
    ]);
    // Where no points are trusted at all.
    expect(rights([present], 1, {})).toHaveLength(1);
    expect(lints([present], { rewards: reward(5000), offline: { floor: [floor] } })).toEqual([]);
  });
});

describe('a budget', () => {
  const amount = (limits: Promotion['limits']) => [
    promotion('p', { kind: 'basketAmount', amountMinor: 10_000 }, { limits }),
  ];

  it('is held against one use and against all of them', () => {
    expect(lints(amount({ budget: 9999 }))).toEqual([
      ['budget.tooSmall', 'promotions[0].limits.budget', { budget: 9999, once: 10_000 }],
    ]);
    expect(lints(amount({ budget: 49_999, total: 5 }))).toEqual([
      ['budget.belowTotal', 'promotions[0].limits.budget', { total: 5, cost: 50_000, budget: 49_999 }],
    ]);
    expect(lints(amount({ budget: 50_000, total: 5 }))).toEqual([]);
  });
});
