import { setTimeout as sleep } from 'node:timers/promises';
import { catchUp, closeShop } from '../crash/endure.ts';
import { prove } from '../crash/proof.ts';
import type { Proof } from '../crash/proof.ts';
import { chanceOf } from '../crash/random.ts';
import type { Chance } from '../crash/random.ts';
import { serve } from '../crash/visits.ts';
import { moveIn, openWorld } from '../crash/world.ts';
import { openProxy } from '../sync/proxy.ts';
import type { Fault, Proxy } from '../sync/proxy.ts';

export type Storm = { proof: Proof; acknowledged: number; calls: number; faults: Map<string, number> };

/** What befalls more than half of the calls. */
export const stormFaults = [
  'lost request',
  'lost reply',
  'twice',
  'again',
  'cut',
  'cut request',
  'error',
  'slow',
  'delay',
  'refused',
] as const;

/** How often a call comes through; times of ten. */
const passOfTen = 4;

/**
 * A till sells and a hub books, both real programs, for as long as it is told; all they say to each other goes through a proxy that
 * misbehaves. Then the proxy behaves, and what both have in the end is looked at.
 */
export async function storm(seed: number, seconds: number): Promise<Storm> {
  const chance = chanceOf(seed);
  const world = openWorld(chance);
  try {
    const hub = world.hub();
    await hub.opened;
    const proxy = await openProxy(world.hubPlace().url);
    const till = world.till({ hubUrl: proxy.url });
    await till.opened;
    await moveIn(world, till);
    await world.counter.resume(till);
    const end = Date.now() + seconds * 1000;
    const weather = misbehave(proxy, chanceOf(seed + 1));
    await serve(world.counter, () => Date.now() < end);
    await weather.clear();
    await closeShop(world);
    await till.close();
    await catchUp(world);
    await hub.close();
    await proxy.shut();
    const proof = await prove(world);
    return { proof, acknowledged: world.acknowledged().size, calls: proxy.calls.length, faults: weather.faults };
  } finally {
    await world.remove();
  }
}

function misbehave(proxy: Proxy, chance: Chance): { faults: Map<string, number>; clear(): Promise<void> } {
  const faults = new Map<string, number>();
  let isOver = false;
  let shutting: Promise<void> | null = null;

  async function refuseAWhile(): Promise<void> {
    await proxy.shut();
    await sleep(chance.below(200));
    await proxy.open();
    shutting = null;
  }

  proxy.faults = (): Fault => {
    if (isOver || chance.below(10) < passOfTen) return 'pass';
    const kind = chance.pick(stormFaults);
    faults.set(kind, (faults.get(kind) ?? 0) + 1);
    if (kind === 'delay') return { delayMs: chance.below(500) };
    if (kind !== 'refused') return kind;
    shutting ??= refuseAWhile();
    return 'lost request';
  };
  return {
    faults,
    async clear() {
      isOver = true;
      proxy.faults = () => 'pass';
      await shutting;
    },
  };
}
