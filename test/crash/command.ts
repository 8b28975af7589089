/** `npm run kills -- --kills 1000 --seed 7`: SIGKILLs till and hub at random moments; ends with 1 where anything was lost or booked twice. */
import { parseArgs } from 'node:util';
import { randomDeaths, survive } from './survive.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [seed, kills] = [Number(values.seed), Number(values.kills)];
const began = performance.now();
const { world, proof } = await survive(seed, (chance) => randomDeaths(chance, kills));
const { faults, ...counted } = proof;
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  JSON.stringify({ seed, kills, seconds, acknowledged: world.acknowledged().size, ...counted, found: faults }),
);
await world.remove();
if (faults.length > 0) process.exitCode = 1;
