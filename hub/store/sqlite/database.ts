import Database from 'better-sqlite3';
import { hubMigrations } from './schema.ts';

export type Sqlite = Database.Database;

const lockWaitMs = 5000;
const fullSynchronous = 2;

/** Opens or makes hub.db for its one writer: WAL, every commit on the disk when it returns. */
export function openWriter(file: string): Sqlite {
  const db = new Database(file, { timeout: lockWaitMs });
  db.pragma('journal_mode = WAL');
  // The driver's build lowers it to NORMAL when a file enters WAL mode: set after, and read back.
  db.pragma(`synchronous = ${fullSynchronous}`);
  if (process.platform === 'darwin') db.pragma('fullfsync = 1');
  db.pragma('recursive_triggers = ON');
  const found = db.pragma('synchronous', { simple: true });
  if (found !== fullSynchronous) throw new Error(`SQLite keeps synchronous at ${String(found)}`);
  migrate(db);
  return db;
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
