import fc from 'fast-check';

/** How often a property is tried: so often, or as often as the run asks of all of them (`npm run properties`). */
export function runs(usually: number): { numRuns: number } {
  return { numRuns: fc.readConfigureGlobal().numRuns ?? usually };
}
