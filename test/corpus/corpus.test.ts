import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freezeEngine } from '../../engines/freeze-engine.ts';
import { engines } from '../../engines/index.ts';
import type { Engine } from '../../shared/loyalty/engine.ts';
import { goldenFiles, readGolden, recomputeGolden } from './golden.ts';
import { copyOfSource, nextSemantics } from './source-copy.ts';

describe('the golden corpus', () => {
  const folders = engines.map((engine) => ({
    engine,
    folder: join(import.meta.dirname, '../../engines/corpus', String(engine.semantics)),
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
    const copy = copyOfSource(nextSemantics);
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
