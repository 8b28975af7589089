import type { Ports } from '../ports.ts';
import { leastMs, leastWaitMs, nextPollMs, retryMs } from './pace.ts';

export type Loop = {
  /**
   * Something is there to be pushed, or the network came back: not after the wait, but now. `gently`: nobody waits for it, and what is
   * rung within a breath goes up together. A hub that failed or asked for it is left alone either way.
   */
  kick(how?: Kick): void;
  /** No attempt begins after it; resolves when the one under way has ended. */
  stop(): Promise<void>;
};

export type Kick = 'now' | 'gently';

/** `retryAfterMs`: for how long the hub asked to be left alone; null: it did not. */
export type Attempted = 'done' | { retryAfterMs: number | null };
type Attempt = () => Promise<Attempted>;

/** Attempts one after another for as long as the till runs; waits between them longer the more of them failed in a row. */
export function startLoop(attempt: Attempt, { timers, random }: Pick<Ports, 'timers' | 'random'>): Loop {
  const wish = { stop: false, kicked: null as Kick | null };
  let wake: ((why: Kick | 'stop') => void) | null = null;

  /** `past`: what does not shorten it. */
  function wait(delayMs: number, past: readonly Kick[]): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        wake = null;
        resolve();
      };
      const cancel = timers.after(delayMs, done);
      wake = (why) => {
        if (why === 'stop' || !past.includes(why)) done();
      };
    });
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!wish.stop) {
      wish.kicked = null;
      const attempted = await attempt();
      const past: Kick[] = attempted === 'done' ? ['gently'] : ['gently', 'now'];
      failures = attempted === 'done' ? 0 : failures + 1;
      const restMs = attempted === 'done' ? leastMs : leastWaitMs(attempted.retryAfterMs, random);
      const delayMs = failures > 0 ? retryMs(failures, random) : nextPollMs(random);
      if (!wish.stop && (!wish.kicked || past.includes(wish.kicked))) await wait(restMs, past);
      if (!wish.stop && !wish.kicked) await wait(Math.max(0, delayMs - restMs), []);
    }
  }

  const running = run();
  return {
    kick(how = 'now') {
      if (wish.kicked !== 'now') wish.kicked = how;
      wake?.(how);
    },
    async stop() {
      wish.stop = true;
      wake?.('stop');
      await running;
    },
  };
}
