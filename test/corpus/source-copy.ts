import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const shared = join(import.meta.dirname, '../../shared');

/** A copy of the engine's source elsewhere, under a name with a space and Cyrillic letters. */
export function copyOfSource(change: (text: string) => string = (text) => text): { entry: string; outDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'копия движка '));
  for (const part of ['money', 'loyalty']) cpSync(join(shared, part), join(folder, part), { recursive: true });
  const entry = join(folder, 'loyalty/engine-entry.ts');
  writeFileSync(entry, change(readFileSync(entry, 'utf8')));
  const outDir = join(folder, 'engines');
  mkdirSync(outDir);
  return { entry, outDir };
}

/** As the next engine's source begins. */
export const nextSemantics = (text: string) => text.replace('semantics = 1', 'semantics = 2');
