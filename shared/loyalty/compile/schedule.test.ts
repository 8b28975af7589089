import { describe, expect, it } from 'vitest';
import type { Schedule } from '../programme/schema.ts';
import { parseMoment } from '../time/moment.ts';
import { facts } from '../testing/build.ts';
import { scheduleConditions } from './schedule.ts';

function holds(schedule: Schedule, moment: string): boolean {
  const sale = facts([], { moment });
  const context = {
    facts: sale,
    moment: parseMoment(moment),
    member: null,
    tier: null,
    segments: [],
    favourites: new Set<string>(),
    codes: [],
    unlocked: new Map(),
    withheld: new Map(),
  };
  return scheduleConditions(schedule).every((condition) => condition.holds(context));
}

describe('a window of local time', () => {
  it('over midnight belongs to the day it starts on', () => {
    const night: Schedule = { windows: [{ days: ['fri'], from: '22:00', until: '02:00' }] };
    expect(holds(night, '2026-11-20T21:59:59+03:00')).toBe(false);
    expect(holds(night, '2026-11-20T22:00:00+03:00')).toBe(true);
    expect(holds(night, '2026-11-21T01:59:59+03:00')).toBe(true);
    expect(holds(night, '2026-11-21T02:00:00+03:00')).toBe(false);
    expect(holds(night, '2026-11-20T01:00:00+03:00')).toBe(false);
  });

  it('to 24:00 lasts to the end of the day, and any of several will do', () => {
    const late: Schedule = {
      windows: [
        { from: '23:00', until: '24:00' },
        { from: '08:00', until: '09:00' },
      ],
    };
    expect(holds(late, '2026-11-20T23:59:59+03:00')).toBe(true);
    expect(holds(late, '2026-11-21T00:00:00+03:00')).toBe(false);
    expect(holds(late, '2026-11-21T08:30:00+03:00')).toBe(true);
  });

  it('is the time on the wall on days when clocks change, the repeated hour both times', () => {
    const twoToThree: Schedule = { windows: [{ days: ['sun'], from: '02:00', until: '03:00' }] };
    expect(holds(twoToThree, '2027-10-31T02:30:00+02:00')).toBe(true);
    expect(holds(twoToThree, '2027-10-31T02:30:00+01:00')).toBe(true);
    expect(holds(twoToThree, '2027-03-28T01:59:59+01:00')).toBe(false);
    expect(holds(twoToThree, '2027-03-28T03:00:00+02:00')).toBe(false);
  });
});

describe('from and until', () => {
  it('are local moments, to the second where seconds are given', () => {
    const term: Schedule = { from: '2026-11-20T10:00:30', until: '2026-11-20T11:00' };
    expect(holds(term, '2026-11-20T10:00:29+03:00')).toBe(false);
    expect(holds(term, '2026-11-20T10:00:30-05:00')).toBe(true);
    expect(holds(term, '2026-11-20T11:00:00+03:00')).toBe(false);
  });
});
