import fc from 'fast-check';

/** KOPILKA_RUNS tries every property that often. */
const asked = process.env['KOPILKA_RUNS'];
if (asked !== undefined) fc.configureGlobal({ numRuns: Number(asked) });
