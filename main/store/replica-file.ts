import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { replicaSchema, replicaVersion } from '../../shared/protocol/replica.ts';
import { openDocuments } from './documents.ts';
import type { Checkpoint, Documents } from './documents.ts';
import { isSound, openSqlite, registeredFault, sqliteFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { holdUnreadable } from './unreadable.ts';

/** One file of a replica. */
export type Store = { db: Sqlite; documents: Documents };

/** The file if it can be trusted, else an empty one in its place. Throws `journal.inUse`, `journal.diskFull`, `journal.diskFailed`. */
export function openOrBegin(file: string): Store {
  const unclean = existsSync(`${file}-wal`);
  try {
    const store = openStore(file);
    if (!unclean || isSound(store.db)) return store;
    store.db.close();
  } catch (error) {
    const fault = sqliteFault(error);
    if (fault === 'locked') throw new KopilkaError('journal.inUse', { file }, { cause: error });
    if (fault !== 'corrupt') throw registeredFault(error);
  }
  removeFile(file);
  return openStore(file);
}

/** A file of another version is no use: it begins anew. */
function openStore(file: string): Store {
  const db = openSqlite(file, 'disposable');
  const version = db.pragma('user_version', { simple: true });
  if (version !== 0 && version !== replicaVersion) {
    db.close();
    removeFile(file);
    return openStore(file);
  }
  if (version === 0) db.transaction(() => db.exec(replicaSchema)).immediate();
  const documents = openDocuments(db);
  db.transaction(() => {
    // As the hub made it: nobody has looked at it yet.
    if (documents.checkpoint()?.pulledMs === null) holdUnreadable(db);
    documents.applyHeld();
  }).immediate();
  return { db, documents };
}

/** Where in the feed a file is that nobody has open; null where it is no replica of this version. */
export function checkpointOf(file: string): Checkpoint | null {
  let db: Sqlite | undefined;
  try {
    db = new Database(file, { readonly: true });
    if (db.pragma('user_version', { simple: true }) !== replicaVersion) return null;
    return db.prepare<[], Checkpoint>('select generation, shop, position from state').get() ?? null;
  } catch (error) {
    if (sqliteFault(error) === 'corrupt') return null;
    throw registeredFault(error);
  } finally {
    db?.close();
  }
}

/** Whole snapshots that waited to be placed behind another when their process died. */
export function removeUnfinished(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) return;
  const unfinished = `${basename(file)}.new-`;
  for (const name of readdirSync(folder)) if (name.startsWith(unfinished)) rmSync(join(folder, name), { force: true });
}

export function removeFile(file: string): void {
  rmSync(file, { force: true });
  removeLogs(file);
}

/** A log left beside a file is read into whatever file has its name. */
export function removeLogs(file: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

/** What the disk refuses is told in the registry's words. */
export function written<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (sqliteFault(error) === 'full') throw new KopilkaError('replica.diskFull', {}, { cause: error });
    throw registeredFault(error);
  }
}

export function limitPages(db: Sqlite, maxPages: number | undefined): void {
  if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
}
