import { randomBytes } from 'node:crypto';
import type { ManualClock, Ports } from './ports.ts';

/** The real world. */
export const nodePorts: Ports = {
  clock: { nowMs: () => Date.now() },
  timers: {
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      // Housekeeping alone keeps no process alive.
      timer.unref();
      return () => clearTimeout(timer);
    },
  },
  random: { bytes: (count) => randomBytes(count) },
};

/** Stays where it was set last; before that at 1970, when nothing had lapsed. */
export function manualClock(startMs = 0): ManualClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    set(to) {
      nowMs = to;
    },
  };
}
