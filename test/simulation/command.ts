import { parseArgs } from 'node:util';
import { faultKinds } from './faults.ts';
import { mutants as allMutants } from './mutants/list.ts';
import { runAll } from './mutants/run-all.ts';
import { runSeeds, seedsFrom } from './runs.ts';
import { codeHash, tallyOf } from './tally.ts';

/**
 * `kopilka simulate --seeds N [--seed S] [--mutants] [--json]`: N chains of tills from seed S on, in two processes, one in ten twice. Exit 1
 * where anything was violated, two runs of a seed differed, a kind of fault never happened, or a mutant was not seen. `mutants` are
 * measured now, or are those of the last run with this very code; null: there was none.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    mutants: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const [count, first] = [wholeNumber('--seeds', values.seeds), wholeNumber('--seed', values.seed)];
const runs = await runSeeds(seedsFrom(first, count), (done) => {
  if (!values.json && done % 10 === 0) console.error(`${done} of ${count}`);
});
const mutants = values.mutants
  ? { killed: await runAll(allMutants, () => undefined), total: allMutants.length }
  : (tallyOf(codeHash())?.mutants ?? null);

const { seeds, sales, simulatedHours, faults } = runs;
const never = faultKinds.filter((kind) => faults[kind] === 0);
const violations = [...runs.violations, ...never.map((kind) => ({ seed: 0, violation: `${kind} never happened` }))];
if (mutants && mutants.killed < mutants.total) {
  violations.push({ seed: 0, violation: `${mutants.total - mutants.killed} mutants were not seen` });
}
if (values.json) console.log(JSON.stringify({ seeds, sales, simulatedHours, violations, faults, mutants }));
else {
  console.log(`${seeds} seeds, ${sales} sales in ${simulatedHours} hours of theirs`);
  for (const kind of faultKinds) console.log(`${String(faults[kind]).padStart(8)} ${kind}`);
  if (mutants) console.log(`${mutants.killed} of ${mutants.total} mutants seen`);
  for (const { seed, violation } of violations) console.log(`seed ${seed}: ${violation}`);
  if (violations.length === 0) console.log('Nothing was violated.');
}
process.exitCode = violations.length === 0 ? 0 : 1;

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    console.error(`${option} takes a whole number from 1 on, not ${text}`);
    process.exit(1);
  }
  return Number(text);
}
