/** `npm run storm -- --seconds 600 --seed 7`: a till and a hub behind a proxy that misbehaves; ends with 1 where they don't agree after it. */
import { parseArgs } from 'node:util';
import { storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [seed, seconds] = [Number(values.seed), Number(values.seconds)];
const { proof, acknowledged, calls, faults } = await storm(seed, seconds);
const { records, faults: found } = proof;
console.log(JSON.stringify({ seed, seconds, acknowledged, records, calls, faults: Object.fromEntries(faults), found }));
if (found.length > 0) process.exitCode = 1;
