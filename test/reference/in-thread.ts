import { Worker } from 'node:worker_threads';
import type { Found, SeedRange } from './compare-seeds.ts';

/** How many more are done; at last what was found. */
export type Told = { done: number } | { found: Found | null };

/** A range of seeds in a thread of its own. */
export function compareInThread(range: SeedRange, progress?: (done: number) => void): Promise<Found | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('agree-worker.ts', import.meta.url), { workerData: range });
    worker.on('error', reject);
    worker.on('message', (told: Told) => {
      if ('found' in told) resolve(told.found);
      else progress?.(told.done);
    });
  });
}
