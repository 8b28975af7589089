import { endure } from './endure.ts';
import type { Deaths } from './endure.ts';
import { prove } from './proof.ts';
import type { Proof } from './proof.ts';
import { chanceOf } from './random.ts';
import type { Chance } from './random.ts';
import { moveIn, openWorld } from './world.ts';
import type { World } from './world.ts';

export function randomDeaths(chance: Chance, count: number): Deaths {
  const deaths: Deaths = { till: [], hub: [] };
  for (let kill = 0; kill < count; kill += 1) {
    const since = chance.below(5) === 0 ? 'start' : 'open';
    deaths[chance.pick(['till', 'hub'] as const)].push({ afterMs: chance.below(600), since });
  }
  return deaths;
}

/** A shop whose programs die these deaths, and what the files say in the end. The world is the caller's to remove. */
export async function survive(
  seed: number,
  deathsOf: (chance: Chance) => Deaths,
): Promise<{ world: World; proof: Proof }> {
  const chance = chanceOf(seed);
  const world = openWorld(chance);
  try {
    const hub = world.hub();
    await hub.opened;
    const till = world.till();
    await till.opened;
    await moveIn(world, till);
    await till.close();
    await hub.close();
    await endure(world, deathsOf(chance));
    return { world, proof: await prove(world) };
  } catch (error) {
    await world.remove();
    throw error;
  }
}
