import { describe, expect, it } from 'vitest';
import { retentionOf } from './hub-retention.ts';

const given = (feed?: string, visit?: string) => retentionOf({ 'feed-days': feed, 'visit-days': visit });

describe('for how long a hub keeps what few ask for', () => {
  it('is what was said, and what was not said is left as it was', () => {
    expect(given()).toEqual({});
    expect(given('90')).toEqual({ feedDays: 90 });
    expect(given('90', '365')).toEqual({ feedDays: 90, visitDays: 365 });
  });

  it.each(['0', '-1', '1.5', 'a year', '', '36501'])('is a whole number of days, and not %j', (value) => {
    expect(() => given(undefined, value)).toThrow(
      expect.objectContaining({ code: 'usage.value', args: { option: '--visit-days', wanted: '1-36500', value } }),
    );
  });
});
