import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCurrency,
  formatDay,
  formatMoment,
  formatMoney,
  formatPoints,
  formatQuantity,
  formatRate,
} from './format.ts';

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

describe('numbers and dates in a receipt', () => {
  it('tells money with its kopecks and groups', () => {
    expect(plain(formatMoney(123_450, 'ru'))).toBe('1 234,50');
    expect(formatMoney(123_450, 'en')).toBe('1,234.50');
    expect(formatMoney(-5, 'ru')).toBe('-0,05');
    expect(formatMoney(0, 'ru')).toBe('0,00');
  });

  it('tells the largest safe amount to the kopeck', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'en')).toBe('90,071,992,547,409.91');
  });

  it('names the currency', () => {
    expect(plain(formatCurrency(55_479, 'RUB', 'ru'))).toBe('554,79 ₽');
    expect(plain(formatCurrency(55_479, 'RUB', 'en'))).toBe('RUB 554.79');
  });

  it('leaves out decimals of points that say nothing, unless their column has some', () => {
    expect(formatPoints(5000, 2, 'ru')).toBe('50');
    expect(formatPoints(5050, 2, 'ru')).toBe('50,50');
    expect(formatPoints(5000, 2, 'ru', true)).toBe('50,00');
    expect(formatPoints(7, 0, 'ru', true)).toBe('7');
  });

  it('tells weights to the gram and rates as people write them', () => {
    expect(formatQuantity(355, 'ru')).toBe('0,355');
    expect(formatQuantity(5000, 'ru')).toBe('5');
    expect(plain(formatRate(2000, 'ru'))).toBe('20 %');
    expect(formatRate(1050, 'en')).toBe('10.50%');
  });

  it('tells a moment by the wall clock it carries, whatever zone that was', () => {
    expect(plain(formatMoment('2026-11-23T00:05:59+11:00', 'ru'))).toBe('23.11.2026 00:05');
    expect(plain(formatMoment('2026-11-23T23:59:59-08:00', 'en'))).toBe('23 Nov 2026 23:59');
    expect(plain(formatDay('2026-02-28', 'en'))).toBe('28 Feb 2026');
  });

  it('never breaks a line inside an amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('ru' as const, 'en' as const), (amountMinor, locale) => {
        expect(formatMoney(amountMinor, locale)).not.toContain(' ');
        expect(formatCurrency(amountMinor, 'RUB', locale)).not.toContain(' ');
      }),
    );
  });
});
