/**
 * Guessing a secret made slow: the fifth wrong one in a row locks for half a minute, each further one for twice as long as the one before,
 * up to an hour. Kept durably, so that a restart forgets nothing.
 */
export type Lockout = { failures: number; lockedUntilMs: number };

const freeFailures = 4;
const firstLockMs = 30_000;
const longestLockMs = 3_600_000;

export const noLockout: Lockout = { failures: 0, lockedUntilMs: 0 };

/** How long nothing is looked at yet, in milliseconds. A clock that was put back locks no longer than the lock was meant to. */
export function lockedForMs({ failures, lockedUntilMs }: Lockout, nowMs: number): number {
  return Math.max(0, Math.min(lockedUntilMs - nowMs, lockMs(failures)));
}

export function afterFailure({ failures }: Lockout, nowMs: number): Lockout {
  return { failures: failures + 1, lockedUntilMs: nowMs + lockMs(failures + 1) };
}

function lockMs(failures: number): number {
  if (failures <= freeFailures) return 0;
  return Math.min(longestLockMs, firstLockMs * 2 ** Math.min(failures - freeFailures - 1, 10));
}
