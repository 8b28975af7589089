import type { Timers } from '../../main/ports.ts';

/** Time that passes only when told to. */
export type HandTimers = Timers & {
  /** Lets so much time pass, running what falls due in order, and all promises that follow from it. */
  pass(ms: number): Promise<void>;
  /** When the waiting timers fall due, from now. */
  due(): number[];
};

export function createHandTimers(): HandTimers {
  let nowMs = 0;
  let waiting: { atMs: number; run: () => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    after(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((each) => each !== timer);
      };
    },
    due: () => waiting.map(({ atMs }) => atMs - nowMs).toSorted((a, b) => a - b),
    async pass(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await settle();
        const [next] = waiting.toSorted((a, b) => a.atMs - b.atMs);
        if (!next || next.atMs > untilMs) break;
        waiting = waiting.filter((each) => each !== next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = untilMs;
    },
  };
}
