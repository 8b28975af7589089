import { simulateTwice } from './twice.ts';

/** What nobody waited for and failed: of the seed that ran then. */
let lost: unknown[] = [];
process.on('unhandledRejection', (error) => void lost.push(error));

/** The seeds it is given, one after the other; each result goes to the parent. */
for (const seed of process.argv.slice(2)) {
  lost = [];
  const result = await simulateTwice(Number(seed));
  process.send!({ ...result, violations: [...result.violations, ...lost.map(String)] });
}
process.disconnect();
