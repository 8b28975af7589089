import type { Mutant } from './list.ts';
import { runMutant } from './run.ts';
import type { Killed } from './run.ts';

const processes = 2;

/** All of them, two at a time. Answers how many were seen. */
export async function runAll(
  mutants: readonly Mutant[],
  told: (mutant: Mutant, killed: Killed) => void,
): Promise<number> {
  const left = [...mutants];
  let seen = 0;
  const work = async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const killed = await runMutant(mutant);
      if (killed !== null) seen += 1;
      told(mutant, killed);
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return seen;
}
