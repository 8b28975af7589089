import { randomBytes } from 'node:crypto';
import type { Ports } from './ports.ts';

/** The real world. */
export const nodePorts: Ports = {
  clock: { nowMs: () => Date.now() },
  timers: {
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  random: { bytes: (count) => randomBytes(count) },
};
