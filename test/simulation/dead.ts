import type { Ports } from '../../main/ports.ts';
import type { Chance } from '../crash/random.ts';
import type { Time } from './time.ts';

/** A program from its start to its death. Once it is dead nothing it still had in hand may happen any more. */
export type Life = { dead: boolean; died: Promise<never>; end(): void };

export function newLife(): Life {
  let reject: (error: Error) => void = () => {};
  const died = new Promise<never>((_, no) => (reject = no));
  died.catch(() => undefined);
  const life: Life = {
    dead: false,
    died,
    end() {
      life.dead = true;
      reject(new Died('it died while it answered'));
    },
  };
  return life;
}

/** What a program throws where it dies, for the code around it has to stop there. */
export class Died extends Error {}

/** What a program throws where something beneath it failed, and it lives on. */
export class Stumbled extends Error {}

/** Throws `Stumbled` at the n-th passing of the point, once. */
export function stumblesAt(point: string, times: number, told: () => void): (name: string) => void {
  let left = times;
  return (name) => {
    if (name !== point || (left -= 1) !== 0) return;
    told();
    throw new Stumbled(point);
  };
}

/** Calls `die` at the n-th passing of the point, which goes no further. */
export function diesAt(point: string, times: number, die: () => void): (name: string) => void {
  let left = times;
  return (name) => {
    if (name !== point || (left -= 1) > 0) return;
    die();
    throw new Died(point);
  };
}

/** The world as a life of a program may touch it. */
export function ports(life: Life, time: Time, chance: Chance, nowMs: () => number): Ports {
  return {
    clock: { nowMs },
    timers: {
      after: (delayMs, run) =>
        time.after(delayMs, () => {
          if (!life.dead) run();
        }),
    },
    random: { bytes: (count) => Uint8Array.from({ length: count }, () => chance.below(256)) },
  };
}
