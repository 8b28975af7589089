import { chanceOf } from '../crash/random.ts';
import { openBadFeed } from './feed.ts';
import { readBadRecord } from './journal.ts';
import { openBadAsker } from './requests.ts';

export type Told = { taken: number; refused: number };
export type Malformed = { seed: number; requests: Told; documents: Told; records: Told; mostMemoryMb: number };

const nothing = (): Told => ({ taken: 0, refused: 0 });

/**
 * Malformed requests to a real hub, pages and snapshots to a real replica, and rows to the reader of a journal, a third each. Throws
 * with the seed and the number of the first that was a failure: a crash, a 500, an error that is not of the registry.
 */
export async function malformed(runs: number, seed: number): Promise<Malformed> {
  const told: Malformed = { seed, requests: nothing(), documents: nothing(), records: nothing(), mostMemoryMb: 0 };
  const asker = await openBadAsker();
  const feed = await openBadFeed();
  const chance = chanceOf(seed);
  const parts = [
    async () => (told.requests[await asker.ask(chance)] += 1),
    async () => (told.documents[await feed.feed(chance)] += 1),
    () => (told.records[readBadRecord(chance)] += 1),
  ];
  try {
    for (let run = 0; run < runs; run += 1) {
      try {
        await parts[run % parts.length]!();
      } catch (error) {
        throw new Error(`seed ${seed}, number ${run}`, { cause: error });
      }
      if (run % 1000 === 0)
        told.mostMemoryMb = Math.max(told.mostMemoryMb, Math.round(process.memoryUsage.rss() / 2 ** 20));
    }
  } finally {
    feed.close();
    await asker.close();
  }
  return told;
}
