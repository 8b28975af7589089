import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareInThread } from './in-thread.ts';
import type { Found } from './compare-seeds.ts';
import type { Mutant } from './mutant-list.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Whether the agreement run sees a mistake that was put into a copy of the engine's source: the first example that differs among so
 * many, or null where the mistake survives. Throws where the text is not in the source (exactly once) any more.
 */
export async function runMutant({ name, file, from, to }: Mutant, runs: number, seed: number): Promise<Found | null> {
  const copies = join(root, 'dist');
  mkdirSync(copies, { recursive: true });
  const copy = mkdtempSync(join(copies, 'mutant-'));
  try {
    for (const part of ['money', 'loyalty']) cpSync(join(root, 'shared', part), join(copy, part), { recursive: true });
    const path = join(copy, file);
    const source = readFileSync(path, 'utf8');
    const places = source.split(from).length - 1;
    if (places !== 1) throw new Error(`${name}: its text stands ${places} times in shared/${file}, not once`);
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
    return await compareInThread({ from: seed, runs, engine: join(copy, 'loyalty/engine-entry.ts') });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
