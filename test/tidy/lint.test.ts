import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './source.ts';

/** What the linter must stop, one file each: path, code, rule. */
const forbidden = [
  ['shared/money/a.ts', "import 'node:fs';", 'no-restricted-imports'],
  ['shared/money/b.ts', "export { z } from 'zod';", 'no-restricted-imports'],
  ['shared/money/c.ts', "export { till } from '../../main/till.ts';", 'no-restricted-imports'],
  ['shared/money/d.ts', 'export const at = Date.now();', 'no-restricted-properties'],
  ['shared/money/e.ts', 'export const dice = Math.random();', 'no-restricted-properties'],
  ['shared/money/f.ts', 'export const later = globalThis.setTimeout;', 'no-restricted-globals'],
  ['shared/money/g.ts', "export const page = fetch('a');", 'no-restricted-globals'],
  ['shared/money/h.ts', 'export const format = Intl.NumberFormat;', 'no-restricted-globals'],
  ['drivers/scanner/a.ts', "export { readFileSync } from 'node:fs';", 'no-restricted-imports'],
  ['drivers/scanner/b.dom.ts', "export { open } from './serial.node.ts';", 'no-restricted-imports'],
  ['drivers/scanner/c.node.ts', "export { till } from '../../main/till.ts';", 'no-restricted-imports'],
  ['main/sale/a.ts', "export { app } from 'electron';", 'no-restricted-imports'],
  ['main/sale/b.ts', "export { hub } from '../../hub/hub.ts';", 'no-restricted-imports'],
  ['main/sale/c.ts', "export { till } from '../till.ts';", 'no-restricted-imports'],
  ['main/sale/d.ts', "export { randomUUID } from 'node:crypto';", 'no-restricted-imports'],
  ['main/sale/e.ts', 'export const later = setTimeout;', 'no-restricted-globals'],
  ['main/sale/f.ts', 'export const at = Date.now();', 'no-restricted-properties'],
  ['main/devices/a.ts', "export { wedge } from '../../drivers/scanner/wedge.dom.ts';", 'no-restricted-imports'],
  ['hub/ledger/a.ts', "export { till } from '../../main/till.ts';", 'no-restricted-imports'],
  ['hub/ledger/b.ts', "export { hub } from '../hub.ts';", 'no-restricted-imports'],
  ['hub/ledger/c.ts', "export const page = fetch('a');", 'no-restricted-globals'],
  ['renderer/cashier/a.tsx', "export { sell } from '../../main/sale/sell.ts';", 'no-restricted-imports'],
  ['renderer/cashier/b.ts', "export { join } from 'node:path';", 'no-restricted-imports'],
  ['main/sale/g.ts', 'export const loose: any = 1;', 'no-explicit-any'],
  ['main/sale/g.test.ts', "import { it } from 'vitest';\nit.skip('sells', () => {});", 'no-disabled-tests'],
] as const;

const allowed = [
  ['shared/money/ok.ts', "export { z } from 'zod/mini';\nexport { a } from './a.ts';"],
  ['shared/i18n/ok.ts', "export const format = new Intl.NumberFormat('ru');"],
  ['drivers/scanner/ok.node.ts', "export { readFileSync } from 'node:fs';"],
  ['main/ports.node.ts', "import { randomUUID } from 'node:crypto';\nexport const at = Date.now() + randomUUID();"],
  ['main/cli.ts', "export { hub } from '../hub/hub.ts';\nexport { till } from './till.ts';"],
  ['main/host/electron.ts', "export { app } from 'electron';"],
  ['renderer/cashier/ok.ts', "export { wedge } from '../../drivers/scanner/wedge.dom.ts';"],
] as const;

type Finding = { filename: string; code: string };

let findings: Finding[] = [];
const folder = mkdtempSync(join(tmpdir(), 'kopilka-lint-'));

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}

beforeAll(() => {
  // The samples import files that don't exist: types are left out, the borders need none.
  write(
    '.oxlintrc.json',
    readFileSync(join(root, '.oxlintrc.json'), 'utf8').replace('"typeAware": true', '"typeAware": false'),
  );
  for (const [path, text] of [...forbidden, ...allowed]) write(path, text);
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: folder, encoding: 'utf8' });
  findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the linter', () => {
  it.each(forbidden)('stops %s: %s', (path, _text, rule) => {
    expect(findings.filter(({ filename }) => filename === path).map(({ code }) => code)).toContainEqual(
      expect.stringContaining(rule),
    );
  });

  it.each(allowed)('lets %s pass: %s', (path) => {
    expect(findings.filter(({ filename, code }) => filename === path && code.includes('restricted'))).toEqual([]);
  });
});
