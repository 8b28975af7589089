import { describe, expect, it } from 'vitest';
import type { Counter } from '../../facts.ts';
import type { Challenge } from '../../programme/schema.ts';
import { facts, line, member, points, programme, text } from '../../testing/build.ts';
import { earned, quote, reasons } from '../../testing/quote.ts';

const challenge = (rest: Partial<Challenge> = {}): Challenge => ({
  id: 'run',
  name: text('Run'),
  on: { event: 'purchase' },
  counts: 'times',
  goal: 3,
  give: [points(1000)],
  ...rest,
});
const state = (count: number, rest: Partial<Counter> = {}): Counter => ({
  challenge: 'run',
  count,
  since: '2026-11-18',
  last: '2026-11-18',
  reached: 0,
  ...rest,
});
/** A receipt of 2 x 100.00 and 0.355 kg at 100.00, on 20 November 2026, a Friday. */
const buy = (rule: Challenge, counter?: Counter, moment = '2026-11-20T12:00:00+03:00') =>
  quote(
    programme([], { challenges: [rule] }),
    facts([line('a', 10_000, { quantity: 2000 }), line('kg', 10_000, { quantity: 355, byWeight: true })], {
      moment,
      member: member(counter ? { counters: [counter] } : {}),
    }),
  );
const counts = (rule: Challenge, counter?: Counter, moment?: string) => buy(rule, counter, moment).counters?.[0]?.count;

describe('a challenge', () => {
  it('counts receipts, whole units of its lines together, or what was paid', () => {
    expect(counts(challenge({ goal: 100 }))).toBe(1);
    expect(counts(challenge({ goal: 100, counts: 'units' }))).toBe(2);
    expect(counts(challenge({ goal: 100_000, counts: 'spendMinor' }))).toBe(23_550);
    expect(counts(challenge({ goal: 100, counts: 'units', when: { goods: { skus: ['kg'] } } }))).toBeUndefined();
  });

  it('tells how far it is, and grants when its goal is reached', () => {
    const second = buy(challenge(), state(1));
    expect(second.progress).toEqual([{ challenge: 'run', count: 2, goal: 3, left: 1 }]);
    expect(earned(second)).toBe(0);
    const third = buy(challenge(), state(2));
    expect(third.counters).toEqual([
      { challenge: 'run', count: 3, since: '2026-11-20', last: '2026-11-20', reached: 1 },
    ]);
    expect(third.movements).toMatchObject([{ kind: 'accrue', lot: 'r1:run:0', points: 1000 }]);
    expect(third.messages).toEqual([{ id: 'challenge.reached', args: { challenge: 'run' } }]);
    expect([third.totals.earned, third.lines[0]!.earned]).toEqual([[{ wallet: 'bonus', points: 1000 }], []]);
    expect(third.progress).toEqual([]);
  });

  it('is reached once and for all, or begins again with the surplus', () => {
    const done = buy(challenge(), state(3, { reached: 1 }));
    expect([reasons(done), done.counters, done.progress]).toEqual([['run limit.member'], undefined, []]);
    const again = challenge({ counts: 'spendMinor', goal: 10_000, repeats: true });
    const twice = buy(again, state(7000));
    expect(twice.counters).toEqual([
      { challenge: 'run', count: 550, since: '2026-11-20', last: '2026-11-20', reached: 3 },
    ]);
    expect(twice.movements.map((each) => 'lot' in each && each.lot)).toEqual(['r1:run:0', 'r1:run:1', 'r1:run:2']);
    expect(twice.progress).toEqual([{ challenge: 'run', count: 550, goal: 10_000, left: 9450 }]);
  });

  it('begins again when its days are over, counted from the first', () => {
    const timed = challenge({ goal: 10, days: 7 });
    expect(buy(timed, state(4, { since: '2026-11-13' })).counters).toMatchObject([{ count: 5, since: '2026-11-13' }]);
    expect(buy(timed, state(4, { since: '2026-11-12' })).counters).toMatchObject([{ count: 1, since: '2026-11-20' }]);
  });

  it('a streak of days counts each day once, and a missed day begins it again', () => {
    const streak = challenge({ goal: 30, streak: 'day' });
    expect(counts(streak, state(4, { last: '2026-11-20' }))).toBeUndefined();
    expect(counts(streak, state(4, { last: '2026-11-19' }))).toBe(5);
    expect(counts(streak, state(4, { last: '2026-11-18' }))).toBe(1);
  });

  it('a streak of weeks goes by weeks from Monday, one of months by calendar months', () => {
    const weeks = challenge({ goal: 30, streak: 'week' });
    expect(counts(weeks, state(4, { last: '2026-11-16' }))).toBeUndefined();
    expect(counts(weeks, state(4, { last: '2026-11-15' }))).toBe(5);
    expect(counts(weeks, state(4, { last: '2026-11-09' }))).toBe(5);
    expect(counts(weeks, state(4, { last: '2026-11-08' }))).toBe(1);
    const months = challenge({ goal: 30, streak: 'month' });
    expect(counts(months, state(4, { last: '2026-11-01' }))).toBeUndefined();
    expect(counts(months, state(4, { last: '2026-10-01' }))).toBe(5);
    expect(counts(months, state(4, { last: '2026-09-30' }))).toBe(1);
    expect(counts(months, state(4, { last: '2026-12-31' }), '2027-01-01T00:00:00+03:00')).toBe(5);
  });

  it('a streak that was reached and begins again waits for the next period', () => {
    const streak = challenge({ goal: 2, streak: 'day', repeats: true });
    expect(counts(streak, state(0, { last: '2026-11-20', reached: 1 }))).toBeUndefined();
    expect(counts(streak, state(0, { last: '2026-11-19', reached: 1 }))).toBe(1);
  });

  it('tells of a count that still stands, not of one whose streak is broken', () => {
    const other = challenge({ streak: 'day', when: { goods: { skus: ['x'] } } });
    expect(buy(other, state(2, { last: '2026-11-19' })).progress).toEqual([
      { challenge: 'run', count: 2, goal: 3, left: 1 },
    ]);
    expect(buy(other, state(2, { last: '2026-11-18' })).progress).toEqual([]);
  });

  it('counts only what it asks for, with the reason', () => {
    const big = challenge({ when: { basket: { operator: 'atLeast', valueMinor: 30_000 } } });
    expect(reasons(buy(big))).toEqual(['run basket.threshold']);
  });
});
