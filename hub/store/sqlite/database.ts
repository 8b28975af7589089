import Database from 'better-sqlite3';
import { hubMigrations } from './schema.ts';

export type Sqlite = Database.Database;

const lockWaitMs = 5000;
const fullSynchronous = 2;
/** The driver's 2 MB hold the indexes of some ten thousand sales. */
const cacheKiB = 32 * 1024;
/** A sale's record is some 4 kB: on pages of the usual size most of it would lie in overflow pages. */
const pageBytes = 8192;
const pagesBetweenCheckpoints = 2000;

/** Opens or makes hub.db for its one writer: WAL, every commit on the disk when it returns. */
export function openWriter(file: string): Sqlite {
  const db = new Database(file, { timeout: lockWaitMs });
  db.pragma(`page_size = ${pageBytes}`);
  db.pragma('journal_mode = WAL');
  db.pragma(`wal_autocheckpoint = ${pagesBetweenCheckpoints}`);
  // The driver's build lowers it to NORMAL when a file enters WAL mode: set after, and read back.
  db.pragma(`synchronous = ${fullSynchronous}`);
  if (process.platform === 'darwin') db.pragma('fullfsync = 1');
  db.pragma('recursive_triggers = ON');
  db.pragma('secure_delete = ON');
  db.pragma(`cache_size = -${cacheKiB}`);
  const found = db.pragma('synchronous', { simple: true });
  if (found !== fullSynchronous) throw new Error(`SQLite keeps synchronous at ${String(found)}`);
  migrate(db);
  emptyLog(db);
  return db;
}

/** What a crash left in the log goes into the file, so that no start has more to read than one life wrote. */
function emptyLog(db: Sqlite): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // The log has it all, and SQLite tries again by itself: a disk that is full now stops no start.
  }
}

/** A connection that sees committed data only. */
export function openReader(file: string): Sqlite {
  return new Database(file, { readonly: true, timeout: lockWaitMs });
}

function migrate(db: Sqlite): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > hubMigrations.length)
    throw new Error(`hub.db is of version ${version}, this hub knows ${hubMigrations.length}`);
  for (const [index, text] of hubMigrations.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(text);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}
