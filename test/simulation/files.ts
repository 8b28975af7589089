import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Chance } from '../crash/random.ts';

/** A disk with no more room than so many pages for a database; `full` is told each time it ran out. */
export type Room = { maxPages: number; full(): void };

/** What is not as it should be with a life of a program. `isOlder`: it is of the version before. */
export type Lame = { room?: Room; isOlder?: boolean };

/** The files of a program, as they lie on the disk at a moment. */

export function copyFiles(from: string, to: string, names: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of names) {
    if (!existsSync(join(from, name))) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name));
  }
}

/**
 * Reads what a database held at this moment, from copies of file and log without their shared memory, as the next start would find it:
 * the program goes on undisturbed.
 */
export function peek<T>(folder: string, name: string, read: (db: Database.Database) => T): T {
  const scratch = join(folder, '..', 'peek');
  copyFiles(folder, scratch, [name, `${name}-wal`]);
  const db = new Database(join(scratch, name));
  try {
    return read(db);
  } finally {
    db.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A page of an index turns to rubbish. Nothing that was written lies there alone. */
export function spoilIndex(folder: string, name: string, chance: Chance): void {
  const file = join(folder, name);
  const db = new Database(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const pageBytes = db.pragma('page_size', { simple: true }) as number;
  const pages = db.prepare<[], number>(
    `select rootpage from sqlite_master where type = 'index' and sql is not null order by rootpage`,
  );
  const page = chance.pick(pages.pluck().all());
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (page - 1) * pageBytes, page * pageBytes);
  writeFileSync(file, bytes);
}

const [pageSizeAt, walHeaderBytes] = [16, 32];

/**
 * What is left where the program died in the middle of a checkpoint: some pages of the file are those of the log already, one half
 * written, and the log is as long as ever. Answers whether there was anything to tear.
 */
export function tearCheckpoint(folder: string, name: string, chance: Chance): boolean {
  const [file, log] = [join(folder, name), join(folder, `${name}-wal`)];
  if (!existsSync(log) || readFileSync(log).length <= walHeaderBytes) return false;
  const before = readFileSync(file);
  const after = peek(folder, name, (db) => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    return readFileSync(db.name);
  });
  const pageBytes = after.readUInt16BE(pageSizeAt) || 65_536;
  const changed: number[] = [];
  for (let at = 0; at < after.length; at += pageBytes) {
    if (!before.subarray(at, at + pageBytes).equals(after.subarray(at, at + pageBytes))) changed.push(at);
  }
  if (changed.length === 0) return false;
  const torn = Buffer.alloc(Math.max(before.length, after.length));
  before.copy(torn);
  for (const at of changed) {
    const bytes = chance.pick([0, pageBytes / 2, pageBytes]);
    after.copy(torn, at, at, at + bytes);
  }
  writeFileSync(file, torn);
  return true;
}
