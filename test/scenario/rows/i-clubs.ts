import { expect } from 'vitest';
import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, earns, minor, name, percent, rule } from '../words.ts';

const club = { segments: [{ id: 'club', name: name('club') }] };
const goods = { 'club-year': 990, coffee: 2500, cup: 300 };
const shop = { goods, members: { anna: {}, boris: { segments: ['club'] } } };
const fee = (term: object) =>
  activity('fee', { event: 'purchase' }, [{ kind: 'segment', segment: 'club', ...term }], {
    when: { goods: { skus: ['club-year'] } },
  });
const clubPrice = rule(
  'club-price',
  { kind: 'fixedPrice', priceMinor: minor(2000) },
  { audience: { segments: ['club'] }, goods: { skus: ['coffee'] } },
);
const closed = { id: 'closed', name: name('closed'), goods: { skus: ['coffee'] }, audience: { segments: ['club'] } };
const refused = { refused: [{ line: 'l1', access: 'closed' }] };

/** I. Closed club and paid club. */
export const clubsRow: Told[] = [
  scenario('a price for the club', { ...club, promotions: [clubPrice] }, shop, [
    buy({ coffee: 1 }, { member: 'anna' }, { pay: 2500 }),
    buy({ coffee: 1 }, { member: 'boris' }, { pay: 2000 }),
    buy({ coffee: 1 }, {}, { pay: 2500 }),
    giveBack(2, { coffee: 1 }, { refund: 2000 }),
  ]),
  scenario('goods for the club alone', { ...club, access: [closed] }, shop, [
    buy({ coffee: 1 }, { member: 'anna' }, refused),
    buy({ coffee: 1 }, {}, refused),
    buy({ coffee: 1, cup: 1 }, { member: 'boris' }, { pay: 2800 }),
    giveBack(3, { coffee: 1 }, { refund: 2500 }),
  ]),
  scenario(
    'a fee opens the club from the next receipt',
    { ...club, promotions: [clubPrice], activities: [fee({ days: 30 })] },
    shop,
    [
      buy({ 'club-year': 1, coffee: 1 }, { member: 'anna' }, { pay: 3490, terms: [{ segment: 'club' }] }),
      buy({ coffee: 1 }, { member: 'anna' }, { pay: 2000 }),
      giveBack(2, { coffee: 1 }, { refund: 2000 }),
    ],
  ),
  scenario('the fee returned closes it', { ...club, promotions: [clubPrice], activities: [fee({ days: 30 })] }, shop, [
    buy({ 'club-year': 1, cup: 1 }, { member: 'anna' }, { pay: 1290 }),
    giveBack(1, { cup: 1 }, { refund: 300 }),
    buy({ coffee: 1 }, { member: 'anna' }, { pay: 2000 }),
    giveBack(1, { 'club-year': 1 }, { refund: 990, ended: [expect.any(String)] }),
    buy({ coffee: 1 }, { member: 'anna' }, { pay: 2500 }),
  ]),
  scenario('once and for ever', { ...club, promotions: [clubPrice], activities: [fee({})] }, shop, [
    buy({ 'club-year': 1 }, { member: 'anna', at: '2026-03-02 12:00' }, { pay: 990 }),
    buy({ coffee: 1 }, { member: 'anna', at: '2031-03-02 12:00' }, { pay: 2000 }),
  ]),
  scenario(
    'a club that begins next week',
    { ...club, promotions: [clubPrice], activities: [fee({ startsInDays: 7, days: 30 })] },
    shop,
    [
      buy({ 'club-year': 1 }, { member: 'anna', at: '2026-03-02 12:00' }, { pay: 990 }),
      buy({ coffee: 1 }, { member: 'anna', at: '2026-03-08 23:59:59' }, { pay: 2500 }),
      buy({ coffee: 1 }, { member: 'anna', at: '2026-03-09 00:00:00' }, { pay: 2000 }),
      giveBack(1, { 'club-year': 1 }, { refund: 990, ended: [expect.any(String)] }, '2026-03-10 12:00'),
      buy({ coffee: 1 }, { member: 'anna', at: '2026-03-11 12:00' }, { pay: 2500 }),
    ],
  ),
  scenario(
    'by invitation: a manager lets in',
    {
      ...club,
      access: [closed],
      activities: [
        activity('invites', { event: 'granted', names: ['invite'] }, [{ kind: 'segment', segment: 'club' }]),
      ],
    },
    shop,
    [
      buy({ coffee: 1 }, { member: 'anna' }, refused),
      happens('granted', { member: 'anna', name: 'invite' }, { reactions: [{ terms: [{ segment: 'club' }] }] }),
      buy({ coffee: 1 }, { member: 'anna' }, { pay: 2500 }),
      giveBack(3, { coffee: 1 }, { refund: 2500 }),
    ],
  ),
  scenario(
    'early until a day, then for all',
    { ...club, access: [{ ...closed, schedule: { until: '2026-03-05T00:00' } }] },
    shop,
    [
      buy({ coffee: 1 }, { at: '2026-03-04 23:59:59' }, refused),
      buy({ coffee: 1 }, { at: '2026-03-04 23:59:59', member: 'boris' }, { pay: 2500 }),
      buy({ coffee: 1 }, { at: '2026-03-05 00:00:00' }, { pay: 2500 }),
    ],
  ),
  scenario(
    'a privilege that is no money is counted with its cost',
    {
      ...club,
      promotions: [
        rule('delivery', { kind: 'privilege', costMinor: minor(350) }, { audience: { segments: ['club'] } }),
      ],
    },
    shop,
    [
      buy({ cup: 1 }, { member: 'boris' }, { pay: 300, privileges: [{ rule: 'delivery', costMinor: minor(350) }] }),
      buy({ cup: 1 }, { member: 'anna' }, { pay: 300 }),
      giveBack(1, { cup: 1 }, { refund: 300 }),
    ],
  ),
  scenario(
    'the club earns more',
    {
      ...club,
      promotions: [
        earns(1),
        rule(
          'more',
          { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 50_000 },
          { audience: { segments: ['club'] } },
        ),
      ],
    },
    shop,
    [
      buy({ cup: 1 }, { member: 'anna' }, { earned: 3 }),
      buy({ cup: 1 }, { member: 'boris' }, { earned: 15 }),
      giveBack(2, { cup: 1 }, { refund: 300, clawed: 15 }),
    ],
  ),
  scenario(
    'the fee itself is no subject of discounts',
    { ...club, promotions: [percent('tenth', 10)] },
    { ...shop, goods: { ...goods, 'club-year': { price: 990, discountable: false } } },
    [buy({ 'club-year': 1, cup: 1 }, {}, { pay: 1260, lines: [990, 270] }), giveBack(1, { cup: 1 }, { refund: 270 })],
  ),
];
