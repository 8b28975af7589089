import type { Reader, Snapshot, Store, Tx } from '../store.ts';
import { openReader, openWriter } from './database.ts';
import { currentDocuments, documentReads, documentWrites } from './documents.ts';
import { edits } from './edits.ts';
import { happeningReads, happeningWrites } from './happenings.ts';
import { memberReads, memberWrites } from './members.ts';
import { moneyReads, moneyWrites } from './money.ts';
import { officeReads, officeWrites } from './office.ts';
import { personReads, personWrites } from './persons.ts';
import { reportReads } from './report.ts';
import { recordReads, recordWrites } from './records.ts';
import { statementsOf } from './statements.ts';
import type { Statements } from './statements.ts';
import { tillReads, tillWrites } from './tills.ts';
import { usageReads, usageWrites } from './usage.ts';
import { wishReads, wishWrites } from './wishes.ts';
import { writeOffReads, writeOffWrites } from './write-offs.ts';

/** The embedded store: one file, one writer, readers beside it. `maxPages`: room for the file. */
export function openSqliteStore(file: string, maxPages?: number): Store {
  const db = openWriter(file);
  if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
  const readDb = openReader(file);
  const sql = statementsOf(db);
  const documents = documentWrites(sql);
  const setMeta = sql.prepare('insert or replace into meta values (?, ?)');
  const tx: Tx = {
    ...reads(sql),
    ...tillWrites(sql),
    ...recordWrites(sql),
    ...memberWrites(sql),
    ...documents,
    ...usageWrites(sql),
    ...happeningWrites(sql),
    ...personWrites(sql),
    ...moneyWrites(sql),
    ...officeWrites(sql),
    ...writeOffWrites(sql),
    ...wishWrites(sql),
    ...edits(sql),
    setMeta(key, value) {
      setMeta.run(key, value);
    },
  };
  let last: Promise<unknown> = Promise.resolve();

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    db.exec('begin immediate');
    try {
      const result = await work(tx);
      documents.expectTaken();
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
    reader: reads(statementsOf(readDb)),
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

function reads(sql: Statements): Reader {
  const meta = sql.prepare<[string], { value: string }>('select value from meta where key = ?');
  return {
    ...tillReads(sql),
    ...recordReads(sql),
    ...memberReads(sql),
    ...documentReads(sql),
    ...usageReads(sql),
    ...happeningReads(sql),
    ...personReads(sql),
    ...moneyReads(sql),
    ...reportReads(sql),
    ...officeReads(sql),
    ...writeOffReads(sql),
    ...wishReads(sql),
    meta: (key) => meta.get(key)?.value,
    peekMeta: (key) => meta.get(key)?.value,
  };
}
