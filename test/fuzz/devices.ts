import { parseArgs } from 'node:util';
import { fuzzDevices } from './device-bytes.ts';

/** npm run fuzz:devices -- --runs 1000000 [--seed N]: any bytes at all into all that reads what a device sends or is sent. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});

const batch = 20_000;
const runs = Number(values.runs);
let done = 0;
for (let seed = Number(values.seed); done < runs; seed += 1) {
  const told = fuzzDevices(Math.min(batch, runs - done), seed);
  done += told.runs;
  console.log(JSON.stringify({ ...told, done }));
}
