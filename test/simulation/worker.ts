import { simulateSeed } from './twice.ts';
import type { How } from './twice.ts';

/** What nobody waited for and failed: of the seed that ran then. */
let lost: unknown[] = [];
process.on('unhandledRejection', (error) => void lost.push(error));

/** Each seed it is given, until the parent lets go. */
process.on('message', (job) => {
  const { seed, how } = job as { seed: number; how: How };
  lost = [];
  void simulateSeed(seed, how).then((result) =>
    process.send!({ ...result, violations: [...result.violations, ...lost.map(String)] }),
  );
});
