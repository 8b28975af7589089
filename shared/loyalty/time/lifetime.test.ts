import { describe, expect, it } from 'vitest';
import { lotDates } from './lifetime.ts';
import { parseMoment } from './moment.ts';
import { startOfLocalDay } from './zone.ts';

const moscow = [{ from: '2014-10-25T22:00:00Z', offsetMinutes: 180 }];
/** Clocks go forward on 28 March 2027 at 02:00 and back on 31 October at 03:00. */
const berlin = [
  { from: '2026-10-25T01:00:00Z', offsetMinutes: 60 },
  { from: '2027-03-28T01:00:00Z', offsetMinutes: 120 },
  { from: '2027-10-31T01:00:00Z', offsetMinutes: 60 },
];
/** Midnight of 5 April 2026 never was: the clock jumped from 00:00 to 01:00. */
const jumping = [
  { from: '2025-11-02T05:00:00Z', offsetMinutes: -300 },
  { from: '2026-04-05T05:00:00Z', offsetMinutes: -240 },
];
/** Midnight of 1 November came twice: at 00:30 the clock went back to 23:30. */
const repeating = [
  { from: '2026-01-01T00:00:00Z', offsetMinutes: 60 },
  { from: '2026-10-31T23:30:00Z', offsetMinutes: 0 },
];

function dayNumber(day: string): number {
  return parseMoment(`${day}T12:00:00Z`).dayNumber;
}

describe('a lifetime', () => {
  const grant = (moment: string, activationDays: number, days: number, offsets = moscow) =>
    lotDates(moment, parseMoment(moment), activationDays, { kind: 'days', days }, offsets);

  it('W14: 300 for 14 days, granted on the 1st at noon, can be spent on the 15th and is gone on the 16th', () => {
    const { activeFrom, expiresAt } = grant('2026-12-01T12:00:00+03:00', 0, 14);
    expect(activeFrom).toBe('2026-12-01T12:00:00+03:00');
    expect(expiresAt).toBe('2026-12-16T00:00:00+03:00');
    expect(Date.parse('2026-12-15T23:59:59+03:00')).toBeLessThan(Date.parse(expiresAt!));
  });

  it('is the same for the first and the last second of the day of grant', () => {
    expect(grant('2026-12-01T00:00:00+03:00', 0, 14).expiresAt).toBe('2026-12-16T00:00:00+03:00');
    expect(grant('2026-12-01T23:59:59+03:00', 0, 14).expiresAt).toBe('2026-12-16T00:00:00+03:00');
  });

  it('runs from activation, which comes at the start of its local day', () => {
    expect(grant('2026-12-01T12:00:00+03:00', 2, 14)).toEqual({
      activeFrom: '2026-12-03T00:00:00+03:00',
      expiresAt: '2026-12-18T00:00:00+03:00',
    });
  });

  it('ends at local midnight across the days on which clocks change', () => {
    expect(grant('2027-03-27T12:00:00+01:00', 0, 1, berlin).expiresAt).toBe('2027-03-29T00:00:00+02:00');
    expect(grant('2027-03-27T12:00:00+01:00', 0, 0, berlin).expiresAt).toBe('2027-03-28T00:00:00+01:00');
    expect(grant('2027-10-30T12:00:00+02:00', 0, 1, berlin).expiresAt).toBe('2027-11-01T00:00:00+01:00');
    expect(grant('2027-10-30T12:00:00+02:00', 0, 0, berlin).expiresAt).toBe('2027-10-31T00:00:00+02:00');
  });

  it('may end with a month, leap years included', () => {
    const endOfMonth = (moment: string, months: number) =>
      lotDates(moment, parseMoment(moment), 0, { kind: 'endOfMonth', months }, moscow).expiresAt;
    expect(endOfMonth('2026-12-05T10:00:00+03:00', 0)).toBe('2027-01-01T00:00:00+03:00');
    expect(endOfMonth('2028-01-31T10:00:00+03:00', 1)).toBe('2028-03-01T00:00:00+03:00');
    expect(endOfMonth('2026-11-30T23:59:59+03:00', 2)).toBe('2027-02-01T00:00:00+03:00');
  });

  it('may end with a quarter, this one or a later one', () => {
    const endOfQuarter = (moment: string, quarters: number, activationDays = 0) =>
      lotDates(moment, parseMoment(moment), activationDays, { kind: 'endOfQuarter', quarters }, moscow).expiresAt;
    expect(endOfQuarter('2026-11-20T10:00:00+03:00', 0)).toBe('2027-01-01T00:00:00+03:00');
    expect(endOfQuarter('2026-10-01T00:00:00+03:00', 0)).toBe('2027-01-01T00:00:00+03:00');
    expect(endOfQuarter('2026-12-31T23:59:59+03:00', 1)).toBe('2027-04-01T00:00:00+03:00');
    expect(endOfQuarter('2026-12-31T23:59:59+03:00', 0, 1)).toBe('2027-04-01T00:00:00+03:00');
    expect(endOfQuarter('2026-02-28T10:00:00+03:00', 4)).toBe('2027-04-01T00:00:00+03:00');
  });

  it('may end on a day that is the same for all', () => {
    const moment = '2026-12-05T10:00:00+03:00';
    const { expiresAt } = lotDates(moment, parseMoment(moment), 14, { kind: 'date', day: '2027-03-31' }, moscow);
    expect(expiresAt).toBe('2027-04-01T00:00:00+03:00');
  });

  it('may be for ever', () => {
    const moment = '2026-12-05T10:00:00+03:00';
    expect(lotDates(moment, parseMoment(moment), 0, { kind: 'never' }, moscow).expiresAt).toBeNull();
  });
});

describe('the start of a local day', () => {
  it('is the jump where the clock jumps over midnight', () => {
    expect(startOfLocalDay(dayNumber('2026-04-05'), jumping)).toBe('2026-04-05T01:00:00-04:00');
    expect(startOfLocalDay(dayNumber('2026-04-06'), jumping)).toBe('2026-04-06T00:00:00-04:00');
  });

  it('is the second midnight where the old day comes back after the first', () => {
    expect(startOfLocalDay(dayNumber('2026-11-01'), repeating)).toBe('2026-11-01T00:00:00+00:00');
  });

  it('uses the first offset before its own start and the last after', () => {
    expect(startOfLocalDay(dayNumber('2000-01-01'), berlin)).toBe('2000-01-01T00:00:00+01:00');
    expect(startOfLocalDay(dayNumber('2040-07-01'), berlin)).toBe('2040-07-01T00:00:00+01:00');
  });

  it('tells offsets of half hours, on both sides of UTC', () => {
    const offset = (offsetMinutes: number) => [{ from: '2000-01-01T00:00:00Z', offsetMinutes }];
    expect(startOfLocalDay(dayNumber('2026-05-01'), offset(345))).toBe('2026-05-01T00:00:00+05:45');
    expect(startOfLocalDay(dayNumber('2026-05-01'), offset(-210))).toBe('2026-05-01T00:00:00-03:30');
  });
});

describe('a moment', () => {
  it('is read by the clock it carries', () => {
    expect(parseMoment('2026-11-20T18:00:01.250+03:00')).toEqual({
      instantMs: Date.UTC(2026, 10, 20, 15, 0, 1, 250),
      localMs: Date.UTC(2026, 10, 20, 18, 0, 1, 250),
      dayNumber: dayNumber('2026-11-20'),
      msOfDay: 18 * 3_600_000 + 1250,
      weekday: 4,
    });
    expect(parseMoment('2026-11-23T00:00:00Z').weekday).toBe(0);
  });
});
