import { describe, expect, it } from 'vitest';
import { likelyTenders, parseMoney, parseQuantity, parseScaled } from './numbers.ts';

describe('what a cashier types', () => {
  it.each([
    ['1000', 100_000],
    ['12,5', 1250],
    ['12.50', 1250],
    ['0', 0],
    ['1 000', 100_000],
    ['12,', 1200],
  ])('%s roubles are kopecks', (text, amountMinor) => {
    expect(parseMoney(text)).toBe(amountMinor);
  });

  it.each(['', 'хлеб', '12,345', '-5', '1,2,3', '1e3', '9999999999'])('%s is no sum', (text) => {
    expect(parseMoney(text)).toBeUndefined();
  });

  it('a quantity is never nothing', () => {
    expect(parseQuantity('0')).toBeUndefined();
    expect(parseQuantity('0,355')).toBe(355);
    expect(parseQuantity('3')).toBe(3000);
  });

  it('points follow the scale of their wallet', () => {
    expect(parseScaled('50', 0)).toBe(50);
    expect(parseScaled('50', 2)).toBe(5000);
    expect(parseScaled('50,5', 0)).toBeUndefined();
  });
});

describe('sums offered for cash', () => {
  it('are rounded up to notes, each once, never the exact sum', () => {
    expect(likelyTenders(54_480)).toEqual([60_000, 100_000, 200_000, 500_000]);
    expect(likelyTenders(100_000)).toEqual([200_000, 500_000]);
    expect(likelyTenders(1)).toEqual([10_000, 50_000, 100_000, 200_000]);
  });
});
