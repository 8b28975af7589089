import type { Timers } from '../../main/ports.ts';

/** Virtual time: it moves only from event to event, and what is due at the same moment runs in the order it was asked for. */
export type Time = Timers & {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
  /** Runs what is due until `atMs`, or until `over` says so. Throws where more happened than in any honest day. */
  run(atMs: number, over?: () => boolean): Promise<void>;
};

type Due = { atMs: number; order: number; run: () => void };

/** Several times what the busiest honest seed has: a program that asks again without end is stopped here. */
const mostEvents = 100_000;

export function openTime(startMs: number): Time {
  let nowMs = startMs;
  let orders = 0;
  let events = 0;
  const due: Due[] = [];

  function after(delayMs: number, run: () => void): () => void {
    const event = { atMs: nowMs + Math.max(0, delayMs), order: (orders += 1), run };
    const place = due.findLastIndex(({ atMs }) => atMs <= event.atMs);
    due.splice(place + 1, 0, event);
    return () => {
      const index = due.indexOf(event);
      if (index >= 0) due.splice(index, 1);
    };
  }

  return {
    after,
    nowMs: () => nowMs,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    async run(untilMs, over = () => false) {
      await settled();
      for (let next = due[0]; next && next.atMs <= untilMs && !over(); next = due[0]) {
        due.shift();
        nowMs = next.atMs;
        if ((events += 1) > mostEvents)
          throw new Error(`more than ${mostEvents} events: something goes round and round`);
        next.run();
        await settled();
      }
      if (!over()) nowMs = Math.max(nowMs, untilMs);
    },
  };
}

/** All that is promised at an event settles in microtasks, before the next immediate. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
