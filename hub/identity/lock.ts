import { join } from 'node:path';
import Database from 'better-sqlite3';
import { KopilkaError } from '../../shared/protocol/errors.ts';

/**
 * One hub a data folder: the lock is SQLite's on a small file, so the system frees it with the process however that ends.
 * Throws `hub.running`.
 */
export function lockFolder(dataDir: string): { release(): void } {
  const db = new Database(join(dataDir, 'hub.lock'), { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new KopilkaError('hub.running', { folder: dataDir }, { cause: error });
    }
    throw error;
  }
  return { release: () => db.close() };
}
