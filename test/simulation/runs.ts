import { fork } from 'node:child_process';
import { faultKinds, noFaults } from './faults.ts';
import type { FaultCounts } from './faults.ts';
import type { SeedResult } from './seed.ts';
import type { How } from './twice.ts';

/** What became of a range of seeds. */
export type Runs = {
  seeds: number;
  sales: number;
  simulatedHours: number;
  violations: { seed: number; violation: string }[];
  faults: FaultCounts;
};

const processes = 2;
const hourMs = 3_600_000;
/** A seed takes a second or two: one that takes so long goes round and round. */
const hangMs = 120_000;

export const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** Seeds in two processes. `told`: after each, how many are done. */
export async function runSeeds(
  seeds: readonly number[],
  told: (done: number) => void = () => undefined,
  how: How = 'usual',
): Promise<Runs> {
  const faults = noFaults();
  const violations: Runs['violations'] = [];
  let [done, sales, simulatedMs] = [0, 0, 0];
  const left = [...seeds];

  function take(result: SeedResult): void {
    sales += result.sales;
    simulatedMs += result.simulatedMs;
    for (const kind of faultKinds) faults[kind] += result.faults[kind];
    for (const violation of result.violations) violations.push({ seed: result.seed, violation });
  }

  /** One process after another until no seed is left: what hangs or breaks off is a violation, and those behind it go on. */
  async function work(): Promise<void> {
    while (left.length > 0) {
      await oneProcess(how, () => left.shift(), {
        take,
        ended(seed, why) {
          if (why !== null) violations.push({ seed, violation: why });
          told((done += 1));
        },
      });
    }
  }

  await Promise.all(Array.from({ length: processes }, work));
  const simulatedHours = Math.round((simulatedMs / hourMs) * 10) / 10;
  return {
    seeds: seeds.length,
    sales,
    simulatedHours,
    violations: violations.toSorted((a, b) => a.seed - b.seed),
    faults,
  };
}

type Listener = { take(result: SeedResult): void; ended(seed: number, why: string | null): void };

/** Gives a process seeds, one at a time, until there is none or it ends by itself. */
function oneProcess(how: How, next: () => number | undefined, { take, ended }: Listener): Promise<void> {
  const child = fork(new URL('./worker.ts', import.meta.url));
  let seed: number | undefined;
  let why = 'its process broke off';
  let timer: NodeJS.Timeout | undefined;
  const give = () => {
    clearTimeout(timer);
    seed = next();
    if (seed === undefined) {
      child.disconnect();
      return;
    }
    timer = setTimeout(() => {
      why = `no end within ${hangMs / 1000} s`;
      child.kill('SIGKILL');
    }, hangMs);
    child.send({ seed, how });
  };
  child.on('message', (message) => {
    take(message as SeedResult);
    ended(seed!, null);
    give();
  });
  give();
  return new Promise((resolve) => {
    child.on('exit', () => {
      clearTimeout(timer);
      if (seed !== undefined) ended(seed, why);
      resolve();
    });
  });
}
