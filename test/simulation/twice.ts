import { simulate } from './seed.ts';
import type { SeedResult } from './seed.ts';

/** A seed that goes another way the second time could not be looked into. */
export async function simulateTwice(seed: number): Promise<SeedResult> {
  const [once, again] = [await simulate(seed), await simulate(seed)];
  if (once.trace === again.trace) return once;
  return { ...once, violations: [...once.violations, 'two runs went different ways'] };
}
