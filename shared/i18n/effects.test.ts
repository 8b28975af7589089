import { describe, expect, it } from 'vitest';
import type { Effect } from '../loyalty/outcome.ts';
import { effectTexts, tellEffect } from './effects.ts';
import type { Locale } from './locale.ts';

const names = (locale: Locale) => ({
  locale,
  name: (id: string) => ({ tenth: 'Tenth off' })[id] ?? id,
  points: (points: number, wallet: string) => `${points / 100} ${wallet}`,
});
const effect = (rest: Partial<Effect>): Effect => ({
  rule: 'tenth',
  version: 1,
  kind: 'discount',
  amount: 12_345,
  unit: 'minor',
  allocations: [],
  because: [],
  ...rest,
});

describe('an effect', () => {
  it('is told with its lines and with what was compared', () => {
    const told = tellEffect(
      effect({
        allocations: [
          { line: 'milk', amount: 12_000 },
          { line: 'bread', amount: 345 },
        ],
        because: [{ fact: 'lines.leftMinor', operator: 'over', expected: 100_000, actual: 123_450 }],
      }),
      names('en'),
    );
    expect(told).toEqual({
      text: 'Tenth off: 123.45 off',
      allocations: ['milk: 120.00', 'bread: 3.45'],
      because: ['sum of the lines: 1,234.50, over 1,000.00'],
    });
  });

  it.each<[string, string, number, string]>([
    ['minor', 'ru', 12_345, 'Tenth off: скидка 123,45'],
    ['thousandths', 'en', 1500, 'Tenth off: 1.500 off'],
    ['times', 'en', 3, 'Tenth off: 3 off'],
    ['bonus', 'en', 250, 'Tenth off: 2.5 bonus off'],
  ])('has an amount in %s, told in %s', (unit, locale, amount, text) => {
    expect(tellEffect(effect({ unit, amount }), names(locale as Locale)).text).toBe(text);
  });

  it('leaves no hole in any sentence', () => {
    for (const kind of Object.keys(effectTexts) as Effect['kind'][])
      for (const locale of ['ru', 'en'] as const)
        expect(tellEffect(effect({ kind }), names(locale)).text).not.toMatch(/[{}]/);
  });
});
