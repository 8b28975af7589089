import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, earns, gift, giftOf, minor, moscow, percent, rule } from '../words.ts';

const goods = { bag: 25, food: 400, fish: { price: 500, byWeight: true } };
const withBags = (units: number) => ({
  goods,
  members: { anna: { entitlements: [giftOf('bags', 'bag', 25, units)] } },
});
const given = (units: number, closed: boolean) => ({
  entitlements: { used: [{ id: 'bags', quantity: units * 1000, closed }] },
});
const givesFor = (grant: object) => ({
  promotions: [gift],
  activities: [
    activity('pack', { event: 'survey' as const }, [
      { kind: 'gift' as const, promotion: 'gift', sku: 'bag', quantity: 2000, ...grant },
    ]),
  ],
});

/** H. Gifts. */
export const giftsRow: Told[] = [
  scenario('a gift adds its line where nothing was scanned', { promotions: [gift] }, withBags(2), [
    buy({ food: 1 }, { member: 'anna', gifts: 'all' }, { pay: 400, lines: [400, 0], ...given(2, true) }),
    giveBack(1, { bag: 1 }, { refund: 0, entitlements: { reopened: [{ id: 'bags', quantity: 1000 }] } }),
    buy({}, { member: 'anna', gifts: 'all' }, { pay: 0, lines: [0], ...given(1, true) }),
  ]),
  scenario('a gift that is not wanted stays open', { promotions: [gift] }, withBags(2), [
    buy({ bag: 1 }, { member: 'anna' }, { pay: 25, entitlements: { used: [] } }),
    buy({ bag: 1 }, { member: 'anna', gifts: 'all' }, { pay: 0, ...given(1, false) }),
    giveBack(2, { bag: 1 }, { refund: 0, entitlements: { reopened: [{ id: 'bags', quantity: 1000 }] } }),
    // What was scanned is taken first, and a line added only where nothing was.
    buy({}, { member: 'anna', gifts: 'all' }, { pay: 0, ...given(2, true) }),
  ]),
  scenario(
    'a gift earns nothing and counts in no threshold',
    { promotions: [gift, earns(10), percent('over', 50, { basket: { operator: 'over', valueMinor: minor(410) } })] },
    withBags(1),
    [
      buy({ bag: 1, food: 1 }, { member: 'anna', gifts: 'all' }, { pay: 400, earned: 40 }),
      buy({ bag: 1, food: 1 }, { member: 'anna' }, { pay: 212.5, earned: 21.25 }),
      giveBack(1, { food: 1 }, { refund: 400, clawed: 40 }),
    ],
  ),
  scenario(
    'points do not pay for a gift',
    { promotions: [gift] },
    { goods, members: { anna: { bonus: 1000, entitlements: [giftOf('bags', 'bag', 25, 1)] } } },
    [
      buy({ bag: 1 }, { member: 'anna', gifts: 'all', spend: 'all' }, { pay: 0, spent: 0 }),
      giveBack(1, { bag: 1 }, { refund: 0, reinstated: 0 }),
    ],
  ),
  scenario(
    'a gift by weight has to be on the scale',
    { promotions: [gift] },
    {
      goods,
      members: {
        anna: {
          entitlements: [
            {
              ...giftOf('fish', 'fish', 500, 0.5),
              gift: { sku: 'fish', quantity: 500, unitPriceMinor: minor(500), byWeight: true },
            },
          ],
        },
      },
    },
    [
      buy(
        { fish: 0.5 },
        { member: 'anna', gifts: 'all' },
        { pay: 0, entitlements: { used: [{ id: 'fish', quantity: 500, closed: true }] } },
      ),
      giveBack(1, { fish: 0.5 }, { refund: 0, entitlements: { reopened: [{ id: 'fish', quantity: 500 }] } }),
    ],
  ),
  scenario(
    'a gift until a day',
    { promotions: [gift] },
    {
      goods,
      members: {
        anna: { entitlements: [{ ...giftOf('bags', 'bag', 25, 1), validUntil: moscow('2026-03-03 00:00') }] },
      },
    },
    [buy({ bag: 1 }, { member: 'anna', at: '2026-03-03 00:00:00', gifts: 'all' }, { pay: 25 })],
    'a till shows no gift that is over, so that nobody can wish for it',
  ),
  scenario(
    'a gift on its last second',
    { promotions: [gift] },
    {
      goods,
      members: {
        anna: { entitlements: [{ ...giftOf('bags', 'bag', 25, 1), validUntil: moscow('2026-03-03 00:00') }] },
      },
    },
    [
      buy({ bag: 1 }, { member: 'anna', at: '2026-03-02 23:59:59', gifts: 'all' }, { pay: 0, ...given(1, true) }),
      giveBack(1, { bag: 1 }, { refund: 0, entitlements: { reopened: [{ id: 'bags' }] } }),
    ],
  ),
  scenario(
    'two gifts on one receipt',
    { promotions: [gift] },
    { goods, members: { anna: { entitlements: [giftOf('bags', 'bag', 25, 1), giftOf('meal', 'food', 400, 1)] } } },
    [
      buy({ food: 1 }, { member: 'anna', gifts: 'all' }, { pay: 0, lines: [0, 0] }),
      giveBack(1, { food: 1 }, { refund: 0, entitlements: { reopened: [{ id: 'meal', quantity: 1000 }] } }),
      buy({}, { member: 'anna', gifts: 'all' }, { pay: 0, lines: [0] }),
    ],
  ),
  scenario('an answer to a survey gives two bags', givesFor({}), { goods, members: { anna: {} } }, [
    happens(
      'survey',
      { member: 'anna', name: 'pet' },
      { reactions: [{ issued: [{ kind: 'gift', gift: { sku: 'bag', quantity: 2000 } }] }] },
    ),
    buy({ bag: 3 }, { member: 'anna', gifts: 'all' }, { pay: 25, lines: [25, 0] }),
    giveBack(2, { bag: 1 }, { refund: 25 }),
  ]),
  scenario(
    'the gift is the food of the member’s own pet',
    givesFor({ sku: { byAttribute: 'pet', skus: { cat: 'food', dog: 'bag' } } }),
    { goods, members: { anna: { attributes: { pet: 'cat' } }, boris: { attributes: { pet: 'dog' } } } },
    [
      happens('survey', { member: 'anna', name: 'pet' }, { reactions: [{ issued: [{ gift: { sku: 'food' } }] }] }),
      happens('survey', { member: 'boris', name: 'pet' }, { reactions: [{ issued: [{ gift: { sku: 'bag' } }] }] }),
      buy({}, { member: 'anna', gifts: 'all' }, { pay: 0, totals: { grossMinor: minor(800) } }),
      buy({}, { member: 'boris', gifts: 'all' }, { pay: 0, totals: { grossMinor: minor(50) } }),
    ],
  ),
  scenario(
    'a free good comes with three of another',
    {
      promotions: [
        rule(
          'bonus-bag',
          { kind: 'freeGood', sku: 'bag', units: 1, from: 'extra' },
          { contains: { goods: { skus: ['food'] }, quantity: 3000 } },
        ),
      ],
    },
    { goods, members: { anna: {} } },
    [
      buy({ food: 2 }, {}, { pay: 800, lines: [800] }),
      buy({ food: 3 }, {}, { pay: 1200, lines: [1200, 0] }),
      giveBack(2, { food: 3, bag: 1 }, { refund: 1200 }),
    ],
  ),
  scenario(
    'a free good that has to be in the basket',
    {
      promotions: [
        rule(
          'bonus-bag',
          { kind: 'freeGood', sku: 'bag', units: 1, from: 'basket' },
          { contains: { goods: { skus: ['food'] }, quantity: 1000 } },
        ),
      ],
    },
    { goods },
    [
      buy({ food: 1 }, {}, { pay: 400, refusals: { 'bonus-bag': 'gift.scanNeeded' } }),
      buy({ food: 1, bag: 1 }, {}, { pay: 400 }),
      giveBack(2, { bag: 1 }, { refund: 0 }),
    ],
  ),
];
