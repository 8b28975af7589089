import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Journal, JournalOptions } from './journal.ts';
import { journalMigrations } from './journal-schema.ts';
import { isSound, migrate, openSqlite, registeredFault, sqliteFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { openState } from './state.ts';

type Opened = { db: Sqlite; alarm: Journal['alarm'] };

export function openJournalFile({ file, till }: JournalOptions): Opened {
  let db: Sqlite | undefined;
  try {
    db = openSqlite(file, 'precious');
    if (!isSound(db)) throw new Error('corrupt');
    if (!migrate(db, journalMigrations)) throw new KopilkaError('journal.newer', { file });
    const found = openState(db).get('till');
    if (found !== null && found !== till) throw new KopilkaError('journal.otherTill', { file, found, till });
    return { db, alarm: null };
  } catch (error) {
    db?.close();
    if (sqliteFault(error) === 'locked') throw new KopilkaError('journal.inUse', { file }, { cause: error });
    throw registeredFault(error);
  }
}
