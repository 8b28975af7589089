import type { Timers } from '../ports.ts';

const everyMs = 60 * 60_000;

/** `stop` resolves when what was under way has ended. */
export type Housekeeping = { stop(): Promise<void> };

/** Runs the hub's repeatable jobs now and every hour. What one throws is told and the others go on. */
export function startHousekeeping(
  timers: Timers,
  jobs: readonly (() => Promise<unknown>)[],
  tell: (error: unknown) => void,
): Housekeeping {
  let cancel: (() => void) | undefined;
  let stopped = false;
  const round = async () => {
    for (const job of jobs) {
      if (stopped) return;
      await job().catch(tell);
    }
    cancel = timers.after(everyMs, begin);
  };
  let underWay = round();
  function begin() {
    underWay = round();
  }
  return {
    async stop() {
      stopped = true;
      await underWay;
      cancel?.();
    },
  };
}
