import { describe, expect, it } from 'vitest';
import { localMoment, zoneOffsets } from './zone.ts';

describe('zone offsets', () => {
  const from = Date.UTC(2016, 5, 1);
  const until = Date.UTC(2018, 0, 1);

  it('names both changes of a year to the second', () => {
    expect(zoneOffsets('America/New_York', from, until)).toEqual([
      { from: '2016-06-01T00:00:00Z', offsetMinutes: -240 },
      { from: '2016-11-06T06:00:00Z', offsetMinutes: -300 },
      { from: '2017-03-12T07:00:00Z', offsetMinutes: -240 },
      { from: '2017-11-05T06:00:00Z', offsetMinutes: -300 },
    ]);
  });

  it('tells the wall clock on both sides of a change', () => {
    const offsets = zoneOffsets('America/New_York', from, until);
    expect(localMoment(Date.UTC(2017, 2, 12, 6, 59, 59), offsets)).toBe('2017-03-12T01:59:59-05:00');
    expect(localMoment(Date.UTC(2017, 2, 12, 7, 0, 0), offsets)).toBe('2017-03-12T03:00:00-04:00');
    expect(localMoment(Date.UTC(2017, 0, 1), zoneOffsets('Asia/Kolkata', from, until))).toBe(
      '2017-01-01T05:30:00+05:30',
    );
  });

  it('refuses a zone nobody has', () => {
    expect(() => zoneOffsets('Europe/Atlantis', from, until)).toThrow(RangeError);
  });
});
