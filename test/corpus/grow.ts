import { join } from 'node:path';
import { corpusInputs } from './inputs.ts';
import { releasedEngines } from '../../engines/freeze-engine.ts';
import { computeGolden, goldenFiles, readGolden, recomputeGolden, writeGolden } from './golden.ts';
import { newestEngine } from '../../engines/index.ts';

/**
 * `npm run corpus` adds ten programmes with six sales each to the newest engine's golden corpus; what is there stays as it is.
 * `npm run corpus -- --renew` computes its digests anew: only while the engine's number is not released.
 */
const engine = newestEngine();
const { semantics } = engine.name;
const engines = join(import.meta.dirname, '../../engines');
const folder = join(engines, 'corpus', String(semantics));
const added = 10;

if (process.argv.includes('--renew')) {
  if (releasedEngines(engines)[semantics] !== undefined) {
    throw new Error(`Semantics ${semantics} is released: its corpus only grows.`);
  }
  for (const file of goldenFiles(folder)) writeGolden(folder, file, recomputeGolden(engine, readGolden(folder, file)));
} else {
  const there = goldenFiles(folder).length;
  for (const [index, input] of corpusInputs(there + 1, added).entries()) {
    const file = `${String(there + index + 1).padStart(4, '0')}.json`;
    writeGolden(folder, file, computeGolden(engine, input));
  }
}
console.log(`engines/corpus/${semantics}: ${goldenFiles(folder).length} programmes`);
