import type { Timers } from '../ports.ts';

/** `stop` resolves when what was under way has ended. */
export type Housekeeping = { stop(): Promise<void> };

/** Runs repeatable jobs now and every so often. What one throws is told and the others go on. */
export function startHousekeeping(
  timers: Timers,
  jobs: readonly (() => Promise<unknown>)[],
  tell: (error: unknown) => void,
  everyMs: number,
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
