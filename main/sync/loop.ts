import type { Ports } from '../ports.ts';
import { leastWaitMs, nextPollMs, retryMs } from './pace.ts';

export type Loop = {
  /** Something is there to be pushed, or the network came back: not after the wait, but now. */
  kick(): void;
  /** No attempt begins after it; resolves when the one under way has ended. */
  stop(): Promise<void>;
};

/** `retryAfterMs`: for how long the hub asked to be left alone; null: it did not. */
export type Attempted = 'done' | { retryAfterMs: number | null };
type Attempt = () => Promise<Attempted>;

/** Attempts one after another for as long as the till runs; waits between them longer the more of them failed in a row. */
export function startLoop(attempt: Attempt, { timers, random }: Pick<Ports, 'timers' | 'random'>): Loop {
  const wish = { stop: false, now: false };
  let wake: ((why: 'kick' | 'stop') => void) | null = null;

  /** `patient`: a kick does not shorten it. */
  function wait(delayMs: number, patient: boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        wake = null;
        resolve();
      };
      const cancel = timers.after(delayMs, done);
      wake = (why) => {
        if (why === 'stop' || !patient) done();
      };
    });
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!wish.stop) {
      wish.now = false;
      const attempted = await attempt();
      failures = attempted === 'done' ? 0 : failures + 1;
      const leastMs = attempted === 'done' ? 0 : leastWaitMs(attempted.retryAfterMs, random);
      if (leastMs > 0 && !wish.stop) await wait(leastMs, true);
      const delayMs = failures > 0 ? retryMs(failures, random) - leastMs : nextPollMs(random);
      if (!wish.now && !wish.stop) await wait(Math.max(0, delayMs), false);
    }
  }

  const running = run();
  return {
    kick() {
      wish.now = true;
      wake?.('kick');
    },
    async stop() {
      wish.stop = true;
      wake?.('stop');
      await running;
    },
  };
}
