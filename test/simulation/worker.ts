import { simulateTwice } from './twice.ts';

/** The seeds it is given, one after the other; each result goes to the parent. */
for (const seed of process.argv.slice(2)) process.send!(await simulateTwice(Number(seed)));
process.disconnect();
