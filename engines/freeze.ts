import { join } from 'node:path';
import { freezeEngine, frozenDiffers } from './freeze-engine.ts';

/** `npm run freeze` writes the engine of the source; `npm run freeze -- --check` tells whether that would change anything. */
const files = { entry: join(import.meta.dirname, '../shared/loyalty/engine-entry.ts'), outDir: import.meta.dirname };

if (process.argv.includes('--check')) {
  const problems = await frozenDiffers(files);
  for (const problem of problems) console.error(`engines/: ${problem}. Run: npm run freeze`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} else {
  const { name, file } = await freezeEngine(files);
  console.log(`engines/${file}: semantics ${name.semantics}, SHA-256 ${name.hash}`);
}
