import { parseArgs } from 'node:util';
import { runSeeds, seedsFrom } from './runs.ts';
import { codeHash, nextSeed, noteSeeds } from './tally.ts';

/**
 * `npm run soak [-- --minutes 10]`: seeds after those that this very code has been through, written down some hundreds at a time in
 * docs/simulation.json, so that it may be broken off at any time and goes on from there. Exit 1 where anything was violated.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const atOnce = 250;
const endMs = performance.now() + Number(values.minutes) * 60_000;
const code = codeHash();
do {
  const first = nextSeed(code);
  const { sales, simulatedHours, violations } = await runSeeds(seedsFrom(first, atOnce));
  noteSeeds(code, [first, first + atOnce - 1], { sales, simulatedHours, violations: violations.length });
  console.log(`${code}: seeds ${first} to ${first + atOnce - 1}, ${sales} sales, ${violations.length} violations`);
  for (const { seed, violation } of violations) console.log(`seed ${seed}: ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
} while (performance.now() < endMs);
