import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from '../../main/ports.ts';
import type { IngestPoint } from '../../hub/ports.ts';
import { Gone } from './child.ts';
import { serve } from './visits.ts';
import type { LiveHub, LiveTill, World } from './world.ts';

/** At the n-th passing of a named point, by its own hand; or from outside, so long after it was started or opened. */
export type Death<Point extends string> = { at: Point; times: number } | { afterMs: number; since: 'start' | 'open' };

export type Deaths = { till: Death<CrashPoint | 'acknowledged'>[]; hub: Death<IngestPoint>[] };

const patienceMs = 60_000;
const lookMs = 10;

/**
 * Sells while till and hub die, each in its own time, and start again; then lets both live, ends what lies on the counter and
 * waits until the hub has all. Both have ended when it answers.
 */
export async function endure(world: World, deaths: Deaths): Promise<void> {
  const dying = { hub: true };

  async function tills(): Promise<LiveTill> {
    for (const death of deaths.till) await tillDies(world, death);
    const till = world.till();
    await till.opened;
    await world.counter.resume(till);
    await serve(world.counter, () => dying.hub);
    return till;
  }

  async function hubs(): Promise<LiveHub> {
    for (const death of deaths.hub) await dies(world.hub(order(death)), death, ({ opened }) => opened);
    dying.hub = false;
    const hub = world.hub();
    await hub.opened;
    return hub;
  }

  const [till, hub] = await Promise.all([tills(), hubs()]);
  await closeShop(world);
  await till.close();
  await catchUp(world);
  await hub.close();
}

function tillDies(world: World, death: Death<string>): Promise<void> {
  return dies(world.till(order(death)), death, async (till) => {
    await till.opened;
    await world.counter.resume(till);
    await serve(world.counter, () => true);
  });
}

/** `live` may end by the program's death in the midst of anything. */
async function dies<P extends LiveHub>(
  program: P,
  death: Death<string>,
  live: (program: P) => Promise<void>,
): Promise<void> {
  const living = live(program).catch((error: unknown) => {
    if (!(error instanceof Gone)) throw error;
  });
  if ('afterMs' in death) {
    // A death before it is open is a death too: then there is nothing more to wait for.
    if (death.since === 'open') await program.opened.catch(() => undefined);
    await sleep(death.afterMs);
    program.kill();
  }
  const alarm = new AbortController();
  const late = sleep(patienceMs, null, { signal: alarm.signal }).catch(() => undefined);
  const signal = await Promise.race([program.exited, late, living.then(() => program.exited)]);
  alarm.abort();
  if (signal !== 'SIGKILL') throw new Error(`${JSON.stringify(death)}: ${signal ?? 'it lives on'}`);
  await living;
}

function order(death: Death<string>): { env?: Record<string, string> } {
  return 'at' in death ? { env: { KOPILKA_KILL_AT: `${death.at}:${death.times}` } } : {};
}

/** Parked receipts end with the shift; paper comes out before the till is closed. */
export async function closeShop({ counter }: World): Promise<void> {
  await counter.settle();
  await counter.say('shift.close', { cashCountedMinor: null });
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
    const { status } = await counter.say('page.hello', {});
    if (status.printer.pendingJobs === 0) return;
    await sleep(lookMs);
  }
  throw new Error('the printer never ends');
}

/** What became of the last paper was recorded as the till closed: the next start tells the hub. */
export async function catchUp(world: World): Promise<void> {
  const till = world.till();
  await till.opened;
  await till.caughtUp();
  await till.close();
}
