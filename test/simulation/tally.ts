import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the simulator has been through with one state of the code. */
export type Tally = {
  /** First and last seed of each range, both included. */
  seeds: [number, number][];
  sales: number;
  simulatedHours: number;
  violations: number;
  mutants?: { killed: number; total: number };
};

const root = join(import.meta.dirname, '../..');
const file = join(root, 'docs/simulation.json');
/** Whatever a run depends on. */
const parts = ['shared/**/*.ts', 'main/**/*.ts', 'hub/**/*.ts', 'drivers/**/*.ts', 'engines/**/*.{ts,mjs,js,json}'];
const own = ['test/simulation/**/*.ts', 'test/crash/{cashier,visits,random}.ts', 'examples/demo-shop/*.json'];

/** Names a state of the code: runs with one say nothing of another. */
export function codeHash(): string {
  const hash = createHash('sha256');
  for (const name of globSync([...parts, ...own, 'package-lock.json'], { cwd: root }).toSorted()) {
    if (!/\.test\.tsx?$/.test(name)) hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

export function tallyOf(code: string): Tally | undefined {
  return tallies()[code];
}

/** The first seed that this code has not been through. */
export function nextSeed(code: string): number {
  const [first] = tallyOf(code)?.seeds ?? [];
  return first?.[0] === 1 ? first[1] + 1 : 1;
}

export function noteSeeds(code: string, range: [number, number], run: Omit<Tally, 'seeds' | 'mutants'>): void {
  change(code, (tally) => ({
    ...tally,
    seeds: joined([...tally.seeds, range]),
    sales: tally.sales + run.sales,
    simulatedHours: Math.round((tally.simulatedHours + run.simulatedHours) * 10) / 10,
    violations: tally.violations + run.violations,
  }));
}

export function noteMutants(code: string, mutants: { killed: number; total: number }): void {
  change(code, (tally) => ({ ...tally, mutants }));
}

function change(code: string, make: (tally: Tally) => Tally): void {
  const all = tallies();
  all[code] = make(all[code] ?? { seeds: [], sales: 0, simulatedHours: 0, violations: 0 });
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

function tallies(): Record<string, Tally> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Tally>) : {};
}

/** Ranges that touch become one. */
export function joined(ranges: readonly [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
