import { expect } from 'vitest';
import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Rules, Told } from '../shop.ts';
import { activity, earns, gift, giftOf, granted, minor, name, pointsOf, rule } from '../words.ts';

import { breadAndMilk, bronzeToPlatinum, capped, off, yellowMilk } from './worked-words.ts';

/** The worked numbers W1 to W19, each by its number: what a till shows and a hub books is what they say. */

const fridayNight = { schedule: { windows: [{ days: ['fri' as const], from: '18:00', until: '20:00' }] } };

/** A designer leads the client: 15 % of their purchases, or 5 % and 10 % for the client where a manager says so. */
function agency(on: 'gross' | 'paid'): Rules {
  const share = (rateBp: number) => [{ kind: 'pointsShare' as const, wallet: 'bonus', rateBp, on }];
  return {
    segments: [{ id: 'split', name: name('split') }],
    promotions: [rule('client-10', { kind: 'basketPercent', rateBp: 1000 }, { audience: { segments: ['split'] } })],
    activities: [
      activity('splits', { event: 'granted', names: ['split'] }, [{ kind: 'segment', segment: 'split', purchases: 1 }]),
      activity('five', { event: 'purchase' }, share(500), {
        to: { who: 'agent' },
        when: { audience: { segments: ['split'] } },
      }),
      activity('fifteen', { event: 'purchase' }, share(1500), {
        to: { who: 'agent' },
        when: { audience: { notSegments: ['split'] } },
      }),
    ],
  };
}

export const worked: Record<string, Told> = {
  W1: scenario('3 % of 1299.90', { promotions: [earns(3)] }, { goods: { coat: 1299.9 }, members: { anna: {} } }, [
    buy({ coat: 1 }, { member: 'anna' }, { pay: 1299.9, earned: 38.99 }),
    giveBack(1, { coat: 1 }, { refund: 1299.9, clawed: 38.99 }),
  ]),
  W2: scenario(
    'a yellow price that keeps nothing',
    { promotions: [yellowMilk, earns(5)] },
    { ...breadAndMilk, members: { anna: {} } },
    [
      buy({ milk: 1, bread: 1 }, { member: 'anna' }, { pay: 105.4, lines: [59.9, 45.5], earned: 2.27 }),
      giveBack(1, { milk: 1 }, { refund: 59.9, clawed: 0 }),
      giveBack(1, { bread: 1 }, { refund: 45.5, clawed: 2.27 }),
    ],
  ),
  W3: scenario(
    'points pay only for the bread',
    { wallets: [capped(10_000)], promotions: [yellowMilk, earns(5)] },
    { ...breadAndMilk, members: { anna: { bonus: 100 } } },
    [
      buy({ milk: 1, bread: 1 }, { member: 'anna', spend: 'all' }, { pay: 59.9, spent: 45.5, earned: 0 }),
      giveBack(1, { bread: 1 }, { refund: 0, reinstated: 45.5, clawed: 0 }),
    ],
  ),
  W4: scenario(
    'fifty points over three lines',
    {},
    { goods: { a: 100, b: 33.33, c: 66.67 }, members: { anna: { bonus: 50 } } },
    [
      buy({ a: 1, b: 1, c: 1 }, { member: 'anna', spend: 50 }, { spent: 50, lines: [75, 25, 50] }),
      giveBack(1, { b: 1 }, { refund: 25, reinstated: 8.33 }),
    ],
  ),
  W5: scenario(
    '10 % of a basket with a kopeck in it',
    { promotions: [off(10)] },
    { goods: { a: 19.99, b: 5.01, c: 0.01 } },
    [
      buy({ a: 1, b: 3, c: 1 }, {}, { off: 3.5, lines: [17.99, 13.53, 0.01] }),
      giveBack(1, { a: 1, b: 3, c: 1 }, { refund: 31.53 }),
    ],
  ),
  W6: scenario(
    'Friday from six to eight, by the first line',
    { promotions: [rule('night', { kind: 'basketPercent', rateBp: 1000 }, fridayNight)] },
    { goods: { tea: 100 } },
    [
      buy({ tea: 1 }, { at: '2026-03-06 17:59:59' }, { pay: 100 }),
      buy({ tea: 1 }, { at: '2026-03-06 18:00:00' }, { pay: 90 }),
      buy({ tea: 1 }, { at: '2026-03-06 19:59:00', paidAt: '2026-03-06 20:05:00' }, { pay: 90 }),
      buy({ tea: 1 }, { at: '2026-03-13 19:59:59' }, { pay: 90 }),
      buy({ tea: 1 }, { at: '2026-03-13 20:00:00' }, { pay: 100 }),
    ],
  ),
  W7: scenario(
    'the previous receipt was over 3000',
    {
      promotions: [
        rule(
          'after',
          { kind: 'basketPercent', rateBp: 1000 },
          { previousReceipt: { operator: 'over', valueMinor: minor(3000) } },
        ),
      ],
    },
    { goods: { even: 3000, more: 3000.01, tea: 100 }, members: { anna: {} } },
    [
      buy({ even: 1 }, { member: 'anna' }, { pay: 3000 }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100, refusals: { after: 'history.previousReceipt' } }),
      buy({ more: 1 }, { member: 'anna' }, { pay: 3000.01 }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90 }),
      giveBack(4, { tea: 1 }, { refund: 90 }),
    ],
  ),
  W8: scenario(
    'gold after more than 10 000, from the next receipt',
    {
      tiers: bronzeToPlatinum,
      promotions: [rule('gold-10', { kind: 'basketPercent', rateBp: 1000 }, { audience: { tiers: ['gold'] } })],
    },
    { goods: { tv: 10_000, pin: 0.01, tea: 100 }, members: { anna: {}, boris: {} } },
    [
      buy({ tv: 1 }, { member: 'anna' }, { pay: 10_000, tier: null }),
      buy({ tv: 1, pin: 1 }, { member: 'boris' }, { pay: 10_000.01, tier: { from: null, to: 'gold' } }),
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100 }),
      buy({ tea: 1 }, { member: 'boris' }, { pay: 90 }),
      giveBack(2, { tv: 1 }, { refund: 10_000, tier: { from: 'gold', to: 'bronze' } }),
    ],
  ),

  W9: scenario(
    'Artem joins by Alexander’s code',
    {
      promotions: [
        earns(5),
        rule(
          'friend',
          { kind: 'pointsRate', wallet: 'bonus', rateBp: 200 },
          { audience: { referred: true }, purchase: { from: 1, to: 3 } },
        ),
      ],
      activities: [
        activity('welcome', { event: 'registered' }, [pointsOf(300)], { when: { audience: { referred: false } } }),
        activity('invited', { event: 'registered' }, [pointsOf(500)], { when: { audience: { referred: true } } }),
        activity('brought', { event: 'registered' }, [pointsOf(50)], { to: { who: 'referrer', level: 1 } }),
        activity('one-percent', { event: 'purchase' }, [{ kind: 'pointsShare', wallet: 'bonus', rateBp: 100 }], {
          to: { who: 'referrer', level: 1 },
        }),
      ],
    },
    { goods: { bag: 1000 }, members: { alexander: {}, artem: { referrers: ['alexander'] } } },
    [
      happens('registered', { member: 'artem' }, granted({ artem: 500, alexander: 50 })),
      ...[70, 70, 70, 50].map((earned) =>
        buy({ bag: 1 }, { member: 'artem' }, { pay: 1000, earned, shares: [{ member: 'alexander', points: 1000 }] }),
      ),
      giveBack(2, { bag: 1 }, { refund: 1000, clawed: 70, shares: [{ member: 'alexander', points: 1000 }] }),
      buy({ bag: 1 }, { member: 'alexander', spend: 'all', hubOnly: true }, { spent: 80, pay: 920 }),
    ],
  ),
  W10: scenario(
    'an aquarium opens a discount on plants',
    {
      promotions: [
        rule(
          'plants-20',
          { kind: 'linePercent', rateBp: 2000 },
          { entitlement: true, goods: { brands: ['AQUA DELLA'] } },
        ),
      ],
      activities: [
        activity(
          'opens',
          { event: 'purchase' },
          [{ kind: 'entitlement', as: 'offer', promotion: 'plants-20', uses: 3, days: 30 }],
          { when: { goods: { skus: ['aquarium'] } } },
        ),
      ],
    },
    { goods: { aquarium: 8000, plants: { price: 1250, brand: 'AQUA DELLA' } }, members: { anna: {} } },
    [
      buy(
        { aquarium: 1, plants: 1 },
        { member: 'anna' },
        { pay: 9250, entitlements: { used: [], issued: [{ uses: 3 }] } },
      ),
      buy({ plants: 1 }, { member: 'anna' }, { pay: 1000, entitlements: { used: [{ closed: false }] } }),
      giveBack(1, { aquarium: 1 }, { refund: 8000, entitlements: { reopened: [], revoked: [expect.any(String)] } }),
      buy({ plants: 1 }, { member: 'anna' }, { pay: 1250 }),
      giveBack(2, { plants: 1 }, { refund: 1000 }),
    ],
  ),
  W11: scenario(
    'client 10 %, agent 5 %, for the next sale',
    agency('gross'),
    { goods: { sofa: 100_000 }, members: { client: { agent: 'dina' }, dina: {} } },
    [
      happens('granted', { member: 'client', name: 'split' }, {}),
      buy(
        { sofa: 1 },
        { member: 'client' },
        { pay: 90_000, shares: [{ rule: 'five', member: 'dina', points: minor(5000) }] },
      ),
      buy({ sofa: 1 }, { member: 'client' }, { pay: 100_000, shares: [{ rule: 'fifteen', points: minor(15_000) }] }),
      giveBack(2, { sofa: 1 }, { refund: 90_000, shares: [{ member: 'dina', points: minor(5000) }] }),
    ],
  ),
  'W11 of what is paid': scenario(
    'the agent has 5 % of what the client pays',
    agency('paid'),
    { goods: { sofa: 100_000 }, members: { client: { agent: 'dina' }, dina: {} } },
    [
      happens('granted', { member: 'client', name: 'split' }, {}),
      buy({ sofa: 1 }, { member: 'client' }, { pay: 90_000, shares: [{ member: 'dina', points: minor(4500) }] }),
    ],
  ),
  W12: scenario(
    'five bags for nothing, six scanned',
    { promotions: [gift] },
    { goods: { bag: 25 }, members: { anna: { entitlements: [giftOf('bags', 'bag', 25, 5)] } } },
    [
      buy(
        { bag: 6 },
        { member: 'anna', gifts: 'all' },
        { pay: 25, lines: [25, 0], entitlements: { used: [{ id: 'bags', quantity: 5000, closed: true }] } },
      ),
      giveBack(1, { bag: 6 }, { refund: 25, entitlements: { reopened: [{ id: 'bags', quantity: 5000 }] } }),
    ],
  ),
  W13: scenario(
    'a gift alone',
    { promotions: [gift] },
    { goods: { bag: 25 }, members: { anna: { entitlements: [giftOf('bags', 'bag', 25, 1)] } } },
    [
      buy({}, { member: 'anna', gifts: 'all' }, { pay: 0, lines: [0], entitlements: { used: [{ closed: true }] } }),
      giveBack(1, { bag: 1 }, { refund: 0, entitlements: { reopened: [{ id: 'bags', quantity: 1000 }] } }),
    ],
  ),
  W14: scenario(
    'a welcome of 300 for fourteen days',
    {
      activities: [
        activity('welcome', { event: 'registered' }, [{ ...pointsOf(300), lifetime: { kind: 'days', days: 14 } }]),
      ],
    },
    { goods: { tea: 100 }, members: { anna: {} } },
    [
      happens('registered', { member: 'anna', at: '2026-03-01 12:00' }, granted({ anna: 300 })),
      buy({ tea: 1 }, { at: '2026-03-15 23:59:59', member: 'anna', spend: 'all' }, { spent: 100, pay: 0 }),
      buy({ tea: 1 }, { at: '2026-03-16 00:00:00', member: 'anna', spend: 'all' }, { spent: 0, pay: 100 }),
      giveBack(2, { tea: 1 }, { refund: 0, reinstated: 100 }, '2026-03-16 10:00'),
    ],
  ),
  W15: scenario(
    'the cheapest of two is free, and comes back for less (W22)',
    { promotions: [rule('pair', { kind: 'cheapestFree', outOf: 2 })] },
    { goods: { ring: 30_000, chain: 25_000 } },
    [
      buy({ ring: 1, chain: 1 }, {}, { pay: 30_000, lines: [16_363.64, 13_636.36] }),
      giveBack(1, { ring: 1 }, { refund: 16_363.64 }),
      giveBack(1, { chain: 1 }, { refund: 13_636.36 }),
    ],
  ),
  W16: scenario(
    'the second purchase for 15 % less',
    { promotions: [rule('second', { kind: 'basketPercent', rateBp: 1500 }, { purchase: { from: 2, to: 2 } })] },
    { goods: { bag: 1000 }, members: { anna: {} } },
    [
      ...[1000, 850, 1000].map((pay) => buy({ bag: 1 }, { member: 'anna' }, { pay })),
      giveBack(2, { bag: 1 }, { refund: 850 }),
    ],
  ),
  W17: scenario(
    'one percent to a cause, and the buyer rounds up',
    {
      causes: [{ id: 'dogs', name: name('dogs') }],
      promotions: [rule('one', { kind: 'donation', cause: 'dogs', rateBp: 100, base: 'paid' })],
    },
    { goods: { food: 1250.5 } },
    [
      buy(
        { food: 1 },
        { donation: { cause: 'dogs', roundUpToMinor: 1000 } },
        {
          pay: 1250.5,
          totals: { netMinor: 125_050, donatedMinor: 950 },
          donations: [
            { by: 'shop', amountMinor: 1250 },
            { by: 'member', amountMinor: 950 },
          ],
        },
      ),
      giveBack(
        1,
        { food: 1 },
        {
          totals: { refundMinor: 125_050, donatedMinor: 950 },
          donations: [{ amountMinor: 1250 }, { amountMinor: 950 }],
        },
      ),
    ],
  ),
  W18: scenario(
    'the better of 15 % and a hundred',
    {
      groups: [{ id: 'one', mode: 'best' }],
      promotions: [
        off(15, { group: 'one' }),
        rule('hundred', { kind: 'basketAmount', amountMinor: minor(100) }, undefined, { group: 'one' }),
      ],
    },
    { goods: { bag: 500 } },
    [buy({ bag: 1 }, {}, { pay: 400, refusals: { off: 'group.best' } }), giveBack(1, { bag: 1 }, { refund: 400 })],
  ),
  W19: scenario('0.355 kg at 499', {}, { goods: { fish: { price: 499, byWeight: true } } }, [
    buy({ fish: 0.355 }, {}, { pay: 177.15 }),
    giveBack(1, { fish: 0.355 }, { refund: 177.15 }),
  ]),
};
