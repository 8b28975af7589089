import { parseArgs } from 'node:util';
import { feedScanners } from './scanner-bytes.ts';

/** npm run fuzz:scanners -- --runs 1000000 [--seed N]: bytes of any kind into every parser of scanners never crash or hang it. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});

const batch = 50_000;
const runs = Number(values.runs);
for (let done = 0, seed = Number(values.seed); done < runs; done += batch, seed += 1) {
  console.log(JSON.stringify({ seed, done, ...feedScanners(Math.min(batch, runs - done), seed) }));
}
