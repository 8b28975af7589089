import { afterEach, describe, expect, it } from 'vitest';
import { ingestPoints } from '../../hub/ports.ts';
import { crashPoints } from '../../main/ports.ts';
import type { Death, Deaths } from './endure.ts';
import type { Proof } from './proof.ts';
import type { Chance } from './random.ts';
import { randomDeaths, survive } from './survive.ts';
import type { World } from './world.ts';

/** KOPILKA_SEED repeats a run as far as two processes can be repeated. That commits reach the disk is counted in fsyncs.test.ts. */
const seed = Number(process.env['KOPILKA_SEED'] ?? Date.now() % 1_000_000);
const hits = 3;
const randomKills = Number(process.env['KOPILKA_KILLS'] ?? 50);
const timeoutMs = 120_000 + randomKills * 4_000;

/** What the till does not pass itself: the page just heard that a receipt is done. */
const tillPoints = [...crashPoints, 'acknowledged'] as const;

/** Points that every command passes are hit further on, in the midst of a visit. */
const oftenPassed = /^(change|commit|ingest\.record)/;

function deathsAt<Point extends string>(chance: Chance, points: readonly Point[]): Death<Point>[] {
  const all = points.flatMap((at) =>
    Array.from({ length: hits }, () => ({ at, times: 1 + chance.below(oftenPassed.test(at) ? 15 : 2) })),
  );
  // Points are leased while the hub is there: by then it has died all its deaths.
  const isOfLease = ({ at }: { at: Point }) => at.startsWith('lease');
  const shuffled = chance.shuffled(all);
  return [...shuffled.filter((death) => !isOfLease(death)), ...shuffled.filter(isOfLease)];
}

let world: World | undefined;
afterEach(() => world?.remove());

async function proofOf(deathsOf: (chance: Chance) => Deaths): Promise<Proof> {
  const survived = await survive(seed, deathsOf);
  ({ world } = survived);
  return survived.proof;
}

describe(`a shop whose programs are killed (KOPILKA_SEED=${seed})`, () => {
  it(
    'loses nothing acknowledged and books nothing twice, whichever named point they die at',
    { timeout: timeoutMs },
    async () => {
      const proof = await proofOf((chance) => ({
        till: deathsAt(chance, tillPoints),
        hub: deathsAt(chance, ingestPoints),
      }));
      const died = new Map<string, number>();
      for (const point of world!.diedAt()) died.set(point, (died.get(point) ?? 0) + 1);
      console.log(
        [...tillPoints, ...ingestPoints].map((point) => `${point}: died ${died.get(point) ?? 0} times`).join('\n'),
      );
      console.log(summary(proof));
      expect(proof.faults).toEqual([]);
      expect([...died.values()]).toEqual(Array.from({ length: tillPoints.length + ingestPoints.length }, () => hits));
    },
  );

  it('nor when they are killed at any moment', { timeout: timeoutMs }, async () => {
    const proof = await proofOf((chance) => randomDeaths(chance, randomKills));
    console.log(`${randomKills} random kills; ${summary(proof)}`);
    expect(proof.faults).toEqual([]);
  });
});

function summary({ records, sales, returns, charges, papers }: Proof): string {
  const acknowledged = world!.acknowledged().size;
  return `seed ${seed}: ${acknowledged} receipts acknowledged (${sales} sales, ${returns} returns), ${records} records, ${charges} calls of the terminal, ${papers} papers`;
}
