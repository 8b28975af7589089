import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { freezeEngine } from '../../engines/freeze-engine.ts';
import type { Engine, NamedEngine } from '../../shared/loyalty/engine.ts';

const root = join(import.meta.dirname, '../..');
const parts = ['shared', 'engines', 'drivers', 'main', 'hub', 'examples', 'test/crash', 'package.json'];

/** What another release changes in the source: file, text, the text in its place. */
export type Change = [file: string, before: string, after: string];

export type Release = { tree: string; engine: NamedEngine; remove(): void };

/**
 * The next release of the product in a folder of its own: this source, changed, its engine frozen under the next semantics number
 * beside all those before it. Throws where the source has not the text to change.
 */
export async function nextRelease(changes: readonly Change[]): Promise<Release> {
  const tree = mkdtempSync(join(tmpdir(), 'kopilka-release-'));
  for (const part of parts) cpSync(join(root, part), join(tree, part), { recursive: true, filter: isSource });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  const entry = join(tree, 'shared/loyalty/engine-entry.ts');
  const [semantics = ''] = /semantics = \d+/.exec(readFileSync(entry, 'utf8')) ?? [];
  change(entry, semantics, `semantics = ${Number(semantics.split(' ').at(-1)) + 1}`);
  for (const [file, before, after] of changes) change(join(tree, file), before, after);
  const { name, file } = await freezeEngine({ entry, outDir: join(tree, 'engines') });
  const module = (await import(join(tree, 'engines', file))) as Engine;
  return { tree, engine: { ...module, name }, remove: () => rmSync(tree, { recursive: true, force: true }) };
}

function change(file: string, before: string, after: string): void {
  const text = readFileSync(file, 'utf8');
  if (before === '' || !text.includes(before)) throw new Error(`${file} does not say ${before}`);
  writeFileSync(file, text.replace(before, after));
}

function isSource(path: string): boolean {
  return basename(path) !== 'corpus' && !path.endsWith('.test.ts');
}
