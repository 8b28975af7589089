import { buy, giveBack, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { earns, goodsPercent, minor, percent, rule } from '../words.ts';

const anna = { members: { anna: {} } };
const tea = { goods: { tea: 100 } };

/** B. Promotions that change the receipt being rung. */
export const promotionsRow: Told[] = [
  scenario(
    'a yellow price switches other discounts off for its line',
    {
      promotions: [
        rule(
          'yellow',
          { kind: 'fixedPrice', priceMinor: minor(70) },
          { goods: { skus: ['milk'] } },
          { keeps: { discounts: false } },
        ),
        percent('tenth', 10),
      ],
    },
    { goods: { milk: 90, bread: 50 } },
    [buy({ milk: 1, bread: 1 }, {}, { pay: 115, lines: [70, 45] }), giveBack(1, { bread: 1 }, { refund: 45 })],
  ),
  scenario(
    'a fixed price above the price of today does not apply',
    { promotions: [rule('fixed', { kind: 'fixedPrice', priceMinor: minor(95) }, { goods: { skus: ['milk'] } })] },
    { goods: { milk: 90 } },
    [
      buy({ milk: 1 }, {}, { pay: 90, refusals: { fixed: 'price.notLower' } }),
      giveBack(1, { milk: 1 }, { refund: 90 }),
    ],
  ),
  scenario(
    'ten and five percent one after the other leave 85.50',
    { promotions: [percent('ten', 10, undefined, { priority: 1 }), percent('five', 5, undefined, { priority: 2 })] },
    tea,
    [buy({ tea: 1 }, {}, { pay: 85.5 }), giveBack(1, { tea: 1 }, { refund: 85.5 })],
  ),
  scenario(
    'a discount that keeps no redemption leaves nothing for points to pay',
    { promotions: [percent('ten', 10, undefined, { keeps: { redemption: false } })] },
    { ...tea, members: { anna: { bonus: 50 } } },
    [
      buy(
        { tea: 1 },
        { member: 'anna', spend: 'all' },
        { pay: 90, spent: 0, refusals: { bonus: 'redemption.nothing' } },
      ),
      giveBack(1, { tea: 1 }, { refund: 90, reinstated: 0 }),
    ],
  ),
  scenario(
    'a happy hour on Fridays',
    {
      promotions: [
        percent('friday', 15, { schedule: { windows: [{ days: ['fri'], from: '18:00', until: '20:00' }] } }),
      ],
    },
    tea,
    [
      buy({ tea: 1 }, { at: '2026-03-05 19:00' }, { pay: 100, refusals: { friday: 'schedule.window' } }),
      buy({ tea: 1 }, { at: '2026-03-06 19:00' }, { pay: 85 }),
      giveBack(2, { tea: 1 }, { refund: 85 }, '2026-03-07 12:00'),
    ],
  ),
  scenario(
    'a window over midnight',
    {
      promotions: [
        percent('night', 20, {
          schedule: {
            windows: [
              { from: '22:00', until: '24:00' },
              { from: '00:00', until: '06:00' },
            ],
          },
        }),
      ],
    },
    tea,
    [
      buy({ tea: 1 }, { at: '2026-03-05 21:59:59' }, { pay: 100 }),
      buy({ tea: 1 }, { at: '2026-03-05 23:59:59' }, { pay: 80 }),
      buy({ tea: 1 }, { at: '2026-03-06 00:00:00' }, { pay: 80 }),
      buy({ tea: 1 }, { at: '2026-03-06 06:00:00' }, { pay: 100 }),
    ],
  ),
  scenario(
    'an offer of one shop, and of one region',
    { promotions: [percent('here', 10, { shops: ['corner'] }), percent('south', 5, { regions: ['south'] })] },
    { ...tea, shops: { mill: { region: 'south' } } },
    [
      buy({ tea: 1 }, {}, { pay: 90, refusals: { south: 'place.region' } }),
      buy({ tea: 1 }, { till: 'mill-till' }, { pay: 95, refusals: { here: 'place.shop' } }),
      giveBack(2, { tea: 1 }, { refund: 95 }),
    ],
  ),
  scenario(
    'an offer of the web is not one of the shop',
    { promotions: [percent('web', 10, { channels: ['web', 'app'] })] },
    tea,
    [buy({ tea: 1 }, {}, { pay: 100, refusals: { web: 'place.channel' } }), giveBack(1, { tea: 1 }, { refund: 100 })],
  ),
  scenario(
    'the first two purchases are cheaper',
    { promotions: [percent('first', 20, { purchase: { from: 1, to: 2 } })] },
    { ...tea, ...anna },
    [
      ...[80, 80, 100].map((pay) => buy({ tea: 1 }, { member: 'anna' }, { pay })),
      // A purchase that came back is none: the next is the third again less one.
      giveBack(1, { tea: 1 }, { refund: 80 }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100 }),
    ],
  ),
  scenario(
    'buy two, get the third of the same',
    {
      promotions: [
        rule(
          'third',
          { kind: 'buyGet', buy: 2, get: { goods: { skus: ['soap'] }, units: 1 } },
          { goods: { skus: ['soap'] } },
        ),
      ],
    },
    { goods: { soap: 60 } },
    [
      buy({ soap: 2 }, {}, { pay: 120, refusals: { third: 'goods.tooFew' } }),
      buy({ soap: 3 }, {}, { pay: 120 }),
      buy({ soap: 7 }, {}, { pay: 300 }),
      giveBack(2, { soap: 1 }, { refund: 40 }),
    ],
  ),
  scenario(
    'buy a printer, get half off the paper',
    {
      promotions: [
        rule(
          'paper',
          { kind: 'buyGet', buy: 1, get: { goods: { skus: ['paper'] }, units: 2, rateBp: 5000 } },
          { goods: { skus: ['printer'] } },
        ),
      ],
    },
    { goods: { printer: 9000, paper: 300 } },
    [
      // Two of the three reams for 150 each.
      buy({ printer: 1, paper: 3 }, {}, { pay: 9600 }),
      buy({ paper: 3 }, {}, { pay: 900 }),
      giveBack(1, { printer: 1, paper: 3 }, { refund: 9600 }),
    ],
  ),
  scenario(
    'of every three the cheapest is free, dearest together',
    { promotions: [rule('three', { kind: 'cheapestFree', outOf: 3 })] },
    { goods: { a: 300, b: 200, c: 100, d: 90, e: 60, f: 30 } },
    [
      // {300, 200, 100} and {90, 60, 30}: 100 and 30 off.
      buy({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, {}, { off: 130, pay: 650 }),
      buy({ a: 1, b: 1 }, {}, { pay: 500 }),
      giveBack(1, { c: 1 }, { refund: 83.33 }),
    ],
  ),
  scenario(
    'two bundles at one price, and what is over at its own',
    {
      promotions: [
        rule('lunch', { kind: 'bundlePrice', parts: [{ skus: ['soup'] }, { skus: ['tea'] }], priceMinor: minor(200) }),
      ],
    },
    { goods: { soup: 180, tea: 90 } },
    [buy({ soup: 3, tea: 2 }, {}, { pay: 580 }), giveBack(1, { tea: 2 }, { refund: 133.34 })],
  ),
  scenario(
    'the more of a good, the cheaper',
    {
      promotions: [
        rule(
          'more',
          {
            kind: 'lineLadder',
            by: 'quantity',
            steps: [
              { from: 3000, rateBp: 500 },
              { from: 6000, rateBp: 1000 },
            ],
          },
          { goods: { skus: ['pen'] } },
        ),
      ],
    },
    { goods: { pen: 50 } },
    [
      buy({ pen: 2 }, {}, { pay: 100 }),
      buy({ pen: 3 }, {}, { pay: 142.5 }),
      buy({ pen: 6 }, {}, { pay: 270 }),
      // The rest keeps its price: nothing is recalculated.
      giveBack(3, { pen: 4 }, { refund: 180 }),
    ],
  ),
  scenario(
    'a return that recalculates gives back only what the rest no longer deserves',
    {
      promotions: [
        rule(
          'more',
          { kind: 'lineLadder', by: 'quantity', steps: [{ from: 6000, rateBp: 1000 }] },
          { goods: { skus: ['pen'] } },
          { onReturn: 'recompute' },
        ),
      ],
    },
    { goods: { pen: 50 } },
    [
      buy({ pen: 6 }, {}, { pay: 270 }),
      // Two stay, at 100.
      giveBack(1, { pen: 4 }, { refund: 170 }),
      giveBack(1, { pen: 2 }, { refund: 100 }),
    ],
  ),
  scenario(
    'a basket over 1000 has a hundred off, one of a thousand has not',
    {
      promotions: [
        rule(
          'hundred',
          { kind: 'basketAmount', amountMinor: minor(100) },
          { basket: { operator: 'over', valueMinor: minor(1000) } },
        ),
      ],
    },
    { goods: { coat: 1000, tea: 100 } },
    [
      buy({ coat: 1 }, {}, { pay: 1000, refusals: { hundred: 'basket.threshold' } }),
      buy({ coat: 1, tea: 1 }, {}, { pay: 1000, lines: [909.09, 90.91] }),
      giveBack(2, { tea: 1 }, { refund: 90.91 }),
    ],
  ),
  scenario(
    'twenty percent, but at most 150',
    { promotions: [rule('capped', { kind: 'basketPercent', rateBp: 2000, capMinor: minor(150) })] },
    { goods: { coat: 1000, tea: 100 } },
    [
      buy({ tea: 1 }, {}, { pay: 80 }),
      buy({ coat: 1, tea: 1 }, {}, { off: 150, pay: 950 }),
      giveBack(2, { coat: 1, tea: 1 }, { refund: 950 }),
    ],
  ),
  scenario('a promo code works when it is said', { promotions: [percent('spring', 10, { code: 'SPRING' })] }, tea, [
    buy({ tea: 1 }, {}, { pay: 100 }),
    buy({ tea: 1 }, { codes: ['SPRING'] }, { pay: 90 }),
    giveBack(2, { tea: 1 }, { refund: 90 }),
  ]),
  scenario(
    'a promo code works once for each member, and again when its receipt came back whole',
    { promotions: [percent('spring', 10, { code: 'SPRING', audience: { member: true } }, { limits: { member: 1 } })] },
    { ...tea, ...anna },
    [
      buy({ tea: 1 }, { member: 'anna', codes: ['SPRING'] }, { pay: 90 }),
      buy({ tea: 1 }, { member: 'anna', codes: ['SPRING'] }, { pay: 100, refusals: { spring: 'limit.member' } }),
      giveBack(1, { tea: 1 }, { refund: 90, unused: [{ promotion: 'spring' }] }),
      buy({ tea: 1 }, { member: 'anna', codes: ['SPRING'] }, { pay: 90 }),
    ],
  ),
  scenario(
    'once a day for each member',
    { promotions: [percent('daily', 10, { audience: { member: true } }, { limits: { day: 1 } })] },
    { ...tea, ...anna },
    [
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-02 10:00' }, { pay: 90 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-02 23:59' }, { pay: 100, refusals: { daily: 'limit.day' } }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-03 00:00' }, { pay: 90 }),
    ],
  ),
  scenario(
    'the first two receipts of all',
    { promotions: [percent('opening', 50, undefined, { limits: { total: 2 } })] },
    tea,
    [
      ...[50, 50, 100].map((pay) => buy({ tea: 1 }, {}, { pay })),
      giveBack(1, { tea: 1 }, { refund: 50, unused: [{ promotion: 'opening' }] }),
      buy({ tea: 1 }, {}, { pay: 50 }),
    ],
  ),
  scenario(
    'at most two pieces of a receipt, the dearest',
    { promotions: [goodsPercent('two', 50, { categories: ['wine'] }, { limits: { receipt: 2 } })] },
    { goods: { red: { price: 800, categories: ['wine'] }, white: { price: 600, categories: ['wine'] } } },
    [
      // Both reds for half.
      buy({ white: 2, red: 2 }, {}, { off: 800, pay: 2000, refusals: { two: 'limit.receipt' } }),
      giveBack(1, { red: 1 }, { refund: 400 }),
    ],
  ),
  scenario(
    'tobacco has no discount, spirits keep their least price',
    { promotions: [percent('tenth', 10), earns(1)] },
    { ...anna, goods: { tobacco: { price: 200, discountable: false }, spirit: { price: 300, minimum: 299 } } },
    [
      // 10 % of the spirit's 300 is 30, and it has room for one rouble.
      buy({ tobacco: 1, spirit: 1 }, { member: 'anna' }, { off: 1, pay: 499, lines: [200, 299] }),
      giveBack(1, { spirit: 1 }, { refund: 299 }),
    ],
  ),
  scenario(
    'the best of a group for each line',
    {
      groups: [{ id: 'sale', mode: 'best', scope: 'line' }],
      promotions: [
        goodsPercent('wine-10', 10, { categories: ['wine'] }, { group: 'sale' }),
        rule('all-50', { kind: 'lineAmount', amountMinor: minor(50) }, undefined, { group: 'sale' }),
      ],
    },
    { goods: { red: { price: 800, categories: ['wine'] }, bread: 60 } },
    [buy({ red: 1, bread: 1 }, {}, { lines: [720, 10], pay: 730 }), giveBack(1, { bread: 1 }, { refund: 10 })],
  ),
  scenario(
    'the first of a group by priority',
    {
      groups: [{ id: 'sale', mode: 'first' }],
      promotions: [
        percent('small', 5, undefined, { group: 'sale', priority: 1 }),
        percent('big', 20, undefined, { group: 'sale', priority: 2 }),
      ],
    },
    tea,
    [buy({ tea: 1 }, {}, { pay: 95, refusals: { big: 'group.first' } }), giveBack(1, { tea: 1 }, { refund: 95 })],
  ),
];
