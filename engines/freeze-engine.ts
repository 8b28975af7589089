import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { bundleEngine } from './bundle.ts';
import type { Bundle } from './bundle.ts';

/** Semantics numbers that were released, with the hash of their engine. They are never written again. */
type Released = Record<string, string>;
type Frozen = { name: { semantics: number; hash: string }; file: string };

const hashInName = 12;

/**
 * Freezes the engine that `entry` exports into `outDir`: the module, and frozen.ts that knows every module there. An engine not
 * yet released takes the place of the last one of its number; a released one is refused unless its bytes are the same.
 */
export async function freezeEngine({ entry, outDir }: { entry: string; outDir: string }): Promise<Frozen> {
  const bundle = await bundleEngine(entry);
  const file = fileName(bundle);
  refuseReleased(bundle, outDir);
  for (const old of engineFiles(outDir)) {
    if (old.startsWith(`${bundle.semantics}-`) && old !== file) removeEngine(old, outDir);
  }
  writeFileSync(join(outDir, file), bundle.code);
  writeFileSync(join(outDir, file.replace('.js', '.d.ts')), typesText(outDir));
  writeFileSync(join(outDir, 'frozen.ts'), registryText(outDir));
  return { name: { semantics: bundle.semantics, hash: bundle.hash }, file };
}

/** What would change if the source were frozen now; empty when the frozen engine is that of the source. */
export async function frozenDiffers({ entry, outDir }: { entry: string; outDir: string }): Promise<string[]> {
  const bundle = await bundleEngine(entry);
  const path = join(outDir, fileName(bundle));
  const problems: string[] = [];
  if (!existsSync(path)) problems.push(`${fileName(bundle)} is not there: the engine's source has changed since`);
  else if (readFileSync(path, 'utf8') !== bundle.code) problems.push(`${fileName(bundle)} has been edited`);
  for (const [semantics, hash] of Object.entries(releasedEngines(outDir))) {
    if (!engineFiles(outDir).includes(`${semantics}-${hash.slice(0, hashInName)}.js`)) {
      problems.push(`the released engine ${semantics} is gone`);
    }
  }
  if (problems.length === 0 && readFileSync(join(outDir, 'frozen.ts'), 'utf8') !== registryText(outDir)) {
    problems.push('frozen.ts does not name the engines that are there');
  }
  return problems;
}

function fileName({ semantics, hash }: Bundle): string {
  return `${semantics}-${hash.slice(0, hashInName)}.js`;
}

function refuseReleased({ semantics, hash }: Bundle, outDir: string): void {
  const released = releasedEngines(outDir)[semantics];
  if (released === undefined || released === hash) return;
  throw new Error(
    `Semantics ${semantics} was released as ${released.slice(0, hashInName)} and stays as it is: give the change the next number.`,
  );
}

export function releasedEngines(outDir: string): Released {
  const path = join(outDir, 'released.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Released) : {};
}

/** Oldest first. */
function engineFiles(outDir: string): string[] {
  const files = readdirSync(outDir).filter((file) => /^\d+-[\da-f]+\.js$/.test(file));
  return files.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

function removeEngine(file: string, outDir: string): void {
  rmSync(join(outDir, file));
  rmSync(join(outDir, file.replace('.js', '.d.ts')), { force: true });
}

/** Imports that a bundler can see, and the full hash of each module as it lies on disk. */
function registryText(outDir: string): string {
  const files = engineFiles(outDir);
  const entries = files.map((file) => {
    const semantics = Number.parseInt(file, 10);
    const hash = createHash('sha256')
      .update(readFileSync(join(outDir, file)))
      .digest('hex');
    return { file, semantics, hash };
  });
  return [
    '// Written by `npm run freeze`: every frozen engine, oldest first.',
    ...entries.map(({ file, semantics }) => `import * as engine${semantics} from './${file}';`),
    `import type { NamedEngine } from '${contract(outDir)}';`,
    '',
    'export const frozenEngines: readonly NamedEngine[] = [',
    ...entries.map(
      ({ semantics, hash }) => `  { ...engine${semantics}, name: { semantics: ${semantics}, hash: '${hash}' } },`,
    ),
    '];',
    '',
  ].join('\n');
}

function typesText(outDir: string): string {
  const parts = ['semantics', 'compile', 'evaluate', 'explain', 'reverse', 'react'];
  const lines = parts.map((part) => `export declare const ${part}: Engine['${part}'];`);
  return [`import type { Engine } from '${contract(outDir)}';`, '', ...lines, ''].join('\n');
}

function contract(outDir: string): string {
  const path = relative(outDir, join(import.meta.dirname, '../shared/loyalty/engine.ts'))
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
