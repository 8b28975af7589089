import { parentPort, workerData } from 'node:worker_threads';
import { compareSeeds } from './compare-seeds.ts';
import type { SeedRange } from './compare-seeds.ts';
import type { Told } from './in-thread.ts';

/** A thread of its own: examples of a range of seeds, progress told as it goes, until one differs. */
const range = workerData as SeedRange;
const tell = (told: Told) => parentPort!.postMessage(told, []);
tell({ found: await compareSeeds(range, (done) => tell({ done })) });
