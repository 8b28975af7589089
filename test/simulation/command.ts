import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { faultKinds, noFaults } from './faults.ts';
import type { SeedResult } from './seed.ts';

/**
 * `kopilka simulate --seeds N [--seed S] [--json]`: N chains of tills from seed S on, each twice, in two processes. Exit 1 where anything
 * was violated, two runs of a seed differed, or a kind of fault never happened.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [seeds, first] = [wholeNumber('--seeds', values.seeds), wholeNumber('--seed', values.seed)];
const processes = 2;
const hourMs = 3_600_000;

const faults = noFaults();
const violations: { seed: number; violation: string }[] = [];
let [done, sales, simulatedMs] = [0, 0, 0];

function take(result: SeedResult): void {
  done += 1;
  sales += result.sales;
  simulatedMs += result.simulatedMs;
  for (const kind of faultKinds) faults[kind] += result.faults[kind];
  for (const violation of result.violations) violations.push({ seed: result.seed, violation });
  if (!values.json && done % 10 === 0) console.error(`${done} of ${seeds}`);
}

await Promise.all(
  Array.from({ length: processes }, (_, index) => {
    const own = Array.from({ length: seeds }, (__, at) => first + at).filter((seed) => seed % processes === index);
    const child = fork(new URL('./worker.ts', import.meta.url), own.map(String));
    child.on('message', (message) => take(message as SeedResult));
    return new Promise<void>((resolve) => child.on('exit', () => resolve()));
  }),
);

if (done < seeds) violations.push({ seed: 0, violation: `${seeds - done} seeds did not end` });
const never = faultKinds.filter((kind) => faults[kind] === 0);
for (const kind of never) violations.push({ seed: 0, violation: `${kind} never happened` });
const simulatedHours = Math.round((simulatedMs / hourMs) * 10) / 10;
if (values.json) console.log(JSON.stringify({ seeds, sales, simulatedHours, violations, faults }));
else {
  console.log(`${seeds} seeds, ${sales} sales in ${simulatedHours} hours of theirs`);
  for (const kind of faultKinds) console.log(`${String(faults[kind]).padStart(8)} ${kind}`);
  for (const { seed, violation } of violations) console.log(`seed ${seed}: ${violation}`);
  if (violations.length === 0) console.log('Nothing was violated.');
}
process.exitCode = violations.length === 0 ? 0 : 1;

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    console.error(`${option} takes a whole number from 1 on, not ${text}`);
    process.exit(1);
  }
  return Number(text);
}
