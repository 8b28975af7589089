import { noFaults } from './faults.ts';
import { simulate } from './seed.ts';
import type { SeedResult } from './seed.ts';

/** Whatever makes a seed go another way the second time (a real clock, a thread, a hash seed) does not do so with one in ten only. */
const everySo = 10;

/** Usual; each seed twice; or with nothing that happens to the chain. */
export type How = 'usual' | 'twice' | 'calm';

/** Runs a seed; one in ten, and one that showed something, a second time, for what does not happen again can't be looked into. */
export async function simulateSeed(seed: number, how: How): Promise<SeedResult> {
  const once = await unlessThrown(seed, how);
  if (how !== 'twice' && seed % everySo !== 0 && once.violations.length === 0) return once;
  const again = await unlessThrown(seed, how);
  if (once.trace === again.trace) return once;
  return { ...once, violations: [...once.violations, 'two runs went different ways'] };
}

/** A run that breaks off is a violation like any, and those behind it go on. */
async function unlessThrown(seed: number, how: How): Promise<SeedResult> {
  try {
    return await simulate(seed, how === 'calm');
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, sales: 0, simulatedMs: 0, violations: [thrown], faults: noFaults(), trace: '' };
  }
}
