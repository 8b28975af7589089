import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants } from './list.ts';
import { withMistake } from './loader.ts';
import { runMutant } from './run.ts';

const root = join(import.meta.dirname, '../../..');
const named = (name: string) => mutants.find((mutant) => mutant.name === name)!;

describe('mutants of till and hub', () => {
  it('are thirty at least, each with a name of its own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(30);
  });

  it.each(mutants)('stand once in the source: $name', (mutant) => {
    const source = readFileSync(join(root, mutant.file), 'utf8');
    expect(withMistake(source, mutant)).not.toBe(source);
  });

  it('are seen by an invariant', async () => {
    const killed = await runMutant(named('a receipt number is given twice'), 3);
    expect(killed).toMatchObject({ by: 'violation' });
  });

  it('are refused where their text is not in the source any more', () => {
    expect(() => withMistake('nothing of it', mutants[0]!)).toThrow('stands 0 times');
  });
});
