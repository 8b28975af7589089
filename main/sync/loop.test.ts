import { describe, expect, it } from 'vitest';
import type { Ports } from '../ports.ts';
import { startLoop } from './loop.ts';
import type { Attempted } from './loop.ts';

/** A world where time passes when it is told to. */
function world(outcome: () => Attempted) {
  let now = 0;
  let waiting: { atMs: number; run: () => void }[] = [];
  const attempts: number[] = [];
  const timers: Ports['timers'] = {
    after(delayMs, run) {
      const timer = { atMs: now + delayMs, run };
      waiting.push(timer);
      return () => (waiting = waiting.filter((each) => each !== timer));
    },
  };
  const random = { bytes: (count: number) => new Uint8Array(count).fill(255) };
  const loop = startLoop(
    () => {
      attempts.push(now);
      return Promise.resolve(outcome());
    },
    { timers, random },
  );
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    loop,
    attempts,
    async pass(ms: number) {
      await settle();
      for (const end = now + ms; ;) {
        const next = waiting.toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!next || next.atMs > end) {
          now = end;
          return;
        }
        waiting = waiting.filter((each) => each !== next);
        now = next.atMs;
        next.run();
        await settle();
      }
    },
    timers: () => waiting.length,
  };
}

const failed = { retryAfterMs: null };
const waitsOf = (attempts: readonly number[]) =>
  attempts.map((each, index) => each - (attempts[index - 1] ?? 0)).slice(1);

describe('the loop', () => {
  it('asks at once, then now and then', async () => {
    const { attempts, pass, loop } = world(() => 'done');
    await pass(12_000);
    expect(attempts).toEqual([0, 5000, 10_000]);
    await loop.stop();
  });

  it('goes at once when there is something to push, and once for many', async () => {
    const { attempts, pass, loop } = world(() => 'done');
    await pass(1000);
    for (let kicks = 0; kicks < 5; kicks += 1) loop.kick();
    await pass(10);
    expect(attempts).toEqual([0, 1000]);
    await loop.stop();
  });

  it('takes what is rung right after an attempt in one more, a quarter of a second later, unless somebody waits for it', async () => {
    const { attempts, pass, loop } = world(() => 'done');
    for (let sale = 0; sale < 100; sale += 1) {
      await pass(10);
      loop.kick('gently');
    }
    expect(attempts).toEqual([0, 250, 500, 750, 1000]);
    await pass(10);
    loop.kick();
    await pass(10);
    loop.kick('gently');
    await pass(1000);
    expect(attempts.slice(5)).toEqual([1010, 1260]);
    await loop.stop();
  });

  it('goes again at once for what somebody began to wait for while it asked', async () => {
    const kicks: (() => void)[] = [];
    const { attempts, pass, loop } = world(() => {
      kicks.shift()?.();
      return 'done';
    });
    kicks.push(
      () => loop.kick('gently'),
      () => loop.kick(),
      () => loop.kick('gently'),
    );
    await pass(1);
    loop.kick();
    await pass(600);
    expect(attempts).toEqual([0, 1, 251, 251, 501]);
    await loop.stop();
  });

  it('waits twice as long after each failure, up to a quarter of a minute, and begins anew after a success', async () => {
    let outcome: Attempted = failed;
    const { attempts, pass, loop } = world(() => outcome);
    await pass(60_000);
    expect(waitsOf(attempts)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    outcome = 'done';
    await pass(15_000);
    outcome = failed;
    const before = attempts.length;
    await pass(5_500);
    expect(attempts.slice(before).length).toBeGreaterThanOrEqual(2);
    await loop.stop();
  });

  it('asks a hub that is down no oftener than each quarter of a second, however many sales kick it', async () => {
    const { attempts, pass, loop } = world(() => failed);
    for (let sale = 0; sale < 100; sale += 1) {
      await pass(10);
      loop.kick();
    }
    expect(attempts.length).toBeLessThanOrEqual(5);
    expect(attempts.length).toBeGreaterThanOrEqual(4);
    await loop.stop();
  });

  it('leaves a hub alone for as long as it asks, whatever there is to push, and half as long again at most', async () => {
    const { attempts, pass, loop } = world(() => ({ retryAfterMs: 20_000 }));
    for (let sale = 0; sale < 100; sale += 1) {
      await pass(1000);
      loop.kick();
    }
    expect(waitsOf(attempts)).toEqual([30_000, 30_000, 30_000]);
    await loop.stop();
  });

  it('does not stay away for a day because it was told so, and not for less than ever', async () => {
    let retryAfterMs = 86_400_000;
    const { attempts, pass, loop } = world(() => ({ retryAfterMs }));
    await pass(400_000);
    expect(waitsOf(attempts)).toEqual([180_000, 180_000]);
    await loop.stop();
    retryAfterMs = 0;
    const other = world(() => ({ retryAfterMs }));
    await other.pass(3000);
    expect(waitsOf(other.attempts)).toEqual([500, 1000]);
    await other.loop.stop();
  });

  it('stops at once and leaves no timer', async () => {
    const { attempts, pass, loop, timers } = world(() => failed);
    await pass(100);
    await loop.stop();
    await pass(60_000);
    expect([attempts.length, timers()]).toEqual([1, 0]);
  });
});
