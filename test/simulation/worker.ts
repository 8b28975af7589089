import { simulateTwice } from './twice.ts';

/** What nobody waited for and failed: of the seed that ran then. */
let lost: unknown[] = [];
process.on('unhandledRejection', (error) => void lost.push(error));

/** Each seed it is given, until the parent lets go. */
process.on('message', (seed) => {
  lost = [];
  void simulateTwice(Number(seed)).then((result) =>
    process.send!({ ...result, violations: [...result.violations, ...lost.map(String)] }),
  );
});
