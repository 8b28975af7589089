import { expect, it } from 'vitest';
import { tenths } from './tenths.ts';

it('tells speed and the most memory seen, tenth by tenth of the folder', () => {
  let nowMs = 5000;
  const told = tenths(100, () => nowMs);
  for (const [receipts, ms, tillMb, hubMb] of [
    [5, 500, 100, 50],
    [5, 500, 120, 40],
    [10, 2000, 110, 60],
  ] as const) {
    nowMs += ms;
    told.add(receipts, { tillMb, hubMb });
  }
  expect(told.all()).toEqual([
    { receiptsPerSecond: 10, tillMb: 120, hubMb: 50 },
    { receiptsPerSecond: 5, tillMb: 110, hubMb: 60 },
  ]);
});

it('skips the tenths of a folder too short for them', () => {
  let nowMs = 0;
  const told = tenths(3, () => (nowMs += 1000));
  told.add(2, { tillMb: 1, hubMb: 2 });
  told.add(1, { tillMb: 3, hubMb: 4 });
  expect(told.all()).toEqual([
    { receiptsPerSecond: 2, tillMb: 1, hubMb: 2 },
    { receiptsPerSecond: 1, tillMb: 3, hubMb: 4 },
  ]);
});
