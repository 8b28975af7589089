import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyFiles } from '../../../test/simulation/files.ts';
import { openReader, openWriter } from './database.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'kopilka-database-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('a start takes what a crash left in the log into the file', () => {
  const [live, dead, alone] = ['live', 'dead', 'alone'].map((name) => join(root, name)) as [string, string, string];
  copyFiles(root, live, []);
  const before = openWriter(join(live, 'hub.db'));
  before.exec(`insert into meta values ('said', 'before it died')`);
  copyFiles(live, dead, ['hub.db', 'hub.db-wal']);
  before.close();
  const after = openWriter(join(dead, 'hub.db'));
  copyFiles(dead, alone, ['hub.db']);
  after.close();
  const file = openReader(join(alone, 'hub.db'));
  expect(file.prepare(`select value from meta where key = 'said'`).pluck().get()).toBe('before it died');
  file.close();
});
