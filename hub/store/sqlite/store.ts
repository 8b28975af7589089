import type { Reader, Snapshot, Store, Tx } from '../store.ts';
import { openReader, openWriter } from './database.ts';
import type { Sqlite } from './database.ts';
import { currentDocuments, documentReads, documentWrites } from './documents.ts';
import { edits } from './edits.ts';
import { happeningReads, happeningWrites } from './happenings.ts';
import { memberReads, memberWrites } from './members.ts';
import { moneyReads, moneyWrites } from './money.ts';
import { officeReads, officeWrites } from './office.ts';
import { personReads, personWrites } from './persons.ts';
import { reportReads } from './report.ts';
import { recordReads, recordWrites } from './records.ts';
import { tillReads, tillWrites } from './tills.ts';
import { usageReads, usageWrites } from './usage.ts';

/** The embedded store: one file, one writer, readers beside it. `maxPages`: room for the file. */
export function openSqliteStore(file: string, maxPages?: number): Store {
  const db = openWriter(file);
  if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
  const readDb = openReader(file);
  const documents = documentWrites(db);
  const setMeta = db.prepare('insert or replace into meta values (?, ?)');
  const tx: Tx = {
    ...reads(db),
    ...tillWrites(db),
    ...recordWrites(db),
    ...memberWrites(db),
    ...documents,
    ...usageWrites(db),
    ...happeningWrites(db),
    ...personWrites(db),
    ...moneyWrites(db),
    ...officeWrites(db),
    ...edits(db),
    setMeta(key, value) {
      setMeta.run(key, value);
    },
  };
  let last: Promise<unknown> = Promise.resolve();

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    db.exec('begin immediate');
    try {
      const result = await work(tx);
      db.exec('commit');
      return result;
    } catch (error) {
      if (db.inTransaction) db.exec('rollback');
      throw error;
    } finally {
      documents.reset();
    }
  }

  return {
    reader: reads(readDb),
    write(work) {
      // Both ways: a transaction that failed does not stop those behind it.
      const next = last.then(
        () => transaction(work),
        () => transaction(work),
      );
      last = next;
      return next;
    },
    snapshot: (shop) => openSnapshot(file, shop),
    async scrub() {
      await last.catch(() => undefined);
      // Waits as long as the driver lets it for who reads as of earlier; whoever reads on is done within minutes, and a later one does it.
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
    close() {
      readDb.close();
      db.close();
    },
  };
}

function openSnapshot(file: string, shop: string): Snapshot {
  const db = openReader(file);
  db.exec('begin');
  const head = db.prepare<[string], { position: number }>('select position from feed_head where shop = ?').get(shop);
  const documents = currentDocuments(db, shop);
  return {
    position: head?.position ?? 0,
    next: () => documents.next().value ?? [],
    close() {
      // The statement is let go before its connection is closed.
      documents.return();
      db.close();
    },
  };
}

function reads(db: Sqlite): Reader {
  const meta = db.prepare<[string], { value: string }>('select value from meta where key = ?');
  return {
    ...tillReads(db),
    ...recordReads(db),
    ...memberReads(db),
    ...documentReads(db),
    ...usageReads(db),
    ...happeningReads(db),
    ...personReads(db),
    ...moneyReads(db),
    ...reportReads(db),
    ...officeReads(db),
    meta: (key) => meta.get(key)?.value,
  };
}
