/** `npm run malformed -- --runs 1000000 --seed 1`: in batches, each with a seed, a hub and a replica of its own. */
import { parseArgs } from 'node:util';
import { malformed } from './run.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const batch = 20_000;
const runs = Number(values.runs);
let seed = Number(values.seed);
for (let done = 0; done < runs; done += batch, seed += 1) {
  const told = await malformed(Math.min(batch, runs - done), seed);
  console.log(JSON.stringify({ done: Math.min(done + batch, runs), ...told }));
}
