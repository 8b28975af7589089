import { buy, giveBack, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, earns, minor, name, percent, rule } from '../words.ts';

const partner = (id: string, more = {}) => ({ id, name: name(id), ...more });
const coalition = {
  operator: 'fund',
  partners: [
    partner('fund'),
    partner('grocer'),
    partner('chemist', { earnBp: 11_000 }),
    partner('books', { spendBp: 9000 }),
  ],
};
const shops = {
  shop: { partner: 'grocer' },
  shops: { pharmacy: { partner: 'chemist' }, reading: { partner: 'books' }, own: { partner: 'fund' } },
};
const world = { ...shops, goods: { food: 1000 }, members: { anna: {} } };
const rich = { ...world, members: { anna: { bonus: 500 } } };
const owes = (from: string, to: string, reason: string, roubles: number) => ({
  settlements: [{ from, to, reason, amountMinor: minor(roubles) }],
});

/** J. Coalition and partners. */
export const coalitionRow: Told[] = [
  scenario('points earned at a partner are owed to the operator', { coalition, promotions: [earns(5)] }, world, [
    buy({ food: 1 }, { member: 'anna' }, { earned: 50, ...owes('grocer', 'fund', 'accrual', 50) }),
    giveBack(1, { food: 1 }, { clawed: 50, ...owes('fund', 'grocer', 'accrual', 50) }),
  ]),
  scenario('at its own rate', { coalition, promotions: [earns(5)] }, world, [
    buy(
      { food: 1 },
      { member: 'anna', till: 'pharmacy-till' },
      { earned: 50, ...owes('chemist', 'fund', 'accrual', 55) },
    ),
    giveBack(1, { food: 1 }, owes('fund', 'chemist', 'accrual', 55)),
  ]),
  scenario('points spent at a partner are owed to it', { coalition }, rich, [
    buy({ food: 1 }, { member: 'anna', spend: 300 }, { spent: 300, ...owes('fund', 'grocer', 'redemption', 300) }),
    giveBack(1, { food: 1 }, { reinstated: 300, ...owes('grocer', 'fund', 'redemption', 300) }),
  ]),
  scenario('less its commission', { coalition }, rich, [
    buy({ food: 1 }, { member: 'anna', spend: 300, till: 'reading-till' }, owes('fund', 'books', 'redemption', 270)),
    giveBack(1, { food: 1 }, owes('books', 'fund', 'redemption', 270)),
  ]),
  scenario('earned here, spent there', { coalition, promotions: [earns(5)] }, world, [
    buy({ food: 1 }, { member: 'anna' }, { earned: 50 }),
    buy({ food: 1 }, { member: 'anna', till: 'reading-till', spend: 'all' }, { spent: 50, pay: 950 }),
    giveBack(2, { food: 1 }, { refund: 950, reinstated: 50, clawed: 47.5 }),
  ]),
  scenario('in the operator’s own shop nothing is owed', { coalition, promotions: [earns(5)] }, rich, [
    buy({ food: 1 }, { member: 'anna', till: 'own-till', spend: 100 }, { spent: 100, earned: 45 }),
    giveBack(1, { food: 1 }, { refund: 900, reinstated: 100, clawed: 45 }),
  ]),
  scenario(
    'each partner gives its own rate',
    {
      coalition,
      promotions: [
        earns(5, { shops: ['corner'] }),
        rule('chemist-1', { kind: 'pointsRate', wallet: 'bonus', rateBp: 100 }, { shops: ['pharmacy'] }),
      ],
    },
    world,
    [
      buy({ food: 1 }, { member: 'anna' }, { earned: 50 }),
      buy(
        { food: 1 },
        { member: 'anna', till: 'pharmacy-till' },
        { earned: 10, ...owes('chemist', 'fund', 'accrual', 11) },
      ),
      giveBack(2, { food: 1 }, { clawed: 10 }),
    ],
  ),
  scenario(
    'a package of two partners, half of it returned',
    {
      coalition,
      promotions: [
        rule('two', {
          kind: 'bundlePrice',
          parts: [{ skus: ['food'] }, { skus: ['book'] }],
          priceMinor: minor(1200),
          split: [
            { partner: 'grocer', shareBp: 7500 },
            { partner: 'books', shareBp: 2500 },
          ],
        }),
      ],
    },
    { ...world, goods: { food: 1000, book: 500 } },
    [
      // Food pays 800 of the 1200, the book 400.
      buy({ food: 1, book: 1 }, {}, { pay: 1200, lines: [800, 400], ...owes('grocer', 'books', 'bundle', 300) }),
      giveBack(1, { book: 1 }, { refund: 400, ...owes('books', 'grocer', 'bundle', 100) }),
    ],
  ),
  scenario(
    'what one partner sells opens an offer at another',
    {
      coalition,
      promotions: [percent('read-20', 20, { entitlement: true, shops: ['reading'] })],
      activities: [
        activity(
          'trip',
          { event: 'purchase' },
          [{ kind: 'entitlement', as: 'offer', promotion: 'read-20', uses: 1, startsInDays: 3, days: 10 }],
          { when: { shops: ['corner'] } },
        ),
      ],
    },
    world,
    [
      buy({ food: 1 }, { member: 'anna', at: '2026-03-02 12:00' }, { pay: 1000 }),
      buy({ food: 1 }, { member: 'anna', till: 'reading-till', at: '2026-03-04 23:59:59' }, { pay: 1000 }),
      buy({ food: 1 }, { member: 'anna', till: 'reading-till', at: '2026-03-05 00:00:00' }, { pay: 800 }),
      giveBack(3, { food: 1 }, { refund: 800 }, '2026-03-06 12:00'),
    ],
  ),
  scenario(
    'an offer of the region of the shop',
    { promotions: [percent('south', 5, { regions: ['south'] })] },
    { goods: { food: 1000 }, shop: { region: 'north' }, shops: { mill: { region: 'south' } } },
    [
      buy({ food: 1 }, {}, { pay: 1000 }),
      buy({ food: 1 }, { till: 'mill-till' }, { pay: 950 }),
      giveBack(2, { food: 1 }, { refund: 950 }),
    ],
  ),
  scenario(
    'an offer for members of a region',
    { promotions: [percent('south', 5, { audience: { regions: ['south'] } })] },
    { goods: { food: 1000 }, members: { anna: { region: 'south' }, boris: { region: 'north' } } },
    [
      buy({ food: 1 }, { member: 'anna' }, { pay: 950 }),
      buy({ food: 1 }, { member: 'boris' }, { pay: 1000, refusals: { south: 'audience.region' } }),
      giveBack(1, { food: 1 }, { refund: 950 }),
    ],
  ),
  scenario(
    'a partner’s subscriber is known by phone alone',
    { promotions: [percent('subscribers', 15, { audience: { lists: ['operator'] } })] },
    { goods: { food: 1000 }, lists: { operator: ['79161234567'] } },
    [
      buy({ food: 1 }, { phone: '79161234567' }, { pay: 850 }),
      buy({ food: 1 }, {}, { pay: 1000 }),
      giveBack(1, { food: 1 }, { refund: 850 }),
    ],
  ),
];
