import { afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/loyalty/account.ts';
import type { Activity, Programme } from '../../../shared/loyalty/programme/schema.ts';
import { openTestHub } from '../../testing/hub.ts';
import type { TestHub } from '../../testing/hub.ts';
import { lot, memberDoc, programme as corner } from '../../testing/shop.ts';
import type { TestTill } from '../../testing/till.ts';

let test: TestHub;
let till: TestTill;
afterEach(() => test.close());

const text = (id: string) => ({ ru: id, en: id });
const activity = (id: string, on: Activity['on']): Activity => ({
  id,
  name: text(id),
  on,
  give: [{ kind: 'points', wallet: 'bonus', points: 1_00 }],
});
const receipt = (day: string) => ({ receipt: `r-${day}`, moment: `${day}T12:00:00+03:00`, netMinor: 100_00 });
const at = (day: string) => `${day}T09:00:00+03:00`;

async function open(more: Partial<Programme>, members: Record<string, Partial<Account>>): Promise<void> {
  const docs = Object.entries(members).map(([id, account]) => memberDoc(id, account));
  test = await openTestHub(['till-1'], docs, {}, { programme: { ...corner, id: 'days', ...more } });
  till = await test.till('till-1');
}

async function round(day: string) {
  const { days } = await test.hub.runJobs(at(day));
  await till.pull();
  expect((await test.hub.summary()).ledgerSum).toBe(0);
  return days;
}
const account = (member: string) => till.doc('member', member)!.account;
const points = (member: string) => account(member).lots.reduce((sum, each) => sum + each.points, 0);

describe('the round of a day', () => {
  it('tells dates, a day before too, once a year, and only those on file for 30 days', async () => {
    const dates = (recorded: string) => [{ id: 'birthday', month: 3, day: 8, recorded }];
    await open(
      {
        activities: [
          activity('day', { event: 'date', date: 'birthday' }),
          activity('eve', { event: 'date', date: 'birthday', offsetDays: -1 }),
        ],
      },
      { anna: { dates: dates('2026-01-01') }, boris: { dates: dates('2026-03-01') }, vera: {} },
    );
    expect(await round('2026-03-06')).toMatchObject([{ events: {} }]);
    expect(await round('2026-03-07')).toMatchObject([{ members: 3, events: { date: 1 } }]);
    expect(await round('2026-03-08')).toMatchObject([{ events: { date: 1 } }]);
    expect(await round('2026-03-08')).toEqual([]);
    expect([points('anna'), points('boris')]).toEqual([2_00, 0]);
  });

  it('makes up for days the hub was away', async () => {
    await open({ activities: [activity('women', { event: 'calendar', day: '03-08' })] }, { anna: {} });
    await round('2026-03-06');
    expect((await round('2026-03-10')).map(({ day }) => day)).toEqual([
      '2026-03-07',
      '2026-03-08',
      '2026-03-09',
      '2026-03-10',
    ]);
    expect(points('anna')).toBe(1_00);
  });

  it('tells silence, points about to lapse and the risk that a member is gone, each on its day', async () => {
    await open(
      {
        activities: [
          activity('silent', { event: 'silence', days: 20 }),
          activity('lapsing', { event: 'pointsExpiring', wallet: 'bonus', inDays: 3 }),
          activity('going', { event: 'churnRisk', overBp: 4999 }),
        ],
      },
      {
        anna: {
          recent: [receipt('2026-01-20'), receipt('2026-01-30'), receipt('2026-02-09')],
          lots: [lot('l1', 5_00, '2026-03-08T00:00:00+03:00')],
        },
      },
    );
    // The last purchase 20 days ago, the usual gap 10: half the risk, and 20 days of silence.
    expect(await round('2026-03-01')).toMatchObject([{ events: { silence: 1, churnRisk: 1 } }]);
    expect((await round('2026-03-04')).at(-1)).toMatchObject({ events: { pointsExpiring: 1 } });
    expect((await round('2026-03-05')).at(-1)).toMatchObject({ events: {} });
    expect(points('anna')).toBe(8_00);
  });

  it('moves members between segments with a rule and leaves lists that somebody keeps', async () => {
    await open(
      {
        segments: [
          { id: 'sleepers', name: text('sleepers'), rule: { silentDays: { from: 30 }, purchases: { from: 2 } } },
          { id: 'friends', name: text('friends') },
        ],
      },
      {
        anna: { recent: [receipt('2026-01-01')], purchaseCount: 2, segments: ['friends'] },
        boris: { recent: [receipt('2026-02-27')], purchaseCount: 5, segments: ['friends', 'sleepers'] },
      },
    );
    expect(await round('2026-03-01')).toMatchObject([{ segments: 2 }]);
    expect([account('anna').segments, account('boris').segments]).toEqual([['friends', 'sleepers'], ['friends']]);
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: at('2026-03-01') });
    await till.push();
    expect(await round('2026-03-02')).toMatchObject([{ segments: 1 }]);
    expect(account('anna').segments).toEqual(['friends']);
    expect((await test.hub.summary()).verdicts.different).toBe(0);
  });

  it('reviews tiers once a period, and lets one fall when the grace is over', async () => {
    const [bronze, gold] = corner.tiers!;
    await open(
      {
        tiers: [
          bronze!,
          {
            ...gold!,
            exit: { all: [{ fact: 'spend', operator: 'under', value: 1_00, withinDays: 30 }] },
            review: 'month',
            graceDays: 5,
          },
        ],
        activities: [activity('sorry', { event: 'tierLost', tiers: ['gold'] })],
      },
      { anna: { tier: 'gold', history: [{ day: '2026-02-10', spendMinor: 500_00, purchases: 1 }] } },
    );
    await round('2026-03-01');
    expect(account('anna')).toMatchObject({ tier: 'gold', reviewed: '2026-03-01' });
    await round('2026-03-31');
    expect(account('anna').atRiskSince).toBeUndefined();
    await round('2026-04-01');
    expect(account('anna')).toMatchObject({ tier: 'gold', atRiskSince: '2026-04-01' });
    await round('2026-04-06');
    expect(account('anna').tier).toBe('bronze');
    expect(points('anna')).toBe(1_00);
  });

  it('tells of a subscription on the day after its last', async () => {
    await open(
      {
        activities: [activity('ended', { event: 'subscriptionEnded', names: ['club'] })],
        segments: [{ id: 'club', name: text('club') }],
      },
      { anna: { terms: [{ segment: 'club', until: '2026-03-03T00:00:00+03:00', by: 'r1' }] } },
    );
    expect((await round('2026-03-02')).at(-1)).toMatchObject({ events: {} });
    expect((await round('2026-03-03')).at(-1)).toMatchObject({ events: { subscriptionEnded: 1 } });
  });
});
