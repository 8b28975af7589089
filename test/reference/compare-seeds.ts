import { join } from 'node:path';
import type { Engine } from '../../shared/loyalty/engine.ts';
import { compareCase } from './compare.ts';
import type { Difference } from './differences.ts';
import { anyCase } from './random-case.ts';
import type { Case } from './random-case.ts';
import { shrink } from './shrink.ts';

export type SeedRange = {
  from: number;
  runs: number;
  /** Path of a module with what an engine exports. */
  engine: string;
};
export type Found = { seed: number; differences: Difference[] };

export const sourceEngine = join(import.meta.dirname, '../../shared/loyalty/engine-entry.ts');
const tellEvery = 500;

/** The first seed of a range whose example engine and reference see differently; null where they agree on all. */
export async function compareSeeds(range: SeedRange, progress: (done: number) => void): Promise<Found | null> {
  const engine = await loadEngine(range.engine);
  for (let index = 0; index < range.runs; index++) {
    const differences = differencesOf(engine, anyCase(range.from + index));
    if (differences.length > 0) return { seed: range.from + index, differences };
    if ((index + 1) % tellEvery === 0) progress(tellEvery);
  }
  progress(range.runs % tellEvery);
  return null;
}

export async function loadEngine(path: string): Promise<Engine> {
  return (await import(path)) as Engine;
}

/** Either that breaks down differs from the other, whichever it was. */
function differencesOf(engine: Engine, example: Case): Difference[] {
  try {
    return compareCase(engine, example);
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ path: `thrown: ${String(error)}`, engine: thrown, reference: 'neither may throw' }];
  }
}

/** The smallest example found that differs at the same place. */
export function smallest(engine: Engine, { seed, differences }: Found): { example: Case; differences: Difference[] } {
  const place = placeOf(differences);
  const example = shrink(anyCase(seed), (candidate) => placeOf(differencesOf(engine, candidate)) === place);
  return { example, differences: differencesOf(engine, example) };
}

function placeOf([first]: readonly Difference[]): string | undefined {
  return first?.path.replaceAll(/\d+/g, '#');
}
