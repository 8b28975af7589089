import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, minor, name, percent } from '../words.ts';

const shop = {
  goods: { sofa: 10_000, lamp: { price: 2000, accruable: false } },
  members: { client: { agent: 'dina' }, alone: {}, dina: {} },
};
const to = { to: { who: 'agent' as const } };
const share = (rate: number, on: 'gross' | 'paid' = 'gross') => [
  { kind: 'pointsShare' as const, wallet: 'bonus', rateBp: minor(rate), on },
];
const has = (points: number) => ({ shares: [{ who: 'agent', member: 'dina', points: minor(points) }] });
const split = {
  segments: [{ id: 'split', name: name('split') }],
  promotions: [percent('client-10', 10, { audience: { segments: ['split'] } })],
};
const standing = (rate: number) => activity('standing', { event: 'purchase' }, share(rate), to);

/** G. Agents. */
export const agentsRow: Told[] = [
  scenario('an agent has 15 % of a client’s purchases', { activities: [standing(15)] }, shop, [
    buy({ sofa: 1 }, { member: 'client' }, { pay: 10_000, ...has(1500) }),
    buy({ sofa: 1 }, { member: 'alone' }, { pay: 10_000 }),
    giveBack(1, { sofa: 1 }, { refund: 10_000, shares: [{ member: 'dina', points: minor(1500) }] }),
  ]),
  scenario('of one of two sofas that came back, half', { activities: [standing(15)] }, shop, [
    buy({ sofa: 2 }, { member: 'client' }, has(3000)),
    giveBack(1, { sofa: 1 }, { shares: [{ member: 'dina', points: minor(1500) }] }),
    buy({ sofa: 1 }, { member: 'dina', spend: 'all', hubOnly: true }, { spent: 1500 }),
  ]),
  scenario('goods that do not earn give the agent nothing', { activities: [standing(15)] }, shop, [
    buy({ sofa: 1, lamp: 1 }, { member: 'client' }, { pay: 12_000, ...has(1500) }),
    giveBack(1, { lamp: 1 }, { refund: 2000 }),
  ]),
  scenario(
    'of gross, before the client’s discount',
    { ...split, activities: [standing(10)] },
    { ...shop, members: { client: { agent: 'dina', segments: ['split'] }, dina: {} } },
    [buy({ sofa: 1 }, { member: 'client' }, { pay: 9000, ...has(1000) }), giveBack(1, { sofa: 1 }, { refund: 9000 })],
  ),
  scenario(
    'of what is paid, after it',
    { ...split, activities: [activity('paid', { event: 'purchase' }, share(10, 'paid'), to)] },
    { ...shop, members: { client: { agent: 'dina', segments: ['split'] }, dina: {} } },
    [
      buy({ sofa: 1 }, { member: 'client' }, { pay: 9000, ...has(900) }),
      giveBack(1, { sofa: 1 }, { refund: 9000, shares: [{ points: minor(900) }] }),
    ],
  ),
  scenario(
    'a discount of the client’s for the next two sales',
    {
      ...split,
      activities: [
        activity('gives', { event: 'granted', names: ['two'] }, [{ kind: 'segment', segment: 'split', purchases: 2 }]),
      ],
    },
    shop,
    [
      happens('granted', { member: 'client', name: 'two' }, {}),
      ...[9000, 9000, 10_000].map((pay) => buy({ sofa: 1 }, { member: 'client' }, { pay })),
    ],
  ),
  scenario(
    'a sale that came back whole counts no more',
    {
      ...split,
      activities: [
        activity('gives', { event: 'granted', names: ['two'] }, [{ kind: 'segment', segment: 'split', purchases: 2 }]),
      ],
    },
    shop,
    [
      happens('granted', { member: 'client', name: 'two' }, {}),
      buy({ sofa: 1 }, { member: 'client' }, { pay: 9000 }),
      giveBack(2, { sofa: 1 }, { refund: 9000, terms: [{ segment: 'split', purchases: 1 }] }),
      ...[9000, 9000, 10_000].map((pay) => buy({ sofa: 1 }, { member: 'client' }, { pay })),
    ],
  ),
  scenario(
    'a discount until a day',
    {
      ...split,
      activities: [
        activity('gives', { event: 'granted', names: ['week'] }, [{ kind: 'segment', segment: 'split', days: 7 }]),
      ],
    },
    shop,
    [
      happens('granted', { member: 'client', name: 'week', at: '2026-03-02 12:00' }, {}),
      buy({ sofa: 1 }, { member: 'client', at: '2026-03-09 23:59:59' }, { pay: 9000 }),
      buy({ sofa: 1 }, { member: 'client', at: '2026-03-10 00:00:00' }, { pay: 10_000 }),
    ],
  ),
  scenario(
    'three times a client, then no more',
    { activities: [activity('thrice', { event: 'purchase' }, share(5), { ...to, limits: { member: 3 } })] },
    shop,
    [
      ...[1, 2, 3].map(() => buy({ sofa: 1 }, { member: 'client' }, has(500))),
      buy({ sofa: 1 }, { member: 'client' }, { pay: 10_000, refusals: { thrice: 'limit.member' } }),
      buy({ sofa: 1 }, { member: 'dina', spend: 'all', hubOnly: true }, { spent: 1500 }),
    ],
  ),
  scenario(
    'an agent buys for themselves without a share',
    { activities: [standing(15)] },
    { ...shop, members: { dina: { agent: 'dina' } } },
    [
      buy({ sofa: 1 }, { member: 'dina' }, { pay: 10_000, refusals: { standing: 'recipient.self' } }),
      giveBack(1, { sofa: 1 }, { refund: 10_000 }),
    ],
  ),
];
