import { parseArgs } from 'node:util';
import { codeHash, noteMutants } from '../tally.ts';
import { mutants } from './list.ts';
import { runAll } from './run-all.ts';

/** `npm run simulate:mutants [-- --only NAME]`: small mistakes of till and hub, one at a time; exit 1 where the simulator misses one. */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`No mutant is called "${values.only}"`);
const killed = await runAll(chosen, ({ name }, found) => {
  if (found === null) console.log(`SURVIVES: ${name}`);
  else console.log(`seed ${found.seed}, ${found.by}: ${name} (${found.what.slice(0, 120)})`);
});
console.log(`${killed} of ${chosen.length} seen`);
if (values.only === undefined) noteMutants(codeHash(), { killed, total: chosen.length });
process.exitCode = killed === chosen.length ? 0 : 1;
