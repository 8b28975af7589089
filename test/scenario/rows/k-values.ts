import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { bonus, earns, goodsPercent, minor, name, percent, rule } from '../words.ts';

const causes = [
  { id: 'dogs', name: name('dogs') },
  { id: 'trees', name: name('trees') },
];
const gives = (rate: number, base: 'paid' | 'gross' | 'margin', when = {}) =>
  rule('share', { kind: 'donation', cause: 'dogs', rateBp: minor(rate), base }, when);
const shopGives = (roubles: number) => ({ donations: [{ cause: 'dogs', by: 'shop', amountMinor: minor(roubles) }] });
const shop = {
  goods: { food: { price: 500, costs: 300 }, eco: { price: 200, tags: ['eco'] } },
  members: { anna: { bonus: 100 } },
};

/** K. Values and charity. */
export const valuesRow: Told[] = [
  scenario(
    'a share of what is paid, less points and discounts',
    { causes, promotions: [gives(2, 'paid'), percent('tenth', 10)] },
    shop,
    [
      // 450 less 50 points.
      buy({ food: 1 }, { member: 'anna', spend: 50 }, { pay: 400, ...shopGives(8) }),
      giveBack(1, { food: 1 }, { refund: 400, donations: [{ cause: 'dogs', by: 'shop', amountMinor: minor(8) }] }),
    ],
  ),
  scenario('a share of gross', { causes, promotions: [gives(2, 'gross'), percent('tenth', 10)] }, shop, [
    buy({ food: 2 }, {}, { pay: 900, ...shopGives(20) }),
    giveBack(1, { food: 1 }, { refund: 450, donations: [{ amountMinor: minor(10) }] }),
  ]),
  scenario('a share of the margin', { causes, promotions: [gives(10, 'margin')] }, shop, [
    // 200 of food; what has no cost gives nothing.
    buy({ food: 1, eco: 1 }, {}, { pay: 700, ...shopGives(20) }),
    giveBack(1, { food: 1 }, { refund: 500, donations: [{ amountMinor: minor(20) }] }),
  ]),
  scenario('all of named goods', { causes, promotions: [gives(100, 'paid', { goods: { skus: ['eco'] } })] }, shop, [
    buy({ food: 1, eco: 1 }, {}, { pay: 700, ...shopGives(200) }),
    giveBack(1, { eco: 1 }, { refund: 200, donations: [{ amountMinor: minor(200) }] }),
  ]),
  scenario('the buyer adds an amount', { causes }, shop, [
    buy(
      { food: 1 },
      { donation: { cause: 'trees', amountMinor: minor(30) } },
      {
        pay: 500,
        totals: { donatedMinor: minor(30) },
        donations: [{ cause: 'trees', by: 'member', amountMinor: minor(30) }],
      },
    ),
    giveBack(1, { food: 1 }, { refund: 500, totals: { donatedMinor: minor(30) } }),
  ]),
  scenario('the buyer’s own gift comes back with the whole receipt only', { causes }, shop, [
    buy(
      { food: 2 },
      { donation: { cause: 'trees', amountMinor: minor(30) } },
      { pay: 1000, totals: { donatedMinor: minor(30) } },
    ),
    giveBack(1, { food: 1 }, { refund: 500 }),
    giveBack(1, { food: 1 }, { refund: 500, totals: { donatedMinor: minor(30) } }),
  ]),
  scenario('the buyer’s own gift earns nothing', { causes, promotions: [earns(10)] }, shop, [
    buy(
      { food: 1 },
      { member: 'anna', donation: { cause: 'trees', amountMinor: minor(500) } },
      { pay: 500, earned: 50 },
    ),
    giveBack(1, { food: 1 }, { refund: 500, clawed: 50 }),
  ]),
  scenario(
    'points become a donation',
    {
      causes,
      conversions: [
        {
          id: 'kind',
          name: name('kind'),
          from: { wallet: 'bonus', points: minor(10) },
          to: { cause: 'dogs', amountMinor: minor(10) },
        },
      ],
    },
    shop,
    [
      happens(
        'conversion',
        { member: 'anna', name: 'kind', value: 4 },
        { reactions: [{ donations: [{ cause: 'dogs', amountMinor: minor(40) }] }] },
      ),
      buy({ food: 1 }, { member: 'anna', spend: 'all' }, { spent: 60, pay: 440 }),
    ],
  ),
  scenario(
    'one wallet becomes another',
    {
      wallets: [bonus, { id: 'miles', name: name('miles'), scale: 0, worthMinor: 0 }],
      conversions: [
        {
          id: 'turn',
          name: name('turn'),
          from: { wallet: 'miles', points: 100 },
          to: { wallet: 'bonus', points: minor(25) },
        },
      ],
      promotions: [rule('fly', { kind: 'pointsPer', wallet: 'miles', points: 1, perMinor: minor(2) })],
    },
    { goods: { food: 500 }, members: { anna: {} } },
    [
      buy({ food: 1 }, { member: 'anna' }, { earned: { miles: 250 } }),
      happens('conversion', { member: 'anna', name: 'turn', value: 2 }, {}),
      buy({ food: 1 }, { member: 'anna', spend: 'all' }, { spent: 50, pay: 450, earned: { miles: 225 } }),
      // 50 miles are left of the 250, and 225 were earned since.
      giveBack(1, { food: 1 }, { refund: 500, clawed: { miles: 250 } }),
    ],
  ),
  scenario(
    'a cause collects until a day',
    {
      causes: [{ id: 'dogs', name: name('dogs'), schedule: { until: '2026-03-05T00:00' } }],
      promotions: [gives(1, 'paid')],
    },
    shop,
    [
      buy({ food: 1 }, { at: '2026-03-04 23:59:59' }, shopGives(5)),
      buy({ food: 1 }, { at: '2026-03-05 00:00:00' }, { pay: 500, refusals: { share: 'cause.over' } }),
      giveBack(1, { food: 1 }, { donations: [{ amountMinor: minor(5) }] }, '2026-03-06 12:00'),
    ],
  ),
  scenario(
    'eco goods are cheaper and earn twice',
    {
      promotions: [
        goodsPercent('eco-5', 5, { tags: ['eco'] }),
        earns(2),
        rule('twice', { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 20_000 }, { goods: { tags: ['eco'] } }),
      ],
    },
    shop,
    [
      // 190 of eco earn 3.80 twice, 500 of food 10.
      buy({ food: 1, eco: 1 }, { member: 'anna' }, { pay: 690, earned: 17.6 }),
      giveBack(1, { eco: 1 }, { refund: 190, clawed: 7.6 }),
    ],
  ),
];
