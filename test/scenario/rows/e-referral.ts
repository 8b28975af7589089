import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, earns, granted, minor, name, percent, pointsOf, rule } from '../words.ts';

const friends = { goods: { tea: 100, coat: 1000 }, members: { anna: {}, boris: { referrers: ['anna'] } } };
const chain = {
  goods: { coat: 1000 },
  members: { anna: {}, boris: { referrers: ['anna'] }, vera: { referrers: ['boris', 'anna'] } },
};
const share = (rate: number) => [{ kind: 'pointsShare' as const, wallet: 'bonus', rateBp: minor(rate) }];
const level = (n: number) => ({ to: { who: 'referrer' as const, level: n } });
const link = (id: string, more = {}) => ({ id, name: name(id), ...more });

/** E. Referral and links. */
export const referralRow: Told[] = [
  scenario(
    'both sides have a fixed reward when a friend joins',
    {
      activities: [
        activity('friend', { event: 'registered' }, [pointsOf(100)], { when: { audience: { referred: true } } }),
        activity('bringer', { event: 'registered' }, [pointsOf(60)], level(1)),
      ],
    },
    friends,
    [
      happens('registered', { member: 'boris' }, granted({ boris: 100, anna: 60 })),
      buy({ coat: 1 }, { member: 'boris', spend: 'all' }, { spent: 100 }),
      buy({ coat: 1 }, { member: 'anna', spend: 'all', hubOnly: true }, { spent: 60 }),
    ],
  ),
  scenario(
    'who joins alone brings nobody anything',
    { activities: [activity('bringer', { event: 'registered' }, [pointsOf(60)], level(1))] },
    friends,
    [
      happens('registered', { member: 'anna' }, { reactions: [] }),
      buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { spent: 0 }),
    ],
  ),
  scenario(
    'two percent of a friend’s purchases, three times',
    { activities: [activity('two', { event: 'purchase' }, share(2), { ...level(1), limits: { member: 3 } })] },
    friends,
    [
      ...[1, 2, 3].map(() =>
        buy({ coat: 1 }, { member: 'boris' }, { shares: [{ member: 'anna', points: minor(20) }] }),
      ),
      buy({ coat: 1 }, { member: 'boris' }, { pay: 1000 }),
      giveBack(1, { coat: 1 }, { shares: [{ member: 'anna', points: minor(20) }] }),
      buy({ coat: 1 }, { member: 'anna', spend: 'all', hubOnly: true }, { spent: 40 }),
    ],
  ),
  scenario(
    'shares over two levels',
    {
      activities: [
        activity('one', { event: 'purchase' }, share(3), level(1)),
        activity('two', { event: 'purchase' }, share(1), level(2)),
      ],
    },
    chain,
    [
      buy(
        { coat: 2 },
        { member: 'vera' },
        {
          shares: [
            { member: 'boris', points: minor(60) },
            { member: 'anna', points: minor(20) },
          ],
        },
      ),
      giveBack(
        1,
        { coat: 1 },
        {
          shares: [
            { member: 'boris', points: minor(30) },
            { member: 'anna', points: minor(10) },
          ],
        },
      ),
      buy({ coat: 1 }, { member: 'boris', spend: 'all', hubOnly: true }, { spent: 30 }),
      buy({ coat: 1 }, { member: 'anna', spend: 'all', hubOnly: true }, { spent: 10 + 30 }),
    ],
  ),
  scenario(
    'a share of what is paid, not of what points paid',
    {
      activities: [
        activity(
          'paid',
          { event: 'purchase' },
          [{ kind: 'pointsShare', wallet: 'bonus', rateBp: 500, on: 'paid' }],
          level(1),
        ),
      ],
    },
    { ...friends, members: { anna: {}, boris: { referrers: ['anna'], bonus: 400 } } },
    [
      buy({ coat: 1 }, { member: 'boris', spend: 'all' }, { pay: 600, shares: [{ points: minor(30) }] }),
      giveBack(1, { coat: 1 }, { refund: 600, reinstated: 400, shares: [{ points: minor(30) }] }),
    ],
  ),
  scenario(
    'the referred have two percent more on their first purchase',
    {
      promotions: [
        earns(3),
        rule(
          'more',
          { kind: 'pointsRate', wallet: 'bonus', rateBp: 200 },
          { audience: { referred: true }, purchase: { from: 1, to: 1 } },
        ),
      ],
    },
    friends,
    [
      buy({ coat: 1 }, { member: 'boris' }, { earned: 50 }),
      buy({ coat: 1 }, { member: 'boris' }, { earned: 30 }),
      buy({ coat: 1 }, { member: 'anna' }, { earned: 30 }),
      giveBack(1, { coat: 1 }, { refund: 1000, clawed: 50 }),
    ],
  ),
  scenario(
    'nobody is their own referrer',
    { activities: [activity('two', { event: 'purchase' }, share(2), level(1))] },
    { goods: { coat: 1000 }, members: { anna: { referrers: ['anna'] } } },
    [
      buy({ coat: 1 }, { member: 'anna' }, { earned: 0, refusals: { two: 'recipient.self' } }),
      giveBack(1, { coat: 1 }, { refund: 1000, clawed: 0 }),
    ],
  ),
  scenario(
    'a link gives points and a segment with a price of its own',
    {
      segments: [{ id: 'expo', name: name('expo') }],
      links: [link('stand', { segment: 'expo', give: [pointsOf(50)] })],
      promotions: [percent('expo-10', 10, { audience: { segments: ['expo'] } })],
    },
    { goods: { coat: 1000 }, members: { anna: { joinedBy: 'stand' }, boris: {} } },
    [
      happens('registered', { member: 'anna' }, granted({ anna: 50 })),
      buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { off: 100, spent: 50, pay: 850 }),
      buy({ coat: 1 }, { member: 'boris' }, { pay: 1000 }),
      giveBack(2, { coat: 1 }, { refund: 850, reinstated: 50 }),
    ],
  ),
  scenario(
    'a link that is over gives nothing',
    { links: [link('winter', { schedule: { until: '2026-03-01T00:00' }, give: [pointsOf(50)] })] },
    { goods: { coat: 1000 }, members: { anna: { joinedBy: 'winter' } } },
    [
      happens(
        'registered',
        { member: 'anna', at: '2026-03-01 00:00' },
        { reactions: [], rejections: [{ rule: 'winter', reason: 'schedule.over' }] },
      ),
      buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { spent: 0 }),
    ],
  ),
  scenario(
    'a link for one gives to the first who joins',
    { links: [link('one', { limit: 1, give: [pointsOf(50)] })] },
    { goods: { coat: 1000 }, members: { anna: { joinedBy: 'one' }, boris: { joinedBy: 'one' } } },
    [
      happens('registered', { member: 'anna' }, granted({ anna: 50 })),
      happens('registered', { member: 'boris' }, {}),
      buy({ coat: 1 }, { member: 'anna', spend: 'all', hubOnly: true }, { spent: 50 }),
      buy({ coat: 1 }, { member: 'boris', spend: 'all', hubOnly: true }, { spent: 0 }),
    ],
  ),
  scenario(
    'the second good free for those who came by the link',
    {
      links: [link('pair')],
      promotions: [rule('second', { kind: 'cheapestFree', outOf: 2 }, { audience: { links: ['pair'] } })],
    },
    { goods: { coat: 1000, tea: 100 }, members: { anna: { joinedBy: 'pair' }, boris: {} } },
    [
      buy({ coat: 1, tea: 1 }, { member: 'anna' }, { pay: 1000 }),
      buy({ coat: 1, tea: 1 }, { member: 'boris' }, { pay: 1100 }),
      giveBack(1, { tea: 1 }, { refund: 90.91 }),
    ],
  ),
];
