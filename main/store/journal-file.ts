import { KopilkaError } from '../../shared/protocol/errors.ts';
import { firstBreak } from './chain.ts';
import type { Journal, JournalOptions } from './journal.ts';
import { journalMigrations } from './journal-schema.ts';
import { openRecords } from './records.ts';
import { salvage, takeSalvaged } from './salvage.ts';
import { isSound, migrate, openSqlite, registeredFault, sqliteFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { keys, openState, readPlace } from './state.ts';

type Opened = { db: Sqlite; alarm: Journal['alarm'] };

/** Opens the file if it is whole; a corrupt one is set aside and replaced by what could be read of it. Throws as `openJournal`. */
export function openJournalFile(options: JournalOptions): Opened {
  const { file } = options;
  try {
    const left = takeSalvaged(file);
    const db = openSound(options);
    if (db) return { db, alarm: left === null ? null : alarmOf(db, left) };
    salvage(options);
    const aside = takeSalvaged(file) ?? file;
    const replaced = openSound(options);
    if (!replaced) throw new Error('the disk does not keep what was just written to it');
    return { db: replaced, alarm: alarmOf(replaced, aside) };
  } catch (error) {
    if (sqliteFault(error) === 'locked') throw new KopilkaError('journal.inUse', { file }, { cause: error });
    throw registeredFault(error);
  }
}

/** Null: the file is corrupt, in its pages or in its chain. */
function openSound({ file, till, maxPages }: JournalOptions): Sqlite | null {
  let db: Sqlite | undefined;
  try {
    db = openSqlite(file, 'precious');
    if (!isSound(db)) return closed(db);
    if (!migrate(db, journalMigrations)) throw new KopilkaError('journal.newer', { file });
    const found = openState(db).get(keys.till);
    if (found !== null && found !== till) throw new KopilkaError('journal.otherTill', { file, found, till });
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    return chainHolds(db, till) ? db : closed(db);
  } catch (error) {
    db?.close();
    if (sqliteFault(error) === 'corrupt') return null;
    throw error;
  }
}

function closed(db: Sqlite): null {
  db.close();
  return null;
}

/** What the hub has acknowledged it has checked itself; before a salvaged epoch there may be holes. */
function chainHolds(db: Sqlite, till: string): boolean {
  const [records, state] = [openRecords(db, till), openState(db)];
  const from = Math.max(
    records.ordOf(readPlace(state.get(keys.ack))),
    records.ordOf(readPlace(state.get(keys.soundFrom))),
  );
  return firstBreak(records.rows(from)) === null;
}

function alarmOf(db: Sqlite, aside: string): Journal['alarm'] {
  // The last record is the one that begins the new epoch.
  const kept = (db.prepare('select count(*) as kept from records').get() as { kept: number }).kept - 1;
  return { code: 'journal.salvaged', args: { file: aside, kept } };
}
