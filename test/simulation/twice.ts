import { noFaults } from './faults.ts';
import { simulate } from './seed.ts';
import type { SeedResult } from './seed.ts';

/** A seed that goes another way the second time could not be looked into. */
export async function simulateTwice(seed: number): Promise<SeedResult> {
  const once = await unlessThrown(seed);
  const again = await unlessThrown(seed);
  if (once.trace === again.trace) return once;
  return { ...once, violations: [...once.violations, 'two runs went different ways'] };
}

/** A run that breaks off is a violation like any, and those behind it go on. */
async function unlessThrown(seed: number): Promise<SeedResult> {
  try {
    return await simulate(seed);
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, sales: 0, simulatedMs: 0, violations: [thrown], faults: noFaults(), trace: '' };
  }
}
