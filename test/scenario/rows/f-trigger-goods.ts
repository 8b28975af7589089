import { expect } from 'vitest';
import { buy, giveBack, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import type { Grant } from '../../../shared/loyalty/programme/schema.ts';
import { activity, earns, goodsPercent, minor, pointsOf, rule } from '../words.ts';

type Term = Partial<Extract<Grant, { kind: 'entitlement' }>>;
const goods = { printer: 5000, ink: { price: 800, brand: 'INKY' }, paper: 300 };
const shop = { goods, members: { anna: {}, boris: {} } };
const opens = (term: Term) => ({
  activities: [
    activity('opens', { event: 'purchase' }, [{ kind: 'entitlement', as: 'offer', promotion: 'ink-25', ...term }], {
      when: { goods: { skus: ['printer'] } },
    }),
  ],
  promotions: [
    rule('ink-25', { kind: 'linePercent', rateBp: 2500 }, { entitlement: true, goods: { brands: ['INKY'] } }),
  ],
});
const isRevoked = { entitlements: { revoked: [expect.any(String) as unknown] } };

/** F. Stimulating goods. */
export const triggerGoodsRow: Told[] = [
  scenario('a printer opens its ink for two receipts', opens({ uses: 2 }), shop, [
    buy(
      { printer: 1 },
      { member: 'anna' },
      { pay: 5000, entitlements: { issued: [{ promotion: 'ink-25', uses: 2 }] } },
    ),
    buy({ ink: 2 }, { member: 'anna' }, { pay: 1200 }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 600, entitlements: { used: [{ closed: true }] } }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 800 }),
    giveBack(3, { ink: 1 }, { refund: 600 }),
  ]),
  scenario('not in the same receipt, unless it says so', opens({ uses: 1 }), shop, [
    buy({ printer: 1, ink: 1 }, { member: 'anna' }, { pay: 5800 }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 600 }),
    giveBack(1, { ink: 1 }, { refund: 800 }),
  ]),
  scenario('in the same receipt where it says so', opens({ uses: 2, sameReceipt: true }), shop, [
    buy({ printer: 1, ink: 1 }, { member: 'anna' }, { pay: 5600 }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 600 }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 800 }),
    giveBack(1, { ink: 1 }, { refund: 600 }),
  ]),
  scenario('for thirty days, the day of the purchase not counted', opens({ days: 30 }), shop, [
    buy({ printer: 1 }, { member: 'anna', at: '2026-03-02 10:00' }, { pay: 5000 }),
    buy({ ink: 1 }, { member: 'anna', at: '2026-04-01 23:59:59' }, { pay: 600 }),
    buy({ ink: 1 }, { member: 'anna', at: '2026-04-02 00:00:00' }, { pay: 800 }),
  ]),
  scenario('only for who bought it', opens({}), shop, [
    buy({ printer: 1 }, { member: 'anna' }, { pay: 5000 }),
    buy({ ink: 1 }, { member: 'boris' }, { pay: 800 }),
    buy({ ink: 1 }, {}, { pay: 800 }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 600 }),
    giveBack(4, { ink: 1 }, { refund: 600 }),
  ]),
  scenario('the printer returned takes the unused right away', opens({ uses: 3 }), shop, [
    buy({ printer: 1 }, { member: 'anna' }, { pay: 5000 }),
    giveBack(1, { printer: 1 }, { refund: 5000, ...isRevoked }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 800 }),
  ]),
  scenario('one of two printers returned takes it away too', opens({ uses: 3 }), shop, [
    buy({ printer: 2, paper: 1 }, { member: 'anna' }, { pay: 10_300 }),
    giveBack(1, { paper: 1 }, { refund: 300 }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 600 }),
    giveBack(1, { printer: 1 }, { refund: 5000, ...isRevoked }),
    buy({ ink: 1 }, { member: 'anna' }, { pay: 800 }),
  ]),
  scenario(
    'on top of another discount, and instead of it where they share a group',
    {
      ...opens({}),
      groups: [{ id: 'one', mode: 'best' as const }],
      promotions: [
        ...opens({}).promotions.map((each) => ({ ...each, group: 'one' })),
        goodsPercent('all-10', 10, { skus: ['ink', 'paper'] }, { group: 'one' }),
      ],
    },
    shop,
    [
      buy({ printer: 1 }, { member: 'anna' }, { pay: 5000 }),
      // 25 % of the ink is 200; 10 % of ink and paper 110.
      buy({ ink: 1, paper: 1 }, { member: 'anna' }, { pay: 900, refusals: { 'all-10': 'group.best' } }),
      giveBack(2, { ink: 1 }, { refund: 600 }),
    ],
  ),
  scenario(
    'points for the brand after the trigger',
    {
      activities: [
        activity(
          'opens',
          { event: 'purchase' },
          [{ kind: 'entitlement', as: 'privilege', promotion: 'double', uses: 1 }],
          { when: { goods: { skus: ['printer'] } } },
        ),
      ],
      promotions: [
        earns(2),
        rule(
          'double',
          { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 30_000 },
          { entitlement: true, goods: { brands: ['INKY'] } },
        ),
      ],
    },
    shop,
    [
      buy({ printer: 1 }, { member: 'anna' }, { earned: 100 }),
      // 2 % of 800 three times, 2 % of 300.
      buy({ ink: 1, paper: 1 }, { member: 'anna' }, { earned: 54 }),
      buy({ ink: 1 }, { member: 'anna' }, { earned: 16 }),
      giveBack(2, { ink: 1 }, { refund: 800, clawed: 48 }),
    ],
  ),
  scenario(
    'fifty points with the trigger go back with it',
    {
      activities: [
        activity('gives', { event: 'purchase' }, [pointsOf(50)], { when: { goods: { skus: ['printer'] } } }),
      ],
    },
    shop,
    [
      buy({ printer: 1, paper: 1 }, { member: 'anna' }, { earned: 50 }),
      giveBack(1, { paper: 1 }, { refund: 300, clawed: 0 }),
      giveBack(1, { printer: 1 }, { refund: 5000, clawed: minor(50) / 100 }),
    ],
  ),
];
