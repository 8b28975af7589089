import { expect, it } from 'vitest';
import { afterFailure, lockedForMs, noLockout } from './lockout.ts';

function after(failures: number, nowMs = 0) {
  let lockout = noLockout;
  for (let count = 0; count < failures; count += 1) lockout = afterFailure(lockout, nowMs);
  return lockout;
}

it('four wrong ones are forgiven, the fifth locks for half a minute, each more for twice as long, an hour at most', () => {
  const waits = [1, 4, 5, 6, 7, 11, 12, 13, 400].map((failures) => lockedForMs(after(failures), 0) / 1000);
  expect(waits).toEqual([0, 0, 30, 60, 120, 1920, 3600, 3600, 3600]);
});

it('a lock ends by itself, and is not forgotten', () => {
  const lockout = after(5, 1000);
  expect([lockedForMs(lockout, 30_999), lockedForMs(lockout, 31_000)]).toEqual([1, 0]);
  expect(lockedForMs(afterFailure(lockout, 40_000), 40_000)).toBe(60_000);
});

it('a clock that was put back by years locks no longer than was meant', () => {
  expect(lockedForMs(after(5, 1e12), 0)).toBe(30_000);
});
