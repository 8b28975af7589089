import { parseArgs } from 'node:util';
import { loadEngine, smallest, sourceEngine } from './compare-seeds.ts';
import type { SeedRange } from './compare-seeds.ts';
import { compareInThread } from './in-thread.ts';

/**
 * `npm run agree -- --runs N [--seed S] [--json]`: engine and reference on N random programmes, baskets and their returns. Exit 1 with
 * the smallest example found where they differ.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    engine: { type: 'string', default: sourceEngine },
  },
});
const runs = Number(values.runs);
const first = Number(values.seed);
const threads = 2;
const started = performance.now();

let done = 0;
const share = Math.ceil(runs / threads);
const ranges = Array.from({ length: threads }, (_, index): SeedRange => {
  const from = first + index * share;
  return { from, runs: Math.max(0, Math.min(share, first + runs - from)), engine: values.engine };
});
const found = (await Promise.all(ranges.map((range) => compareInThread(range, tellProgress)))).find(
  (each) => each !== null,
);
const seconds = Math.round((performance.now() - started) / 100) / 10;

if (found === undefined) {
  if (values.json) console.log(JSON.stringify({ runs, seed: first, agree: true, seconds }));
  else console.log(`${runs} examples from seed ${first} on: engine and reference agree, ${seconds} s`);
} else {
  const { example, differences } = smallest(await loadEngine(values.engine), found);
  if (values.json) console.log(JSON.stringify({ runs, seed: found.seed, agree: false, example, differences }));
  else {
    console.log(`Seed ${found.seed} differs. The smallest example found:`);
    console.log(JSON.stringify(example, null, 1));
    for (const { path, engine, reference } of differences) {
      console.log(`${path}: engine ${JSON.stringify(engine)}, reference ${JSON.stringify(reference)}`);
    }
  }
  process.exitCode = 1;
}

function tellProgress(more: number): void {
  const before = Math.floor((10 * done) / runs);
  done += more;
  if (!values.json && Math.floor((10 * done) / runs) > before) console.error(`${done} of ${runs}`);
}
