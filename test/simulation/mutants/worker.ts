import { mutants } from './list.ts';
import { loadMutant } from './loader.ts';

/** `worker.ts NAME SEED...`: the seeds on a program with the mistake in it, each once, until one shows it. */
const [name, ...seeds] = process.argv.slice(2);
const mutant = mutants.find((each) => each.name === name);
if (!mutant) throw new Error(`no mutant is called ${name}`);
loadMutant(mutant);

let lost: unknown[] = [];
process.on('unhandledRejection', (error) => void lost.push(error));
const { simulate } = await import('../seed.ts');
for (const seed of seeds) {
  lost = [];
  let violation: string | undefined;
  try {
    [violation] = (await simulate(Number(seed))).violations;
  } catch (error) {
    violation = error instanceof Error ? error.message : String(error);
  }
  violation ??= lost.length > 0 ? String(lost[0]) : undefined;
  process.send!({ seed: Number(seed), violation });
  if (violation !== undefined) break;
}
process.exit();
