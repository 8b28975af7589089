import { describe, expect, it } from 'vitest';
import { compareSeeds, sourceEngine } from './compare-seeds.ts';
import { mutants } from './mutant-list.ts';
import { runMutant } from './mutate.ts';

const runs = 2000;
const firstSeed = 1;

describe('engine and naive reference', () => {
  it(`agree on ${runs} random programmes and baskets, and on their returns`, async () => {
    const found = await compareSeeds({ from: firstSeed, runs, engine: sourceEngine }, () => undefined);
    expect(found).toBeNull();
  }, 120_000);

  // A tenth of them, spread over the phases; `npm run mutants` tries them all.
  const tenth = mutants.filter((_, index) => index % 10 === 3);
  it.each(tenth)(
    'would not agree if $name',
    async (mutant) => {
      expect(await runMutant(mutant, 5000, firstSeed)).not.toBeNull();
    },
    120_000,
  );

  it('take no mutant for one that was tried where its text is gone', async () => {
    const stale = { name: 'stale', file: 'money/money.ts', from: 'no such text', to: '' };
    await expect(runMutant(stale, 1, firstSeed)).rejects.toThrow('stands 0 times');
  });
});
