import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { earns, minor, name, percent, tiersOver } from '../words.ts';

const start = { id: 'bronze', name: name('bronze') };
const silverOff = percent('silver-10', 10, { audience: { tiers: ['silver'] } });
const entered = (tier: object) => ({
  tiers: [start, { id: 'silver', name: name('silver'), ...tier }],
  promotions: [silverOff],
});
const anna = { members: { anna: {} }, goods: { tea: 100, coat: 1000 } };

/** D. Tiers. */
export const tiersRow: Told[] = [
  scenario(
    'the third purchase brings silver',
    entered({ entry: { any: [{ fact: 'purchases', operator: 'atLeast', value: 3 }] } }),
    anna,
    [
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100, tier: null }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100, tier: null }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100, tier: { from: null, to: 'silver' } }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90 }),
      giveBack(3, { tea: 1 }, { refund: 100, tier: null }),
      // Four purchases less two.
      giveBack(4, { tea: 1 }, { refund: 90, tier: null }),
    ],
  ),
  scenario(
    'one big receipt brings silver, and its return takes it away',
    entered({ entry: { any: [{ fact: 'receipt', operator: 'atLeast', value: minor(1000) }] } }),
    anna,
    [
      buy({ coat: 1 }, { member: 'anna' }, { pay: 1000, tier: { from: null, to: 'silver' } }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90 }),
      giveBack(1, { coat: 1 }, { refund: 1000, tier: { from: 'silver', to: 'bronze' } }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100 }),
    ],
  ),
  scenario(
    'a partial return leaves silver while its entry holds',
    entered({ entry: { any: [{ fact: 'receipt', operator: 'atLeast', value: minor(1000) }] } }),
    anna,
    [
      buy({ coat: 1, tea: 2 }, { member: 'anna' }, { pay: 1200, tier: { from: null, to: 'silver' } }),
      giveBack(1, { tea: 2 }, { refund: 200, tier: null }),
      giveBack(1, { coat: 1 }, { refund: 1000, tier: { from: 'silver', to: 'bronze' } }),
    ],
  ),
  scenario(
    'both a sum and a number of purchases are asked for',
    entered({
      entry: {
        all: [
          { fact: 'spend', operator: 'atLeast', value: minor(1000) },
          { fact: 'purchases', operator: 'atLeast', value: 2 },
        ],
      },
    }),
    anna,
    [
      buy({ coat: 1 }, { member: 'anna' }, { tier: null }),
      buy({ tea: 1 }, { member: 'anna' }, { tier: { from: null, to: 'silver' } }),
      giveBack(2, { tea: 1 }, { refund: 100, tier: { from: 'silver', to: 'bronze' } }),
    ],
  ),
  scenario(
    'what is older than thirty days does not count',
    entered({ entry: { any: [{ fact: 'spend', operator: 'atLeast', value: minor(1100), withinDays: 30 }] } }),
    anna,
    [
      buy({ coat: 1 }, { member: 'anna', at: '2026-03-01 12:00' }, { tier: null }),
      // The thirtieth day counted with today is 2 March.
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-31 12:00' }, { tier: null }),
      buy({ coat: 1 }, { member: 'anna', at: '2026-04-01 12:00' }, { tier: { from: null, to: 'silver' } }),
      giveBack(3, { coat: 1 }, { refund: 1000, tier: { from: 'silver', to: 'bronze' } }, '2026-04-02 12:00'),
    ],
  ),
  scenario(
    'a year as a member brings silver',
    entered({ entry: { any: [{ fact: 'memberDays', operator: 'atLeast', value: 365 }] } }),
    { ...anna, members: { anna: { joined: '2025-03-03' }, boris: { joined: '2025-03-04' } } },
    [
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-03 12:00' }, { tier: { from: null, to: 'silver' } }),
      buy({ tea: 1 }, { member: 'boris', at: '2026-03-03 12:30' }, { tier: null }),
    ],
  ),
  scenario(
    'two friends brought bring silver at the next receipt',
    entered({ entry: { any: [{ fact: 'referrals', operator: 'atLeast', value: 2 }] } }),
    { ...anna, members: { anna: { referrals: 2 }, boris: { referrals: 1 } } },
    [
      buy({ tea: 1 }, { member: 'anna' }, { tier: { from: null, to: 'silver' } }),
      buy({ tea: 1 }, { member: 'boris' }, { tier: null }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90 }),
      giveBack(3, { tea: 1 }, { refund: 90, tier: null }),
    ],
  ),
  scenario(
    'a card of its type is silver from its first receipt on',
    {
      ...entered({ entry: { any: [{ fact: 'cardType', oneOf: ['staff'] }] } }),
      identification: { cards: [{ cardType: 'staff', mask: '7702*' }] },
    },
    { ...anna, members: { anna: { cardType: 'staff' }, boris: { cardType: 'plain' } } },
    [
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100, tier: { from: null, to: 'silver' } }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90 }),
      giveBack(2, { tea: 1 }, { refund: 90 }),
    ],
  ),
  scenario(
    'several steps at once, and the points of a return take them back at once',
    { tiers: tiersOver({ bronze: 0, silver: 500, gold: 1500 }), promotions: [earns(1)] },
    anna,
    [
      buy({ coat: 2 }, { member: 'anna' }, { earned: 20, tier: { from: null, to: 'gold' } }),
      giveBack(1, { coat: 1 }, { refund: 1000, clawed: 10, tier: { from: 'gold', to: 'silver' } }),
      giveBack(1, { coat: 1 }, { refund: 1000, clawed: 10, tier: { from: 'silver', to: 'bronze' } }),
    ],
  ),
  scenario(
    'what was paid with points does not count',
    { tiers: tiersOver({ bronze: 0, silver: 900 }) },
    { goods: { coat: 1000 }, members: { anna: { bonus: 100 }, boris: {} } },
    [
      buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { pay: 900, tier: null }),
      buy({ coat: 1 }, { member: 'boris' }, { pay: 1000, tier: { from: null, to: 'silver' } }),
      giveBack(2, { coat: 1 }, { refund: 1000, tier: { from: 'silver', to: 'bronze' } }),
    ],
  ),
  scenario(
    'a tier is kept through its grace, and left after it',
    {
      ...entered({
        entry: { any: [{ fact: 'spend', operator: 'atLeast', value: minor(1000), withinDays: 30 }] },
        exit: { any: [{ fact: 'spend', operator: 'under', value: minor(1000), withinDays: 30 }] },
        review: 'day',
        graceDays: 5,
      }),
    },
    anna,
    [
      buy({ coat: 1 }, { member: 'anna', at: '2026-03-01 12:00' }, { tier: { from: null, to: 'silver' } }),
      happens('review', { member: 'anna', at: '2026-04-01 09:00' }, {}),
      buy({ tea: 1 }, { member: 'anna', at: '2026-04-02 12:00' }, { pay: 90 }),
      happens('review', { member: 'anna', at: '2026-04-07 09:00' }, {}),
      buy({ tea: 1 }, { member: 'anna', at: '2026-04-07 12:00' }, { pay: 100 }),
    ],
  ),
  scenario(
    'how much is missing to silver is told, and gone with the return',
    { tiers: tiersOver({ bronze: 0, silver: 1000 }) },
    anna,
    [
      buy(
        { tea: 1 },
        { member: 'anna' },
        { progress: [{ tier: 'silver', spendMinor: minor(100), leftMinor: 90_001 }] },
      ),
      giveBack(1, { tea: 1 }, { refund: 100 }),
      buy(
        { tea: 1 },
        { member: 'anna' },
        { progress: [{ tier: 'silver', spendMinor: minor(100), leftMinor: 90_001 }] },
      ),
    ],
  ),
];
