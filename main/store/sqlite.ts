import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { KopilkaError } from '../../shared/protocol/errors.ts';

export type Sqlite = Database.Database;

/**
 * `precious`: a commit is on the disk when it returns, and no other process has the file. `disposable`: what a power cut takes
 * can be had again.
 */
export type Care = 'precious' | 'disposable';

const lockWaitMs = 1000;
/** So long may a log become where nobody empties it before (`emptyLog`): some hundreds of sales. */
const mostLogPages = 4000;

/** Opens or makes a database in WAL mode, its folder for this user alone. Throws what SQLite says (see `sqliteFault`). */
export function openSqlite(file: string, care: Care): Sqlite {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new Database(file, { timeout: lockWaitMs });
  try {
    // Before WAL: so the index of the WAL lives in this process, and no second one can come in.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    const synchronous = care === 'precious' ? 2 : 1;
    db.pragma(`synchronous = ${synchronous}`);
    if (care === 'precious') db.pragma(`wal_autocheckpoint = ${mostLogPages}`);
    if (process.platform === 'darwin') db.pragma(`fullfsync = ${care === 'precious' ? 1 : 0}`);
    // Without it REPLACE would delete rows behind the triggers' back.
    db.pragma('recursive_triggers = ON');
    db.pragma('secure_delete = ON');
    assertPragma(db, 'locking_mode', 'exclusive');
    assertPragma(db, 'journal_mode', 'wal');
    assertPragma(db, 'synchronous', synchronous);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What is committed goes from the log into the file, so that the log begins anew. Throws what SQLite says. */
export function emptyLog(db: Sqlite): void {
  db.pragma('wal_checkpoint(PASSIVE)');
}

/** The build of the driver lowers `synchronous` when a file enters WAL mode: what was asked for is read back. */
function assertPragma(db: Sqlite, name: string, wanted: string | number): void {
  const found = db.pragma(name, { simple: true });
  if (found !== wanted) throw new Error(`SQLite keeps ${name} at ${String(found)}, not ${wanted}`);
}

/** What befell a statement, of those things that are no bug of ours. */
export type SqliteFault = 'full' | 'locked' | 'corrupt' | 'disk';

export function sqliteFault(error: unknown): SqliteFault | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const { code } = error;
  if (code === 'SQLITE_FULL') return 'full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'corrupt';
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM)/.test(code)) return 'disk';
  return null;
}

/** The error of the registry for a fault of the disk; anything else as it came. */
export function registeredFault(error: unknown): unknown {
  const fault = sqliteFault(error);
  if (fault === 'full') return new KopilkaError('journal.diskFull', {}, { cause: error });
  if (fault === null) return error;
  const problem = error instanceof Error ? error.message : String(error);
  return new KopilkaError('journal.diskFailed', { problem }, { cause: error });
}

/** Whether the pages of the file hold together; cheaper than a full check by what only indexes could say. */
export function isSound(db: Sqlite): boolean {
  return db.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** Runs the migrations a file lacks, each in its transaction. Answers false where the file was written by newer code. */
export function migrate(db: Sqlite, migrations: readonly string[]): boolean {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) return false;
  for (const [index, text] of migrations.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(text);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
  return true;
}
