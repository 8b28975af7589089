import { buy, giveBack, happens, scenario } from '../shop.ts';
import type { Told } from '../shop.ts';
import { activity, bonus, earns, goodsPercent, minor, name, percent, pointsOf, rule } from '../words.ts';

const goods = { tea: { price: 100, categories: ['tea'] }, cake: { price: 300, categories: ['cakes'] } };
const world = { goods, members: { anna: { phone: '79161112233', word: 'сирень', bonus: 200 } } };
const careful = { wallets: [{ ...bonus, redemption: { minimumIdentification: 'phoneCode' as const } }] };

/** L. Personal. */
export const personalRow: Told[] = [
  scenario('a phone alone earns and does not spend', { ...careful, promotions: [earns(5)] }, world, [
    buy(
      { tea: 1 },
      { member: 'anna', by: 'phone', spend: 'all' },
      { spent: 0, earned: 5, refusals: { bonus: 'identification.weak' } },
    ),
    giveBack(1, { tea: 1 }, { refund: 100, clawed: 5 }),
  ]),
  scenario('a phone and the code word spend', { ...careful, promotions: [earns(5)] }, world, [
    buy({ cake: 1 }, { member: 'anna', by: 'phoneCode', spend: 'all' }, { spent: 200, pay: 100, earned: 5 }),
    giveBack(1, { cake: 1 }, { refund: 100, reinstated: 200, clawed: 5 }),
  ]),
  scenario(
    'a card spends, and a discount for members needs one or a phone',
    { ...careful, promotions: [percent('members', 10, { audience: { member: true, minimumIdentification: 'card' } })] },
    world,
    [
      buy({ tea: 1 }, { member: 'anna', spend: 50 }, { off: 10, spent: 50, pay: 40 }),
      buy({ tea: 1 }, { member: 'anna', by: 'phone' }, { pay: 100, refusals: { members: 'identification.weak' } }),
      giveBack(1, { tea: 1 }, { refund: 40, reinstated: 50 }),
    ],
  ),
  scenario(
    'a card of a type has its price',
    {
      identification: { cards: [{ cardType: 'family', mask: '7702*' }] },
      promotions: [percent('family', 7, { audience: { cardTypes: ['family'] } })],
    },
    { goods, members: { anna: { cardType: 'family' }, boris: {} } },
    [
      buy({ tea: 1 }, { member: 'anna' }, { pay: 93 }),
      buy({ tea: 1 }, {}, { pay: 100 }),
      giveBack(1, { tea: 1 }, { refund: 93 }),
    ],
  ),
  scenario(
    'a favourite category earns five times',
    {
      promotions: [
        earns(1),
        rule(
          'favourite',
          { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 50_000 },
          { goods: { favourite: true } },
        ),
      ],
    },
    { goods, members: { anna: { favourites: ['tea'] } } },
    [
      buy({ tea: 1, cake: 1 }, { member: 'anna' }, { earned: 8 }),
      giveBack(1, { tea: 1 }, { refund: 100, clawed: 5 }),
      giveBack(1, { cake: 1 }, { refund: 300, clawed: 3 }),
    ],
  ),
  scenario(
    'an offer the member chose, and one they did not',
    { promotions: [percent('mine', 10, { chosen: true }), percent('other', 50, { chosen: true })] },
    { goods, members: { anna: { chosen: ['mine'] } } },
    [
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90, refusals: { other: 'offer.notChosen' } }),
      giveBack(1, { tea: 1 }, { refund: 90 }),
    ],
  ),
  scenario(
    'offers that change by the month',
    {
      promotions: [
        goodsPercent(
          'tea-10',
          10,
          { categories: ['tea'] },
          { when: { goods: { categories: ['tea'] }, schedule: { rotation: { from: '2026-03', everyMonths: 2 } } } },
        ),
        goodsPercent(
          'cake-10',
          10,
          { categories: ['cakes'] },
          { when: { goods: { categories: ['cakes'] }, schedule: { rotation: { from: '2026-04', everyMonths: 2 } } } },
        ),
      ],
    },
    { goods },
    [
      buy({ tea: 1, cake: 1 }, { at: '2026-03-31 23:59:59' }, { pay: 390 }),
      buy({ tea: 1, cake: 1 }, { at: '2026-04-01 00:00:00' }, { pay: 370 }),
      buy({ tea: 1, cake: 1 }, { at: '2026-05-01 00:00:00' }, { pay: 390 }),
      giveBack(2, { cake: 1 }, { refund: 270 }, '2026-05-02 12:00'),
    ],
  ),
  scenario(
    'an answer makes an attribute, and the attribute a price',
    { promotions: [percent('cats', 10, { audience: { attributes: { pet: ['cat'] } } })] },
    { goods, members: { anna: { attributes: { pet: 'cat' } }, boris: { attributes: { pet: 'dog' } } } },
    [
      buy({ tea: 1 }, { member: 'anna' }, { pay: 90 }),
      buy({ tea: 1 }, { member: 'boris' }, { pay: 100, refusals: { cats: 'audience.attribute' } }),
      giveBack(1, { tea: 1 }, { refund: 90 }),
    ],
  ),
  scenario(
    'the week of a birthday',
    { promotions: [percent('birthday', 10, { audience: { date: { id: 'birthday', daysBefore: 3, daysAfter: 3 } } })] },
    { goods, members: { anna: { dates: [{ id: 'birthday', month: 3, day: 5, recorded: '2025-06-01' }] } } },
    [
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-01 23:59:59' }, { pay: 100 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-02 00:00:00' }, { pay: 90 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-08 23:59:59' }, { pay: 90 }),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-09 00:00:00' }, { pay: 100 }),
    ],
  ),
  scenario(
    'who joined within thirty days',
    { promotions: [percent('new', 10, { audience: { joinedWithinDays: 30 } })] },
    { goods, members: { anna: { joined: '2026-02-01' }, boris: { joined: '2026-01-31' } } },
    [
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-03 12:00' }, { pay: 90 }),
      buy({ tea: 1 }, { member: 'boris', at: '2026-03-03 12:10' }, { pay: 100 }),
      giveBack(1, { tea: 1 }, { refund: 90 }),
    ],
  ),
  scenario(
    'an employee earns nothing on their own card at their till',
    { promotions: [earns(5)] },
    { goods, members: { olga: { employee: 'corner-olga' }, anna: {} } },
    [
      buy({ tea: 1 }, { member: 'olga' }, { earned: 0, refusals: { earn: 'accrual.employee' } }),
      buy({ tea: 1 }, { member: 'anna' }, { earned: 5 }),
      giveBack(2, { tea: 1 }, { refund: 100, clawed: 5 }),
    ],
  ),
  scenario(
    'two receipts a day earn',
    { promotions: [earns(5)], limits: { accrualsPerDay: 2 } },
    { goods, members: { anna: {} } },
    [
      ...['10:00', '11:00'].map((time) => buy({ tea: 1 }, { member: 'anna', at: `2026-03-02 ${time}` }, { earned: 5 })),
      buy(
        { tea: 1 },
        { member: 'anna', at: '2026-03-02 23:59:59' },
        { earned: 0, refusals: { earn: 'accrual.perDay' } },
      ),
      buy({ tea: 1 }, { member: 'anna', at: '2026-03-03 00:00:00' }, { earned: 5 }),
    ],
  ),
  scenario(
    'a questionnaire gives points and a segment',
    {
      segments: [{ id: 'told', name: name('told') }],
      promotions: [percent('told-5', 5, { audience: { segments: ['told'] } })],
      activities: [
        activity('asks', { event: 'survey', names: ['who'] }, [pointsOf(20), { kind: 'segment', segment: 'told' }], {
          limits: { member: 1 },
        }),
      ],
    },
    { goods, members: { anna: {} } },
    [
      buy({ tea: 1 }, { member: 'anna' }, { pay: 100 }),
      happens('survey', { member: 'anna', name: 'who' }, {}),
      buy({ tea: 1 }, { member: 'anna', spend: 'all' }, { off: 5, spent: 20, pay: 75 }),
      giveBack(3, { tea: 1 }, { refund: 75, reinstated: minor(20) / 100 }),
    ],
  ),
];
