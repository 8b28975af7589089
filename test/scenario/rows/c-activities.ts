import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, gift, granted, minor, name, percent, pointsOf, rule, tiersOver } from '../words.ts';

const anna = { members: { anna: {} }, goods: { tea: 100, coat: 1000 } };
const spendsAll = (spent: number) => buy({ coat: 1 }, { member: 'anna', spend: 'all' }, { spent, pay: 1000 - spent });
const gets = (
  event: Parameters<typeof happens>[0],
  how: Omit<Parameters<typeof happens>[1], 'member'>,
  points: number,
) => happens(event, { member: 'anna', ...how }, granted({ anna: points }));

/** C. Activities that react to events. */
export const activitiesRow: Told[] = [
  scenario(
    'joining gives a welcome',
    { activities: [activity('hello', { event: 'registered' }, [pointsOf(150)])] },
    anna,
    [gets('registered', {}, 150), spendsAll(150), giveBack(2, { coat: 1 }, { refund: 850, reinstated: 150 })],
  ),
  scenario(
    'a pet’s birthday, two days before',
    { activities: [activity('pet', { event: 'date', date: 'pet', offsetDays: -2 }, [pointsOf(70)])] },
    { ...anna, members: { anna: { dates: [{ id: 'pet', month: 3, day: 4, recorded: '2025-05-01' }] } } },
    [gets('date', { name: 'pet' }, 70), spendsAll(70), giveBack(2, { coat: 1 }, { reinstated: 70 })],
  ),
  scenario(
    'a date that came on file this week gives nothing yet',
    { activities: [activity('birthday', { event: 'date', date: 'birthday' }, [pointsOf(70)])] },
    { ...anna, members: { anna: { dates: [{ id: 'birthday', month: 3, day: 5, recorded: '2026-03-01' }] } } },
    [
      happens(
        'date',
        { member: 'anna', name: 'birthday', at: '2026-03-05 09:00' },
        { rejections: [{ rule: 'birthday', reason: 'audience.dateNew' }] },
      ),
      spendsAll(0),
    ],
  ),
  scenario(
    'the eighth of March for those in the segment',
    {
      segments: [{ id: 'mothers', name: name('m') }],
      activities: [
        activity('march', { event: 'calendar', day: '03-08' }, [pointsOf(80)], {
          when: { audience: { segments: ['mothers'] } },
        }),
      ],
    },
    { ...anna, members: { anna: { segments: ['mothers'] }, boris: {} } },
    [
      gets('calendar', { name: '03-08', at: '2026-03-08 09:00' }, 80),
      happens(
        'calendar',
        { member: 'boris', name: '03-08', at: '2026-03-08 09:01' },
        { rejections: [{ rule: 'march', reason: 'audience.segment' }] },
      ),
      buy({ coat: 1 }, { member: 'anna', spend: 'all', at: '2026-03-09 12:00' }, { spent: 80 }),
      buy({ coat: 1 }, { member: 'boris', spend: 'all', at: '2026-03-09 12:10' }, { spent: 0 }),
    ],
  ),
  scenario(
    'a purchase over 500 gives a message and fifty points',
    {
      activities: [
        activity('big', { event: 'purchase' }, [pointsOf(50), { kind: 'message', text: name('thank you') }], {
          when: { basket: { operator: 'over', valueMinor: minor(500) } },
        }),
      ],
    },
    anna,
    [
      buy({ tea: 5 }, { member: 'anna' }, { earned: 0 }),
      buy({ coat: 1 }, { member: 'anna' }, { earned: 50 }),
      giveBack(2, { coat: 1 }, { refund: 1000, clawed: 50 }),
    ],
  ),
  scenario(
    'a survey gives once',
    {
      activities: [activity('asked', { event: 'survey', names: ['taste'] }, [pointsOf(30)], { limits: { member: 1 } })],
    },
    anna,
    [
      gets('survey', { name: 'taste' }, 30),
      happens('survey', { member: 'anna', name: 'taste' }, { rejections: [{ rule: 'asked', reason: 'limit.member' }] }),
      happens('survey', { member: 'anna', name: 'other' }, { reactions: [] }),
      spendsAll(30),
    ],
  ),
  scenario(
    'helping gives each day once',
    { activities: [activity('help', { event: 'volunteering' }, [pointsOf(40)], { limits: { day: 1 } })] },
    anna,
    [
      gets('volunteering', { name: 'park', at: '2026-03-02 10:00' }, 40),
      happens(
        'volunteering',
        { member: 'anna', name: 'park', at: '2026-03-02 18:00' },
        { rejections: [{ reason: 'limit.day' }] },
      ),
      gets('volunteering', { name: 'park', at: '2026-03-03 10:00' }, 40),
      spendsAll(80),
    ],
  ),
  scenario(
    'attendance opens a personal offer for a week',
    {
      promotions: [percent('guest', 20, { entitlement: true })],
      activities: [
        activity('came', { event: 'attendance' }, [
          { kind: 'entitlement', as: 'offer', promotion: 'guest', uses: 1, days: 7 },
        ]),
      ],
    },
    anna,
    [
      happens(
        'attendance',
        { member: 'anna', name: 'tasting', at: '2026-03-02 19:00' },
        { reactions: [{ issued: [{ promotion: 'guest' }] }] },
      ),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-09 23:59' }, { pay: 80 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-09 23:59:30' }, { pay: 100 }),
      // Its whole return gives the offer back, and it is over by then.
      giveBack(2, { tea: 1 }, { refund: 80 }, '2026-03-10 10:00'),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-10 12:00' }, { pay: 100 }),
    ],
  ),
  scenario(
    'sixty days of silence',
    { activities: [activity('quiet', { event: 'silence', days: 60 }, [pointsOf(90)])] },
    anna,
    [
      happens('silence', { member: 'anna', value: 59 }, { reactions: [] }),
      gets('silence', { value: 60 }, 90),
      spendsAll(90),
    ],
  ),
  scenario(
    'a churn risk above seventy percent',
    { activities: [activity('stay', { event: 'churnRisk', overBp: 7000 }, [pointsOf(90)])] },
    anna,
    [
      happens('churnRisk', { member: 'anna', value: 7000 }, { reactions: [] }),
      gets('churnRisk', { value: 7001 }, 90),
      spendsAll(90),
    ],
  ),
  scenario(
    'a custom event by its name',
    { activities: [activity('app', { event: 'custom', names: ['app-opened'] }, [pointsOf(15)])] },
    anna,
    [
      gets('custom', { name: 'app-opened' }, 15),
      happens('custom', { member: 'anna', name: 'app-closed' }, { reactions: [] }),
      spendsAll(15),
    ],
  ),
  scenario(
    'a manager grants a gift',
    {
      promotions: [gift],
      activities: [
        activity('sorry', { event: 'granted', names: ['sorry'] }, [
          { kind: 'gift', promotion: 'gift', sku: 'tea', quantity: 1000 },
        ]),
      ],
    },
    anna,
    [
      happens('granted', { member: 'anna', name: 'sorry' }, { reactions: [{ issued: [{ kind: 'gift' }] }] }),
      buy({ coat: 1 }, { member: 'anna', gifts: 'all' }, { pay: 1000, lines: [1000, 0] }),
      giveBack(2, { tea: 1 }, { refund: 0, entitlements: { reopened: [{ quantity: 1000 }] } }),
      buy({}, { member: 'anna', gifts: 'all' }, { pay: 0 }),
    ],
  ),
  scenario(
    'a reached tier and a tier at risk are events too',
    {
      tiers: tiersOver({ bronze: 0, gold: 10_000 }),
      activities: [
        activity('up', { event: 'tierReached', tiers: ['gold'] }, [pointsOf(200)]),
        activity('down', { event: 'tierAtRisk' }, [pointsOf(5)]),
      ],
    },
    anna,
    [gets('tierReached', { name: 'gold' }, 200), gets('tierAtRisk', { name: 'gold' }, 5), spendsAll(205)],
  ),
  scenario(
    'the end of a subscription takes its segment’s price away, a renewal brings it back',
    {
      segments: [{ id: 'sub', name: name('sub') }],
      promotions: [
        rule(
          'sub-price',
          { kind: 'fixedPrice', priceMinor: minor(80) },
          { goods: { skus: ['tea'] }, audience: { segments: ['sub'] } },
        ),
      ],
      activities: [activity('pays', { event: 'subscriptionRenewed' }, [{ kind: 'segment', segment: 'sub', days: 30 }])],
    },
    anna,
    [
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-02 12:00' }, { pay: 100 }),
      happens(
        'subscriptionRenewed',
        { member: 'anna', name: 'box', at: '2026-03-03 12:00' },
        { reactions: [{ terms: [{ segment: 'sub' }] }] },
      ),
      buy({ tea: 1 }, { member: 'anna', at: '2026-04-02 23:59' }, { pay: 80 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-04-03 00:00' }, { pay: 100 }),
      giveBack(3, { tea: 1 }, { refund: 80 }, '2026-04-04 12:00'),
    ],
  ),
];
