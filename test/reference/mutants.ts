import { parseArgs } from 'node:util';
import { mutants } from './mutant-list.ts';
import { runMutant } from './mutate.ts';

/** `npm run mutants [-- --only NAME]`: small deliberate mistakes, one at a time; exit 1 where the agreement run misses one. */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
  },
});
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`No mutant is called "${values.only}"`);
let killed = 0;
for (const mutant of chosen) {
  const seed = Number(values.seed);
  const found = await runMutant(mutant, Number(values.runs), seed);
  if (found !== null) killed += 1;
  console.log(`${found === null ? 'SURVIVES' : `seen at example ${found.seed - seed + 1}`}: ${mutant.name}`);
}
console.log(`${killed} of ${chosen.length} seen`);
process.exitCode = killed === chosen.length ? 0 : 1;
