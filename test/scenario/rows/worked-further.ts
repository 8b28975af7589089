import { expect } from 'vitest';
import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, earns, gift, giftOf, granted, lotOf, minor, name, percent, pointsOf, rule } from '../words.ts';

import { breadAndMilk, bronzeToPlatinum, capped, off, yellowMilk } from './worked-words.ts';

/** The worked numbers W20 to W37. */

const newYear = { schedule: { from: '2027-01-01T09:00', until: '2027-01-03T22:00' } };

export const workedFurther: Record<string, Told> = {
  W20: scenario(
    'what lapses first is spent first, and goes back where it was',
    {},
    {
      goods: { tea: 100 },
      members: { anna: { lots: [lotOf('winter', 100, '2027-01-01'), lotOf('autumn', 30, '2026-12-01')] } },
    },
    [
      buy(
        { tea: 1 },
        { member: 'anna', spend: 50 },
        {
          pay: 50,
          movements: [
            { kind: 'redeem', lot: 'autumn', points: 3000 },
            { kind: 'redeem', lot: 'winter', points: 2000 },
          ],
        },
      ),
      giveBack(
        1,
        { tea: 1 },
        {
          refund: 50,
          movements: [
            { kind: 'reinstate', lot: 'winter', points: 2000 },
            { kind: 'reinstate', lot: 'autumn', points: 3000 },
          ],
        },
      ),
    ],
  ),
  W21: scenario(
    'three pieces come back one by one',
    { promotions: [earns(5)] },
    { goods: { pen: 33.33 }, members: { anna: { bonus: 10 } } },
    [
      buy({ pen: 3 }, { member: 'anna', spend: 10 }, { pay: 89.99, earned: 4.49 }),
      giveBack(1, { pen: 1 }, { refund: 30, reinstated: 3.33, clawed: 1.5 }),
      giveBack(1, { pen: 1 }, { refund: 30, reinstated: 3.34, clawed: 1.49 }),
      giveBack(1, { pen: 1 }, { refund: 29.99, reinstated: 3.33, clawed: 1.5 }),
    ],
  ),
  W23: scenario(
    'three goods at one price',
    {
      promotions: [
        rule('set', {
          kind: 'bundlePrice',
          parts: [{ skus: ['a'] }, { skus: ['b'] }, { skus: ['c'] }],
          priceMinor: minor(299),
        }),
      ],
    },
    { goods: { a: 150, b: 90, c: 110 } },
    [
      buy({ a: 1, b: 1, c: 1 }, {}, { pay: 299, lines: [128.14, 76.89, 93.97] }),
      giveBack(1, { b: 1 }, { refund: 76.89 }),
    ],
  ),
  W24: scenario(
    'a gift takes no part of a discount on the basket',
    { promotions: [gift, rule('ten', { kind: 'basketAmount', amountMinor: minor(10) })] },
    { goods: { bag: 25, food: 75 }, members: { anna: { entitlements: [giftOf('bags', 'bag', 25, 1)] } } },
    [buy({ bag: 1, food: 1 }, { member: 'anna', gifts: 'all' }, { pay: 65 }), giveBack(1, { food: 1 }, { refund: 65 })],
  ),
  W25: scenario(
    'at most half of what keeps redemption',
    { wallets: [capped(5000)], promotions: [yellowMilk, earns(5)] },
    { ...breadAndMilk, members: { anna: { bonus: 100 } } },
    [
      buy({ milk: 1, bread: 1 }, { member: 'anna', spend: 'all' }, { spent: 22.75, pay: 82.65 }),
      giveBack(1, { bread: 1 }, { refund: 22.75, reinstated: 22.75 }),
    ],
  ),
  W26: scenario(
    'from the first of January at nine to the third at ten in the evening',
    { promotions: [rule('new-year', { kind: 'basketPercent', rateBp: 1000 }, newYear)] },
    { goods: { tea: 100 } },
    [
      buy({ tea: 1 }, { at: '2027-01-01 08:59:59' }, { pay: 100 }),
      buy({ tea: 1 }, { at: '2027-01-01 09:00:00' }, { pay: 90 }),
      buy({ tea: 1 }, { at: '2027-01-03 21:59:59' }, { pay: 90 }),
      buy({ tea: 1 }, { at: '2027-01-03 22:00:00' }, { pay: 100 }),
    ],
  ),
  W27: scenario(
    'platinum from 30 000, in one receipt',
    { tiers: bronzeToPlatinum },
    { goods: { car: 29_999.99, plane: 30_000 }, members: { anna: {}, boris: {} } },
    [
      buy({ car: 1 }, { member: 'anna' }, { tier: { from: null, to: 'gold' } }),
      buy({ plane: 1 }, { member: 'boris' }, { tier: { from: null, to: 'platinum' } }),
      giveBack(2, { plane: 1 }, { tier: { from: 'platinum', to: 'bronze' } }),
    ],
  ),
  W28: scenario(
    'who brings pays off over two levels',
    {
      activities: [
        activity('level-1', { event: 'registered' }, [pointsOf(50)], { to: { who: 'referrer', level: 1 } }),
        activity('level-2', { event: 'registered' }, [pointsOf(20)], { to: { who: 'referrer', level: 2 } }),
      ],
    },
    {
      goods: { bag: 1000 },
      members: { alexander: {}, artem: { referrers: ['alexander'] }, olga: { referrers: ['artem', 'alexander'] } },
    },
    [
      happens('registered', { member: 'artem' }, granted({ alexander: 50 })),
      happens('registered', { member: 'olga' }, granted({ artem: 50, alexander: 20 })),
      buy({ bag: 1 }, { member: 'alexander', spend: 'all', hubOnly: true }, { spent: 70, pay: 930 }),
      buy({ bag: 1 }, { member: 'artem', spend: 'all', hubOnly: true }, { spent: 50, pay: 950 }),
      buy({ bag: 1 }, { member: 'olga', spend: 'all', hubOnly: true }, { spent: 0, pay: 1000 }),
    ],
  ),
  W29: scenario(
    'a package of two partners at one price',
    {
      coalition: {
        operator: 'a',
        partners: [
          { id: 'a', name: name('a') },
          { id: 'b', name: name('b') },
        ],
      },
      promotions: [
        rule('package', {
          kind: 'bundlePrice',
          parts: [{ skus: ['pool'] }, { skus: ['spa-pass'] }],
          priceMinor: minor(1000),
          split: [
            { partner: 'a', shareBp: 6000 },
            { partner: 'b', shareBp: 4000 },
          ],
        }),
        gift,
      ],
      activities: [
        activity('spa-of-b', { event: 'purchase' }, [{ kind: 'gift', promotion: 'gift', sku: 'spa', quantity: 1000 }], {
          when: { goods: { skus: ['spa-pass'] } },
        }),
      ],
    },
    {
      shop: { partner: 'a' },
      shops: { bath: { partner: 'b' } },
      goods: { pool: 700, 'spa-pass': 500, spa: 500 },
      members: { anna: {} },
    },
    [
      buy(
        { pool: 1, 'spa-pass': 1 },
        { member: 'anna' },
        { pay: 1000, settlements: [{ from: 'a', to: 'b', reason: 'bundle', amountMinor: minor(400) }] },
      ),
      buy({ spa: 1 }, { member: 'anna', till: 'bath-till', gifts: 'all' }, { pay: 0, lines: [0] }),
    ],
  ),
  W30: scenario(
    'a club by the year',
    {
      segments: [{ id: 'club', name: name('club') }],
      promotions: [rule('club-price', { kind: 'basketPercent', rateBp: 1000 }, { audience: { segments: ['club'] } })],
      activities: [
        activity('fee', { event: 'purchase' }, [{ kind: 'segment', segment: 'club', days: 364 }], {
          when: { goods: { skus: ['club-year'] } },
        }),
      ],
    },
    { goods: { 'club-year': 990, tea: 100 }, members: { anna: {}, boris: {} } },
    [
      buy({ 'club-year': 1 }, { at: '2026-03-01 12:00', member: 'anna' }, { pay: 990, terms: [{ segment: 'club' }] }),
      buy({ 'club-year': 1 }, { at: '2026-03-01 12:30', member: 'boris' }, { pay: 990 }),
      giveBack(2, { 'club-year': 1 }, { refund: 990, ended: [expect.any(String)] }, '2026-03-02 12:00'),
      buy({ tea: 1 }, { at: '2026-03-03 12:00', member: 'boris' }, { pay: 100 }),
      buy({ tea: 1 }, { at: '2027-02-28 23:59:59', member: 'anna' }, { pay: 90 }),
      buy({ tea: 1 }, { at: '2027-03-01 00:00:00', member: 'anna' }, { pay: 100 }),
    ],
  ),
  W31: scenario(
    'new goods for gold until the first of June',
    {
      tiers: bronzeToPlatinum,
      access: [
        {
          id: 'early',
          name: name('early'),
          goods: { skus: ['new'] },
          audience: { tiers: ['gold'] },
          schedule: { until: '2026-06-01T00:00' },
        },
      ],
    },
    { goods: { new: 100 }, members: { anna: { tier: 'bronze' }, boris: { tier: 'gold' } } },
    [
      buy({ new: 1 }, { at: '2026-05-31 23:59:59', member: 'anna' }, { refused: [{ line: 'l1', access: 'early' }] }),
      buy({ new: 1 }, { at: '2026-05-31 23:59:59', member: 'boris' }, { pay: 100 }),
      buy({ new: 1 }, { at: '2026-06-01 00:00:00', member: 'anna' }, { pay: 100 }),
    ],
  ),
  W32: scenario(
    'five percent of which half is spent',
    { promotions: [earns(5)] },
    { goods: { bag: 1000 }, members: { anna: {} } },
    [
      buy({ bag: 1 }, { member: 'anna' }, { pay: 1000, earned: 50 }),
      buy({ bag: 1 }, { member: 'anna', spend: 25 }, { pay: 975, spent: 25, earned: 48.75 }),
    ],
  ),
  W33: scenario(
    'two by the link of this week, the second free',
    {
      links: [
        { id: 'this-week', name: name('this') },
        { id: 'last-week', name: name('last') },
      ],
      promotions: [rule('second-free', { kind: 'cheapestFree', outOf: 2 }, { audience: { links: ['this-week'] } })],
    },
    { goods: { bicycle: 500 }, members: { anna: { joinedBy: 'this-week' }, boris: { joinedBy: 'last-week' } } },
    [
      buy({ bicycle: 2 }, { member: 'anna' }, { pay: 500 }),
      buy({ bicycle: 2 }, { member: 'boris' }, { pay: 1000 }),
      giveBack(1, { bicycle: 1 }, { refund: 250 }),
    ],
  ),
  W34: scenario(
    'another till’s own ten percent, kept under ours',
    { promotions: [percent('ours', 15)] },
    { goods: { coat: 100 } },
    [
      buy({ coat: 1 }, { hostDiscounts: { coat: 10 } }, { pay: 76.5, off: 23.5 }),
      giveBack(1, { coat: 1 }, { refund: 76.5 }),
    ],
  ),
  'W34 rejected': scenario(
    'another till’s own ten percent, replaced by ours',
    {
      groups: [{ id: 'one', mode: 'best' }],
      hostDiscount: { group: 'one' },
      promotions: [percent('ours', 15, undefined, { group: 'one' })],
    },
    { goods: { coat: 100 } },
    [
      buy({ coat: 1 }, { hostDiscounts: { coat: 10 } }, { pay: 85, refusals: { host: 'group.best' } }),
      giveBack(1, { coat: 1 }, { refund: 85 }),
    ],
  ),
  W35: scenario('10 % of three kopeck goods', { promotions: [off(10)] }, { goods: { a: 0.05, b: 0.05, c: 0.05 } }, [
    buy({ a: 1, b: 1, c: 1 }, {}, { off: 0.02, lines: [0.04, 0.04, 0.05] }),
    giveBack(1, { a: 1, b: 1, c: 1 }, { refund: 0.13 }),
  ]),
  W36: scenario(
    'a link with three visits and a cheaper season ticket',
    {
      links: [
        {
          id: 'spring',
          name: name('spring'),
          give: [
            { kind: 'entitlement', as: 'offer', promotion: 'visit', uses: 3 },
            { kind: 'entitlement', as: 'offer', promotion: 'season-20', uses: 1 },
          ],
        },
      ],
      promotions: [
        rule(
          'visit',
          { kind: 'linePercent', rateBp: 10_000 },
          { entitlement: true, goods: { skus: ['session'] } },
          { limits: { receipt: 1 } },
        ),
        rule('season-20', { kind: 'linePercent', rateBp: 2000 }, { entitlement: true, goods: { skus: ['season'] } }),
      ],
    },
    { goods: { session: 800, season: 5000 }, members: { anna: { joinedBy: 'spring' } } },
    [
      happens('registered', { member: 'anna' }, {}),
      ...[0, 0, 0, 800].map((pay) => buy({ session: 1 }, { member: 'anna' }, { pay })),
      buy({ season: 1 }, { member: 'anna' }, { pay: 4000 }),
      buy({ season: 1 }, { member: 'anna' }, { pay: 5000 }),
      giveBack(6, { season: 1 }, { refund: 4000 }),
    ],
  ),
  W37: scenario('weighed apart', {}, { goods: { fish: { price: 499, byWeight: true } } }, [
    buy(
      [
        ['fish', 0.355],
        ['fish', 0.355],
      ],
      {},
      { pay: 354.3, lines: [177.15, 177.15] },
    ),
    giveBack(1, { fish: 0.355 }, { refund: 177.15 }),
  ]),
};
