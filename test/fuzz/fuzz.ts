import { parseArgs } from 'node:util';
import { fuzz } from './run.ts';

/** npm run fuzz -- --runs 1000000 [--seed N]: programmes, requests and baskets of any kind never crash, hang or go below zero. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});

const batch = 20_000;
const runs = Number(values.runs);
const total = { runs: 0, sound: 0, refused: 0, slowestMs: 0 };
for (let seed = Number(values.seed); total.runs < runs; seed += 1) {
  const found = fuzz(Math.min(batch, runs - total.runs), seed);
  total.runs += found.runs;
  total.sound += found.sound;
  total.refused += found.refused;
  total.slowestMs = Math.max(total.slowestMs, found.slowestMs);
  console.log(JSON.stringify({ seed, ...total }));
}
