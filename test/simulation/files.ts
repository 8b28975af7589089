import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Chance } from '../crash/random.ts';

/** A disk with no more room than so many pages for a database; `full` is told each time it ran out. */
export type Room = { maxPages: number; full(): void };

/** What is not as it should be with a life of a program. `isOlder`: it is of the version before. */
export type Lame = { room?: Room; isOlder?: boolean };

/** The files of a program, as they lie on the disk at a moment; of a log what is in force, not what it has left behind a checkpoint. */
export function copyFiles(from: string, to: string, names: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of names) {
    if (!existsSync(join(from, name))) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    if (name.endsWith('-wal')) writeFileSync(join(to, name), logInForce(join(from, name)));
    else copyFileSync(join(from, name), join(to, name));
  }
}

/** Where the parts of a log lie, in bytes, as SQLite's page on the format of its files says. */
const log = { header: 32, frameHeader: 24, pageSizeAt: 8, saltAt: 16, frameSaltAt: 8, saltBytes: 8 };

/** Header and frames of a log since it last began anew: those behind bear another salt, and SQLite does not read them. */
function logInForce(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const read = (at: number, bytes: number) => {
      const into = Buffer.alloc(bytes);
      return into.subarray(0, readSync(handle, into, 0, bytes, at));
    };
    const header = read(0, log.header);
    if (header.length < log.header) return header;
    const frameBytes = log.frameHeader + header.readUInt32BE(log.pageSizeAt);
    const salt = header.subarray(log.saltAt, log.saltAt + log.saltBytes);
    const frameAt = (frame: number) => log.header + frame * frameBytes;
    let [inForce, behind] = [0, Math.ceil((fstatSync(handle).size - log.header) / frameBytes)];
    while (inForce < behind) {
      const middle = Math.floor((inForce + behind) / 2);
      if (read(frameAt(middle) + log.frameSaltAt, log.saltBytes).equals(salt)) inForce = middle + 1;
      else behind = middle;
    }
    return read(0, frameAt(inForce));
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads what a database held at this moment, from copies of file and log without their shared memory, as the next start would find it:
 * the program goes on undisturbed.
 */
export function peek<T>(folder: string, name: string, read: (db: Database.Database) => T): T {
  return atCopy(folder, name, { readonly: true }, read);
}

function atCopy<T>(folder: string, name: string, how: Database.Options, work: (db: Database.Database) => T): T {
  const scratch = join(folder, '..', 'peek');
  copyFiles(folder, scratch, [name, `${name}-wal`]);
  const db = new Database(join(scratch, name), how);
  try {
    return work(db);
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

const pageSizeAt = 16;

/**
 * What is left where the program died in the middle of a checkpoint: some pages of the file are those of the log already, one half
 * written, and the log is as long as ever. Answers whether there was anything to tear.
 */
export function tearCheckpoint(folder: string, name: string, chance: Chance): boolean {
  const [file, logFile] = [join(folder, name), join(folder, `${name}-wal`)];
  if (!existsSync(logFile) || readFileSync(logFile).length <= log.header) return false;
  const before = readFileSync(file);
  const after = atCopy(folder, name, {}, (db) => {
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
