import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { soundRecord } from './chain.ts';
import type { JournalOptions } from './journal.ts';
import { journalMigrations } from './journal-schema.ts';
import { openLeases } from './leases.ts';
import { columns, openRecords } from './records.ts';
import type { ChainHead, Records, Row } from './records.ts';
import { openRisks } from './risks.ts';
import { migrate, openSqlite, sqliteFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { keys, openState, placeText } from './state.ts';

/**
 * A corrupt journal is never changed and never deleted: what can be read of a copy goes into a new file, and only when that is
 * whole are the two renamed. A name of its own says it is whole, so a till that dies on the way goes on from there.
 */
const salvaged = (file: string) => `${file}.salvaged`;

/** Makes the new file. Answers how many records could be read. */
export function salvage(options: JournalOptions): number {
  const { file } = options;
  const [copy, draft] = [`${file}.copy`, `${file}.salvaging`];
  for (const name of [copy, draft]) removeAll(name);
  copyWithLog(file, copy);
  const db = openSqlite(draft, 'precious');
  migrate(db, journalMigrations);
  const source = openDamaged(copy);
  const kept = db.transaction(() => transfer(source, db, options)).immediate();
  source?.close();
  db.close();
  removeAll(copy);
  renameSync(draft, salvaged(file));
  return kept;
}

/** Puts a salvaged file in the place of the corrupt one. Answers where that is now; null where there is nothing to do. */
export function takeSalvaged(file: string): string | null {
  if (!existsSync(salvaged(file))) return null;
  let number = 1;
  while (existsSync(`${file}.corrupt-${number}`)) number += 1;
  const aside = `${file}.corrupt-${number}`;
  // The log first: a file without its log might look sound, but a salvaged one beside it says that it is not.
  for (const suffix of ['-wal', '']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  rmSync(`${file}-shm`, { force: true });
  renameSync(salvaged(file), file);
  return aside;
}

function copyWithLog(file: string, to: string): void {
  for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, to + suffix);
}

function removeAll(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

function openDamaged(file: string): Sqlite | null {
  return attempt(() => {
    const db = new Database(file);
    db.prepare('select 1 from sqlite_master limit 1').get();
    return db;
  });
}

/** Runs what a damaged page may fail; null where it did. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (sqliteFault(error) !== 'corrupt' && !isMissing(error)) throw error;
    return null;
  }
}

/** A schema that lost a table, or a text that lost its end. */
function isMissing(error: unknown): boolean {
  return error instanceof SyntaxError || (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR');
}

function transfer(source: Sqlite | null, db: Sqlite, { till, ports, now }: JournalOptions): number {
  const records = openRecords(db, till);
  const state = openState(db);
  const { head, lastNumber } = source ? transferRecords(source, db, records) : { head: null, lastNumber: 0 };
  if (source) {
    transferTables(source, db);
    transferSold(source, db);
  }
  state.set(keys.till, till);
  state.set(keys.receiptNumber, String(Math.max(lastNumber, Number(state.get(keys.receiptNumber) ?? '0'))));
  const parent = head && { epoch: head.epoch, seq: head.seq, hash: head.hash };
  const epoch = Buffer.from(ports.random.bytes(16)).toString('hex');
  const by = { at: now(), shift: null, cashier: null };
  const begun = records.append(head, epoch, { kind: 'epoch.started', parent, reason: 'salvaged' }, by);
  state.set(keys.soundFrom, placeText(begun));
  return head?.ord ?? 0;
}

/** So many places in a row that can't be read are taken for the end: the end itself may be what can't be read. */
const mostUnreadable = 10_000;

function transferRecords(source: Sqlite, db: Sqlite, records: Records) {
  const leases = openLeases(db);
  const risks = openRisks(db);
  const text = `select ${columns} from records where ord >= ? order by ord limit 1`;
  const next = attempt(() => source.prepare<[number], Row>(text));
  let [head, lastNumber] = [null as ChainHead | null, 0];
  if (!next) return { head, lastNumber };
  for (let ord = 1, unreadable = 0; unreadable < mostUnreadable; ord += 1) {
    const row = attempt(() => next.get(ord));
    if (row === undefined) break;
    if (row) ({ ord } = row);
    const record = row && attempt(() => soundRecord(row));
    unreadable = record ? 0 : unreadable + 1;
    if (!row || !record) continue;
    head = { ord: (head?.ord ?? 0) + 1, epoch: row.epoch, seq: row.seq, hash: row.hash };
    records.insert(head, record, row.bytes);
    leases.recall(record.body);
    risks.follow(record.body, head.ord);
    lastNumber = Math.max(lastNumber, numberOf(record));
  }
  return { head, lastNumber };
}

function numberOf({ body }: JournalRecord): number {
  return body.kind === 'sale' || body.kind === 'return' ? body.number : 0;
}

const besideRecords = ['state', 'parked', 'print_jobs', 'fiscal_tasks', 'sealed', 'host_baskets', 'host_receipts'];

/** What stands beside the records, each row that can be read; a file that an older version wrote has fewer columns. */
function transferTables(source: Sqlite, db: Sqlite): void {
  for (const table of besideRecords) {
    attempt(() => {
      const here = new Set(columnsOf(db, table));
      const names = columnsOf(source, table).filter((name) => here.has(name));
      const places = names.map(() => '?');
      const insert = db.prepare(`insert or replace into ${table} (${names.join()}) values (${places.join()})`);
      for (const row of source.prepare<[], unknown[]>(`select ${names.join()} from ${table}`).raw().iterate())
        insert.run(...row);
    });
  }
}

function columnsOf(db: Sqlite, table: string): string[] {
  return db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
}

/** What the hub told of sales whose return rights are held here is in no record. */
function transferSold(source: Sqlite, db: Sqlite): void {
  type Told = { lease: string; sold: string };
  const { keepSold } = openLeases(db);
  attempt(() => {
    const told = source.prepare<[], Told>('select lease, sold from leases where sold is not null');
    for (const { lease, sold } of told.iterate()) keepSold(lease, sold);
  });
}
