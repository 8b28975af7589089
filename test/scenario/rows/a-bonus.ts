import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, bonus, earns, lotOf, minor, moscow, name, pointsOf, rule, tiersOver } from '../words.ts';

const anna = { members: { anna: {} } };
const rich = { members: { anna: { bonus: 1000 } } };
const stamps = { id: 'stamps', name: name('stamps'), scale: 0 as const, worthMinor: 0 };

/** A. Bonus processing. */
export const bonusRow: Told[] = [
  scenario(
    'each category earns at its own rate, and bread at none',
    {
      promotions: [
        earns(10, { goods: { categories: ['cheese'] } }),
        rule('sweets', { kind: 'pointsRate', wallet: 'bonus', rateBp: 300 }, { goods: { categories: ['sweets'] } }),
      ],
    },
    {
      ...anna,
      goods: {
        brie: { price: 350, categories: ['cheese'] },
        halva: { price: 120, categories: ['sweets'] },
        bread: 40,
      },
    },
    [
      // 10 % of 350 is 35, 3 % of 120 is 3.60.
      buy({ brie: 1, halva: 1, bread: 1 }, { member: 'anna' }, { pay: 510, earned: 38.6 }),
      giveBack(1, { halva: 1 }, { refund: 120, clawed: 3.6 }),
      giveBack(1, { brie: 1, bread: 1 }, { refund: 390, clawed: 35 }),
    ],
  ),
  scenario(
    'each tier earns at its own rate, and the next receipt has the new one',
    {
      tiers: tiersOver({ bronze: 0, gold: 1000 }),
      promotions: [
        earns(3, { audience: { tiers: ['bronze'] } }),
        rule('gold-7', { kind: 'pointsRate', wallet: 'bonus', rateBp: 700 }, { audience: { tiers: ['gold'] } }),
      ],
    },
    { ...anna, goods: { coat: 2000 } },
    [
      buy({ coat: 1 }, { member: 'anna' }, { earned: 60, tier: { from: null, to: 'gold' } }),
      buy({ coat: 1 }, { member: 'anna' }, { earned: 140, tier: null }),
      // 4000 less 2000 is still over 1000.
      giveBack(1, { coat: 1 }, { refund: 2000, clawed: 60, tier: null }),
      // Gold was theirs before this very sale: its return can't undo what it did not do.
      giveBack(2, { coat: 1 }, { refund: 2000, clawed: 140, tier: null }),
    ],
  ),
  scenario(
    'promotional goods earn where the rule keeps accrual',
    {
      promotions: [
        rule('sale', { kind: 'linePercent', rateBp: 2000 }, { goods: { skus: ['hat'] } }),
        rule(
          'last',
          { kind: 'linePercent', rateBp: 5000 },
          { goods: { skus: ['scarf'] } },
          { keeps: { accrual: false } },
        ),
        earns(5),
      ],
    },
    { ...anna, goods: { hat: 1000, scarf: 600 } },
    [
      // The hat at 800 earns 40; the scarf at 300 nothing.
      buy({ hat: 1, scarf: 1 }, { member: 'anna' }, { pay: 1100, earned: 40 }),
      giveBack(1, { scarf: 1 }, { refund: 300, clawed: 0 }),
      giveBack(1, { hat: 1 }, { refund: 800, clawed: 40 }),
    ],
  ),
  scenario('points pay for all of a receipt', {}, { ...rich, goods: { coat: 800 } }, [
    buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { pay: 0, spent: 800 }),
    buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { pay: 600, spent: 200 }),
    giveBack(1, { coat: 1 }, { refund: 0, reinstated: 800 }),
  ]),
  scenario(
    'points pay for at most 30 % of a receipt',
    { wallets: [{ ...bonus, redemption: { capBp: 3000 } }] },
    { ...rich, goods: { coat: 999.99 } },
    [
      // 30 % of 999.99 is 299.997, and the cap goes down.
      buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { spent: 299.99, pay: 700 }),
      giveBack(1, { coat: 1 }, { refund: 700, reinstated: 299.99 }),
    ],
  ),
  scenario(
    'points pay for at most half of each line',
    { wallets: [{ ...bonus, redemption: { lineCapBp: 5000 } }] },
    { ...rich, goods: { coat: 100, spirit: { price: 300, minimum: 270 } } },
    [
      // 50 of the coat; the spirit has room for 30 only.
      buy({ coat: 1, spirit: 1 }, { member: 'anna', spend: 'all' }, { spent: 80, lines: [50, 270] }),
      giveBack(1, { spirit: 1 }, { refund: 270, reinstated: 30 }),
    ],
  ),
  scenario(
    'points pay for at most a fifth of a category',
    { wallets: [{ ...bonus, redemption: { goodsCaps: [{ goods: { categories: ['phones'] }, capBp: 2000 }] } }] },
    { ...rich, goods: { phone: { price: 500, categories: ['phones'] }, cover: 100 } },
    [
      buy({ phone: 1, cover: 1 }, { member: 'anna', spend: 'all' }, { spent: 200, lines: [400, 0] }),
      giveBack(1, { phone: 1 }, { refund: 400, reinstated: 100 }),
    ],
  ),
  scenario(
    'what was earned can be spent after three days',
    { wallets: [{ ...bonus, activationDays: 3 }], promotions: [earns(10)] },
    { ...anna, goods: { coat: 1000, tea: 50 } },
    [
      buy({ coat: 1 }, { member: 'anna', at: '2026-03-02 15:00' }, { earned: 100 }),
      buy(
        { tea: 1 },
        { member: 'anna', at: '2026-03-04 23:59:59', spend: 'all' },
        { spent: 0, refusals: { bonus: 'redemption.noPoints' } },
      ),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-05 15:00', spend: 'all' }, { spent: 50, pay: 0 }),
    ],
  ),
  scenario(
    'what lapses at the end of the month after next is spent first',
    { wallets: [{ ...bonus, lifetime: { kind: 'endOfMonth', months: 1 } }], promotions: [earns(10)] },
    { goods: { coat: 1000, tea: 50 }, members: { anna: { lots: [lotOf('summer', 40, '2026-07-01')] } } },
    [
      buy({ coat: 1 }, { member: 'anna', at: '2026-03-10 12:00' }, { earned: 100 }),
      buy(
        { tea: 1 },
        { member: 'anna', at: '2026-04-30 23:59:59', spend: 'all' },
        { spent: 50, movements: [{ kind: 'redeem', points: minor(50) }] },
      ),
      buy(
        { tea: 1 },
        { member: 'anna', at: '2026-05-01 00:00:00', spend: 'all' },
        {
          spent: 40,
          pay: 10,
          movements: [
            { kind: 'redeem', lot: 'summer' },
            { kind: 'accrue', points: minor(1) },
          ],
        },
      ),
    ],
  ),
  scenario(
    'stamps beside bonus roubles, each with its own worth',
    {
      wallets: [bonus, stamps],
      promotions: [earns(5), rule('stamp', { kind: 'pointsPer', wallet: 'stamps', points: 1, perMinor: minor(300) })],
    },
    { ...anna, goods: { coat: 1000 } },
    [
      // Three whole three hundreds.
      buy({ coat: 1 }, { member: 'anna' }, { earned: { bonus: minor(50), stamps: 3 } }),
      giveBack(1, { coat: 1 }, { refund: 1000, clawed: { bonus: minor(50), stamps: 3 } }),
    ],
  ),
  scenario(
    'a birthday gives points that live for ten days',
    {
      activities: [
        activity('birthday', { event: 'date', date: 'birthday' }, [
          { ...pointsOf(200), lifetime: { kind: 'days', days: 10 } },
        ]),
      ],
    },
    {
      goods: { tea: 150 },
      members: { anna: { dates: [{ id: 'birthday', month: 3, day: 5, recorded: '2025-01-10' }] } },
    },
    [
      happens('date', { member: 'anna', name: 'birthday', at: '2026-03-05 09:00' }, {}),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-15 23:59', spend: 'all' }, { spent: 150 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-16 00:00', spend: 'all' }, { spent: 0, pay: 150 }),
    ],
  ),
  scenario(
    'points buy a coupon from the catalogue',
    {
      promotions: [rule('tenth-off', { kind: 'basketPercent', rateBp: 1000 }, { entitlement: true })],
      rewards: [
        {
          id: 'tenth',
          name: name('tenth'),
          wallet: 'bonus',
          points: minor(300),
          give: [{ kind: 'entitlement', as: 'offer', promotion: 'tenth-off', uses: 1 }],
        },
      ],
    },
    { ...rich, goods: { coat: 1000 } },
    [
      happens('reward', { member: 'anna', name: 'tenth' }, {}),
      buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { off: 100, spent: 700, pay: 200 }),
      buy({ coat: 1 }, { member: 'anna' }, { off: 0, pay: 1000 }),
      giveBack(2, { coat: 1 }, { refund: 200, reinstated: 700 }),
    ],
  ),
  scenario(
    'what a return could not take back is a debt that the next points pay first',
    { promotions: [earns(10)] },
    { ...anna, goods: { coat: 1000, tea: 60 } },
    [
      buy({ coat: 1 }, { member: 'anna' }, { earned: 100 }),
      buy({ tea: 1 }, { member: 'anna', spend: 'all' }, { spent: 60, pay: 0, earned: 0 }),
      // 40 are still there, 60 are owed.
      giveBack(1, { coat: 1 }, { refund: 1000, clawed: 100 }),
      buy({ coat: 1 }, { member: 'anna' }, { earned: 100 }),
      buy({ tea: 1 }, { member: 'anna', spend: 'all' }, { spent: 40, pay: 20, earned: 2 }),
    ],
  ),
  scenario(
    'a budget of thirty roubles in points gives what is left of it',
    { promotions: [{ ...earns(5), limits: { budget: minor(30) } }] },
    { ...anna, goods: { coat: 400 } },
    [
      buy({ coat: 1 }, { member: 'anna' }, { earned: 20 }),
      buy({ coat: 1 }, { member: 'anna' }, { earned: 10 }),
      buy({ coat: 1 }, { member: 'anna' }, { earned: 0, refusals: { earn: 'limit.budget' } }),
    ],
  ),
  scenario(
    'points come back after their day for a fortnight',
    {},
    { goods: { tea: 50 }, members: { anna: { lots: [lotOf('short', 50, '2026-03-04')] } } },
    [
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-03 12:00', spend: 'all' }, { spent: 50 }),
      giveBack(
        1,
        { tea: 1 },
        { reinstated: 50, movements: [{ kind: 'reinstate', lot: 'short', expiresAt: moscow('2026-03-25 00:00') }] },
        '2026-03-10 12:00',
      ),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-24 23:59', spend: 'all' }, { spent: 50 }),
    ],
  ),
];
