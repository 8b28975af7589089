import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import type { Challenge } from '../../../shared/loyalty/programme/schema.ts';
import { bonus, gift, minor, name, percent, pointsOf, rule } from '../words.ts';

const shop = { goods: { coffee: 150, cake: 300 }, members: { anna: {} } };
const challenge = (more: Partial<Challenge>): { challenges: Challenge[] } => ({
  challenges: [
    {
      id: 'goal',
      name: name('goal'),
      on: { event: 'purchase' },
      counts: 'times',
      goal: 3,
      give: [pointsOf(100)],
      ...more,
    },
  ],
});
const coffee = (expected: Parameters<typeof buy>[2], at?: string, units = 1) =>
  buy({ coffee: units }, { member: 'anna', ...(at === undefined ? {} : { at }) }, expected);
const counted = (count: number, reached = 0) => ({ counters: [{ challenge: 'goal', count, reached }] });

/** M. Games. */
export const gamesRow: Told[] = [
  scenario('three purchases, once and for all', challenge({}), shop, [
    coffee({ earned: 0, ...counted(1) }),
    coffee({ earned: 0, ...counted(2) }),
    coffee({ earned: 100, counters: [{ challenge: 'goal', reached: 1 }] }),
    coffee({ earned: 0 }),
    giveBack(1, { coffee: 1 }, { refund: 150, clawed: 0 }),
  ]),
  scenario(
    'the fifth coffee is for nothing',
    {
      ...challenge({
        counts: 'units',
        goal: 4,
        repeats: true,
        when: { goods: { skus: ['coffee'] } },
        give: [{ kind: 'gift', promotion: 'gift', sku: 'coffee', quantity: 1000 }],
      }),
      promotions: [gift],
    },
    shop,
    [
      coffee({ pay: 450, ...counted(3) }, undefined, 3),
      // Two more: the goal of four is reached, one begins the next round.
      coffee({ pay: 300, counters: [{ count: 1, reached: 1 }] }, undefined, 2),
      buy({ coffee: 1 }, { member: 'anna', gifts: 'all' }, { pay: 0 }),
      giveBack(3, { coffee: 1 }, { refund: 0, entitlements: { reopened: [{ quantity: 1000 }] } }),
    ],
  ),
  scenario('units that came back count no more', challenge({ counts: 'units', goal: 5 }), shop, [
    coffee(counted(3), undefined, 3),
    giveBack(1, { coffee: 2 }, { refund: 300, ...counted(1) }),
    coffee(counted(4), undefined, 3),
    coffee({ earned: 100 }),
  ]),
  scenario(
    'a thousand roubles within ten days',
    challenge({ counts: 'spendMinor', goal: minor(1000), days: 10 }),
    shop,
    [
      buy({ cake: 2 }, { member: 'anna', at: '2026-03-02 12:00' }, counted(minor(600))),
      // The eleventh day begins anew.
      buy({ cake: 1 }, { member: 'anna', at: '2026-03-13 12:00' }, { earned: 0, ...counted(minor(300)) }),
      buy({ cake: 3 }, { member: 'anna', at: '2026-03-23 12:00' }, { earned: 100 }),
      giveBack(3, { cake: 1 }, { refund: 300 }, '2026-03-24 12:00'),
    ],
  ),
  scenario('a streak of three days, and a missed one', challenge({ streak: 'day' }), shop, [
    coffee(counted(1), '2026-03-02 10:00'),
    coffee({}, '2026-03-02 18:00'),
    coffee(counted(2), '2026-03-03 10:00'),
    coffee({ earned: 0, ...counted(1) }, '2026-03-05 10:00'),
    coffee(counted(2), '2026-03-06 10:00'),
    coffee({ earned: 100 }, '2026-03-07 10:00'),
  ]),
  scenario('weeks begin on Monday', challenge({ streak: 'week', goal: 2 }), shop, [
    coffee(counted(1), '2026-03-08 23:59'),
    coffee({ earned: 100 }, '2026-03-09 00:00'),
  ]),
  scenario('months that follow each other', challenge({ streak: 'month', goal: 2, repeats: true }), shop, [
    coffee(counted(1), '2026-03-31 23:59'),
    coffee({ earned: 100 }, '2026-04-01 00:00'),
    coffee({ earned: 0 }, '2026-06-01 12:00'),
    coffee({ earned: 100 }, '2026-07-01 12:00'),
  ]),
  scenario(
    'stamps buy a cake',
    {
      wallets: [bonus, { id: 'stamps', name: name('stamps'), scale: 0, worthMinor: 0 }],
      promotions: [
        rule('stamp', { kind: 'pointsPerUnit', wallet: 'stamps', points: 1 }, { goods: { skus: ['coffee'] } }),
        gift,
      ],
      rewards: [
        {
          id: 'a-cake',
          name: name('cake'),
          wallet: 'stamps',
          points: 6,
          give: [{ kind: 'gift', promotion: 'gift', sku: 'cake', quantity: 1000 }],
        },
      ],
    },
    shop,
    [
      coffee({ earned: { stamps: 4 } }, undefined, 4),
      happens(
        'reward',
        { member: 'anna', name: 'a-cake' },
        { reactions: [], rejections: [{ reason: 'redemption.noPoints' }] },
      ),
      coffee({ earned: { stamps: 2 } }, undefined, 2),
      happens('reward', { member: 'anna', name: 'a-cake' }, { reactions: [{ issued: [{ kind: 'gift' }] }] }),
      buy({}, { member: 'anna', gifts: 'all' }, { pay: 0, lines: [0] }),
    ],
  ),
  scenario(
    'a lottery entry for every 500',
    {
      wallets: [bonus, { id: 'entries', name: name('entries'), scale: 0, worthMinor: 0 }],
      promotions: [rule('entry', { kind: 'pointsPer', wallet: 'entries', points: 1, perMinor: minor(500) })],
    },
    shop,
    [
      buy({ cake: 3 }, { member: 'anna' }, { earned: { entries: 1 } }),
      buy({ cake: 5 }, { member: 'anna' }, { earned: { entries: 3 } }),
      giveBack(2, { cake: 5 }, { refund: 1500, clawed: { entries: 3 } }),
    ],
  ),
  scenario(
    'an achievement opens a discount',
    {
      ...challenge({ goal: 2, give: [{ kind: 'entitlement', as: 'privilege', promotion: 'regular' }] }),
      promotions: [percent('regular', 10, { entitlement: true })],
    },
    shop,
    [
      coffee({ pay: 150 }),
      coffee({ pay: 150, entitlements: { issued: [{ promotion: 'regular' }] } }),
      coffee({ pay: 135 }),
      giveBack(3, { coffee: 1 }, { refund: 135 }),
    ],
  ),
  scenario('three visits to a tasting', challenge({ on: { event: 'attendance', names: ['tasting'] } }), shop, [
    ...[1, 2].map(() => happens('attendance', { member: 'anna', name: 'tasting' }, {})),
    coffee({ earned: 0 }),
    happens('attendance', { member: 'anna', name: 'tasting' }, {}),
    buy({ coffee: 1 }, { member: 'anna', spend: 'all' }, { spent: 100, pay: 50 }),
    giveBack(5, { coffee: 1 }, { refund: 50, reinstated: 100 }),
  ]),
];
