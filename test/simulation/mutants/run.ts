import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Mutant } from './list.ts';

/** What showed a mistake: an invariant; or that a seed did not end within the bound, or its process ended. Null: nothing did. */
export type Killed = { seed: number; by: 'violation' | 'hang' | 'end'; what: string } | null;

/** A seed takes a second: one that takes so long goes round and round. */
const hangMs = 60_000;
const mostSeeds = 300;

type Told = { seed: number; violation?: string };

/** Runs seeds on a program with the mistake in it until one shows it. */
export function runMutant(mutant: Mutant, seeds = mostSeeds): Promise<Killed> {
  const step = mutant.seeds === 'even' ? 2 : 1;
  const own = Array.from({ length: seeds }, (_, index) => (index + 1) * step);
  const child = fork(new URL('./worker.ts', import.meta.url), [mutant.name, ...own.map(String)], { silent: true });
  return watched(child, own);
}

function watched(child: ChildProcess, seeds: readonly number[]): Promise<Killed> {
  return new Promise((resolve) => {
    let done = 0;
    let killed: Killed = null;
    const seed = () => seeds[done] ?? 0;
    const hang = () => {
      killed = { seed: seed(), by: 'hang', what: `no end within ${hangMs / 1000} s` };
      child.kill('SIGKILL');
    };
    let timer = setTimeout(hang, hangMs);
    child.on('message', ({ violation }: Told) => {
      clearTimeout(timer);
      timer = setTimeout(hang, hangMs);
      if (violation !== undefined) killed = { seed: seed(), by: 'violation', what: violation };
      done += 1;
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (killed === null && done < seeds.length) killed = { seed: seed(), by: 'end', what: `exit ${code}` };
      resolve(killed);
    });
  });
}
