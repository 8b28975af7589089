import { describe, expect, it } from 'vitest';
import { parseDay } from './day.ts';

describe('a day as it is typed', () => {
  it.each(['05041971', '05.04.1971', '05/04/1971', '05 04 1971'])('is read: %s', (text) => {
    expect(parseDay(text, '2026-11-23')).toBe('1971-04-05');
  });

  it.each([
    '',
    '5041971',
    '31021971',
    '29022023',
    '00011971',
    '01131971',
    '01011899',
    '24112026',
    '050419712',
    'вчера',
  ])('is refused where there is no such day, or none yet: %s', (text) => {
    expect(parseDay(text, '2026-11-23')).toBeUndefined();
  });

  it('may be today or in a leap year', () => {
    expect(parseDay('23112026', '2026-11-23')).toBe('2026-11-23');
    expect(parseDay('29022024', '2026-11-23')).toBe('2024-02-29');
  });
});
