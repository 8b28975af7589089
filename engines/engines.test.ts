import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NamedEngine } from '../shared/loyalty/engine.ts';
import { copyOfSource, nextSemantics } from '../test/corpus/source-copy.ts';
import { bundleEngine } from './bundle.ts';
import { freezeEngine, frozenDiffers } from './freeze-engine.ts';
import { engineFor, newestEngine } from './index.ts';

const root = join(import.meta.dirname, '..');
const entry = join(root, 'shared/loyalty/engine-entry.ts');

describe('the frozen engine', () => {
  it('is that of the source, byte for byte (else: npm run freeze)', async () => {
    expect(await frozenDiffers({ entry, outDir: import.meta.dirname })).toEqual([]);
  });

  it('has the same bytes in whatever folder it is made', async () => {
    const copy = copyOfSource();
    expect((await bundleEngine(copy.entry)).hash).toBe((await bundleEngine(entry)).hash);
  });

  it('is found by the name that records keep, and only by that', () => {
    const { name } = newestEngine();
    expect(engineFor({ ...name })).toBe(newestEngine());
    expect(engineFor({ ...name, hash: '0'.repeat(64) })).toBeUndefined();
    expect(engineFor({ ...name, semantics: 999 })).toBeUndefined();
  });

  it('imports nothing and asks the world for nothing', () => {
    for (const file of readdirSync(import.meta.dirname).filter((each) => /^\d+-.*\.js$/.test(each))) {
      const code = readFileSync(join(import.meta.dirname, file), 'utf8');
      expect(code).not.toMatch(
        /^\s*import\b|\bimport\(|\brequire\(|Date\.now|new Date\(\)|Math\.random|process\.|Intl\b/m,
      );
    }
  });
});

describe('freezing', () => {
  it('replaces an engine that was not released, and keeps others', async () => {
    const first = copyOfSource();
    const one = await freezeEngine(first);
    const second = copyOfSource(nextSemantics);
    const two = await freezeEngine({ entry: second.entry, outDir: first.outDir });
    const changed = copyOfSource((text) => `${nextSemantics(text)}export const changed = true;\n`);
    const three = await freezeEngine({ entry: changed.entry, outDir: first.outDir });
    const modules = readdirSync(first.outDir).filter((file) => file.endsWith('.js'));
    expect(modules.toSorted()).toEqual([one.file, three.file].toSorted());
    expect(two.name.hash).not.toBe(three.name.hash);
    const frozen = (await import(join(first.outDir, 'frozen.ts'))) as { frozenEngines: NamedEngine[] };
    expect(frozen.frozenEngines.map(({ name, semantics }) => [name, semantics])).toEqual([
      [one.name, 1],
      [three.name, 2],
    ]);
  });

  it('never writes a released number again', async () => {
    const source = copyOfSource();
    const { name } = await freezeEngine(source);
    writeFileSync(join(source.outDir, 'released.json'), JSON.stringify({ 1: name.hash }));
    expect((await freezeEngine(source)).name).toEqual(name);
    const changed = copyOfSource((text) => `${text}export const changed = true;\n`);
    await expect(freezeEngine({ entry: changed.entry, outDir: source.outDir })).rejects.toThrow(/was released/);
    expect(await frozenDiffers(source)).toEqual([]);
  });
});
