import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine, NamedEngine } from '../shared/loyalty/engine.ts';
import { bundleEngine } from './bundle.ts';
import { freezeEngine, frozenDiffers } from './freeze-engine.ts';
import { goldenFiles, readGolden, recomputeGolden } from './golden.ts';
import { engineFor, engines, newestEngine } from './index.ts';

const root = join(import.meta.dirname, '..');
const entry = join(root, 'shared/loyalty/engine-entry.ts');

/** A copy of the engine's source elsewhere, under a name with a space and Cyrillic letters. */
function copyOfSource(change: (text: string) => string = (text) => text): { entry: string; outDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'копия движка '));
  for (const part of ['money', 'loyalty']) cpSync(join(root, 'shared', part), join(folder, part), { recursive: true });
  const copied = join(folder, 'loyalty/engine-entry.ts');
  writeFileSync(copied, change(readFileSync(copied, 'utf8')));
  const outDir = join(folder, 'engines');
  mkdirSync(outDir);
  return { entry: copied, outDir };
}

const next = (text: string) => text.replace('semantics = 1', 'semantics = 2');

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
    const second = copyOfSource(next);
    const two = await freezeEngine({ entry: second.entry, outDir: first.outDir });
    const changed = copyOfSource((text) => `${next(text)}export const changed = true;\n`);
    const three = await freezeEngine({ entry: changed.entry, outDir: first.outDir });
    const modules = readdirSync(first.outDir).filter((file) => file.endsWith('.js'));
    expect(modules.toSorted()).toEqual([one.file, three.file].toSorted());
    expect(two.name.hash).not.toBe(three.name.hash);
    const registry = (await import(join(first.outDir, 'frozen.ts'))) as { frozenEngines: NamedEngine[] };
    expect(registry.frozenEngines.map(({ name, semantics }) => [name, semantics])).toEqual([
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

describe('the golden corpus', () => {
  const folders = engines.map((engine) => ({
    engine,
    folder: join(import.meta.dirname, 'corpus', String(engine.semantics)),
  }));

  it.each(folders)('of engine $engine.semantics gives the digests it always gave', ({ engine, folder }) => {
    const files = goldenFiles(folder);
    const different = files.filter((file) => {
      const golden = readGolden(folder, file);
      return JSON.stringify(recomputeGolden(engine, golden)) !== JSON.stringify(golden);
    });
    expect(different).toEqual([]);
    expect(files.length).toBeGreaterThanOrEqual(50);
  });

  it('notices a half up that is rounded down', async () => {
    const copy = copyOfSource(next);
    const money = join(copy.entry, '../../money/money.ts');
    const source = readFileSync(money, 'utf8');
    const down = source.replaceAll(/rounding === 'halfUp' \?[^:]+:/g, "rounding === 'halfUp' ? false :");
    expect(down).not.toBe(source);
    writeFileSync(money, down);
    const { name, file } = await freezeEngine(copy);
    const module = (await import(join(copy.outDir, file))) as Engine;
    const { folder } = folders[0]!;
    const noticed = goldenFiles(folder).filter((each) => {
      const golden = readGolden(folder, each);
      return JSON.stringify(recomputeGolden({ ...module, name }, golden)) !== JSON.stringify(golden);
    });
    expect(noticed.length).toBeGreaterThan(5);
  });
});
