import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { borderBroken } from './tidy/borders.ts';
import { rules } from './tidy/rules.ts';
import { allSources, importsOf, isMade, linesWith, root, withoutCommentsAndStrings } from './tidy/source.ts';

const sources = allSources();
/** The rules hold the very lines they look for. */
const judged = sources.filter(({ path }) => !isMade(path) && path !== 'test/tidy/rules.ts');

describe.each(rules)('$name', ({ applies, pattern, reads, bad, good }) => {
  it('holds in every file', () => {
    expect(judged.filter(({ path }) => applies(path)).flatMap((source) => linesWith(source, pattern, reads))).toEqual(
      [],
    );
  });

  it('sees what it looks for, and nothing else', () => {
    expect(bad.filter((line) => !pattern.test(line))).toEqual([]);
    expect(good.filter((line) => pattern.test(line))).toEqual([]);
  });
});

describe('layer borders', () => {
  it('are crossed by no import', () => {
    const broken = judged
      .filter(({ path }) => /\.(ts|tsx|js)$/.test(path))
      .flatMap((source) =>
        importsOf(source).flatMap((imported) => {
          const why = borderBroken(source.path, imported);
          return why === undefined ? [] : [`${source.path} imports ${imported}: ${why}`];
        }),
      );
    expect(broken).toEqual([]);
  });

  it.each([
    ['shared/loyalty/a.ts', 'main/till.ts'],
    ['shared/loyalty/a.ts', 'zod'],
    ['shared/loyalty/a.ts', 'node:fs'],
    ['drivers/scanner/a.ts', 'node:fs'],
    ['drivers/scanner/a.dom.ts', 'drivers/scanner/b.node.ts'],
    ['drivers/scanner/a.node.ts', 'main/ports.ts'],
    ['main/sale/a.ts', 'hub/ledger/a.ts'],
    ['main/sale/a.ts', 'main/till.ts'],
    ['main/devices/a.ts', 'drivers/scanner/wedge.dom.ts'],
    ['main/till.ts', 'electron'],
    ['main/host/browser.ts', 'hub/hub.ts'],
    ['hub/ledger/a.ts', 'drivers/printer/a.ts'],
    ['hub/ledger/a.ts', 'hub/hub.ts'],
    ['renderer/cashier/a.tsx', 'main/sale/a.ts'],
    ['renderer/cashier/a.tsx', 'drivers/scanner/serial.node.ts'],
    ['renderer/cashier/a.tsx', 'node:path'],
    ['engines/freeze.ts', 'main/store/a.ts'],
    ['shared/money/money.ts', 'shared/money/money.test.ts'],
  ])('would stop %s from importing %s', (path, imported) => {
    expect(borderBroken(path, imported)).toEqual(expect.any(String));
  });

  it.each([
    ['shared/loyalty/a.ts', 'zod/mini'],
    ['drivers/scanner/a.node.ts', 'node:fs'],
    ['main/sale/a.ts', 'drivers/printer/a.ts'],
    ['main/cli.ts', 'hub/hub.ts'],
    ['main/host/electron.ts', 'electron'],
    ['main/host/electron.ts', 'main/till.ts'],
    ['renderer/cashier/a.tsx', 'drivers/scanner/wedge.dom.ts'],
    ['shared/money/money.test.ts', 'node:fs'],
    ['test/e2e/walk.test.ts', 'main/till.ts'],
  ])('let %s import %s', (path, imported) => {
    expect(borderBroken(path, imported)).toBeUndefined();
  });

  it('are read from every form of import', () => {
    const text = `
      import a, { b } from './a.ts';
      import type { c } from "../c.ts";
      import '../style.css';
      export * from './d.ts';
      const e = await import('node:fs');
      import {
        f,
      } from 'zod/mini';
    `;
    expect(importsOf({ path: 'main/sale/x.ts', text })).toEqual([
      'main/sale/a.ts',
      'main/c.ts',
      'main/style.css',
      'main/sale/d.ts',
      'node:fs',
      'zod/mini',
    ]);
  });
});

describe('the house', () => {
  it('has no hand-written file over 400 lines', () => {
    const long = sources
      .filter(({ path }) => !isMade(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });

  it('reads code without its comments and strings, line by line', () => {
    expect(withoutCommentsAndStrings("a // b\nc('d') /* e\nf */ g")).toBe('a     \nc(   )     \n     g');
  });

  it('has no dead export, file or dependency', () => {
    const knip = join(root, 'node_modules', 'knip', 'bin', 'knip.js');
    const { stdout, stderr } = spawnSync(process.execPath, [knip, '--no-progress'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  }, 120_000);
});
