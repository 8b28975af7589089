import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chanceOf } from '../crash/random.ts';
import { copyFiles, peek, tearCheckpoint } from './files.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'kopilka-files-'))));
afterEach(() => rmSync(root, { recursive: true }));

const [name, rows] = ['some.db', 400];

/** A database with all its rows committed, most of them in the log alone, as a crash leaves it. */
function crashed(): string {
  const [live, dead] = [join(root, 'live'), join(root, 'dead')];
  copyFiles(root, live, []);
  const db = new Database(join(live, name));
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  db.exec('create table row (id integer primary key, text text)');
  const insert = db.prepare('insert into row values (?, ?)');
  for (let id = 1; id <= rows; id += 1) insert.run(id, String(id).repeat(50));
  copyFiles(live, dead, [name, `${name}-wal`]);
  db.close();
  return dead;
}

const count = (db: Database.Database) => {
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  return db.prepare<[], number>('select count(*) from row').pluck().get();
};

describe('the files of a program that died', () => {
  it('are read as the next start would find them, and stay as they are', () => {
    const folder = crashed();
    expect(peek(folder, name, count)).toBe(rows);
    expect(peek(folder, name, count)).toBe(rows);
  });

  it.each([1, 2, 3, 4, 5])('hold every commit where a checkpoint tore (seed %i)', (seed) => {
    const folder = crashed();
    expect(tearCheckpoint(folder, name, chanceOf(seed))).toBe(true);
    expect(peek(folder, name, count)).toBe(rows);
    // Without its log the file is no database any more, or lacks something: it was torn indeed.
    copyFiles(folder, join(root, 'alone'), [name]);
    expect(() => {
      if (peek(join(root, 'alone'), name, count) !== rows) throw new Error('rows are missing');
    }).toThrow();
  });

  it('are not torn where nothing is in the log', () => {
    const folder = join(root, 'empty');
    copyFiles(root, folder, []);
    new Database(join(folder, name)).exec('create table row (id integer primary key)').close();
    expect(tearCheckpoint(folder, name, chanceOf(1))).toBe(false);
  });
});
