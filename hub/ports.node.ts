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

/** Starts at the real time and stays there until it is set. */
export function manualClock(startMs: number = Date.now()): ManualClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    set(to) {
      nowMs = to;
    },
  };
}
