import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { JournalRecord, RecordBody } from '../../shared/protocol/journal.ts';
import { noCrash } from '../ports.ts';
import type { CrashPoints, Ports } from '../ports.ts';
import { openJournalFile } from './journal-file.ts';
import { openLeases } from './leases.ts';
import type { OpenLease } from './leases.ts';
import { openPrintJobs } from './print-jobs.ts';
import type { NewPrintJob, PrintJobStore } from './print-jobs.ts';
import { openRecords } from './records.ts';
import type { By, ChainHead, Head, Place, ReturnRecord, SaleRecord, StoredRecord } from './records.ts';
import { registeredFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { openState } from './state.ts';

export type JournalOptions = {
  file: string;
  till: string;
  ports: Pick<Ports, 'clock' | 'random'>;
  /** The till's clock, local with offset. */
  now(): string;
  crash?: CrashPoints;
};

/** A till's journal: what it acknowledged, in order, and all it must not forget. Synchronous: a call that returned is on the disk. */
export type Journal = {
  readonly till: string;
  /** What a person must be told about the file since it was opened: it was corrupt, set aside and salvaged. */
  readonly alarm: { code: ErrorCode; args: ErrorArgs } | null;
  head(): Head;
  /**
   * Runs `work` in one transaction and answers only when it is committed; if it throws, nothing of it happened. Throws
   * `journal.diskFull` and `journal.diskFailed`; the journal can be read and written to again afterwards.
   */
  transact<T>(work: (tx: JournalTx) => T): T;

  /** Records after a place (null: from the first), oldest first, whatever their epoch. */
  readRecords(after: Place | null, limit: number): StoredRecord[];
  /** What this till recorded of a member beyond a place: what the feed has not brought yet. */
  recordsOfMember(member: string, beyond: Place | null): JournalRecord[];
  /** The ranges of own records beyond a place, as facts name them. */
  beyond(place: Place | null): { epoch: string; from: number; to: number }[];
  /** Whether a record is at or before a place: what the hub applied, or acknowledged. */
  covers(place: Place | null, record: Place): boolean;
  /** A sale of this till, with its returns made here and how much of its lines they took, in order. */
  sale(
    receipt: string,
  ): { record: SaleRecord; returns: ReturnRecord[]; returned: { line: string; quantity: number }[] } | undefined;
  /** A sale or a return by its own id. */
  receipt(id: string): SaleRecord | ReturnRecord | undefined;
  /** Sales and returns of a shift, newest first; `before` a record's place for the next page. */
  receiptsOfShift(shift: string, page: { limit: number; before?: Place }): (SaleRecord | ReturnRecord)[];

  openSale(): string | null;
  parked(): { receipt: string; text: string }[];
  shift(): string | null;
  meta(key: string): string | null;
  openLeases(): OpenLease[];
  leaseState(lease: string): 'open' | 'closed' | undefined;
  readonly printJobs: PrintJobStore;

  /** The last record the hub said it has, with all before it. Null: none. */
  ack(): Place | null;
  setAck(place: Place | null): void;
  unpushed(): { count: number; oldestAt: string | null };
  close(): void;
};

export type JournalTx = {
  append(body: RecordBody, by: By): Head;
  /** Begins a new life of the till in the chain: its epoch names the head as its parent. */
  beginEpoch(reason: 'restored' | 'salvaged'): Head;
  saveOpenSale(text: string | null): void;
  park(receipt: string, text: string): void;
  unpark(receipt: string): void;
  /** Counts from 1, never twice. */
  nextReceiptNumber(): number;
  addPrintJob(job: NewPrintJob): void;
  saveShift(text: string | null): void;
  setMeta(key: string, value: string | null): void;
};

/**
 * Opens the journal of a till, or begins one. A corrupt file is set aside, what can be read of it goes on in a new file and a new
 * epoch, and `alarm` says so. Throws `journal.inUse`, `journal.newer`, `journal.otherTill`, `journal.diskFull`, `journal.diskFailed`.
 */
export function openJournal(options: JournalOptions): Journal {
  const { db, alarm } = openJournalFile(options);
  return journalOn(db, options, alarm);
}

function journalOn(db: Sqlite, options: JournalOptions, alarm: Journal['alarm']): Journal {
  const { till, ports, now, crash = noCrash } = options;
  const records = openRecords(db, till);
  const leases = openLeases(db);
  const state = openState(db);
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const park = db.prepare<[string, string]>('insert or replace into parked (receipt, text) values (?, ?)');
  const unpark = db.prepare<[string]>('delete from parked where receipt = ?');
  const parked = db.prepare<[], { receipt: string; text: string }>('select receipt, text from parked order by rowid');
  const printJobs = openPrintJobs(db, (work) => (db.inTransaction ? work() : transact(work)));

  let head = records.head();
  let ackOrd = records.ordOf(readPlace(state.get('ack')));

  const tx: JournalTx = {
    append: (body, by) => append(head?.epoch ?? newEpoch(), body, by),
    beginEpoch(reason) {
      const parent = head && { epoch: head.epoch, seq: head.seq, hash: head.hash };
      const at = { at: now(), shift: null, cashier: null };
      return append(newEpoch(), { kind: 'epoch.started', parent, reason }, at);
    },
    saveOpenSale: (text) => state.set('openSale', text),
    park: (receipt, text) => void park.run(receipt, text),
    unpark: (receipt) => void unpark.run(receipt),
    nextReceiptNumber() {
      const number = Number(state.get('receiptNumber') ?? '0') + 1;
      state.set('receiptNumber', String(number));
      return number;
    },
    addPrintJob: (job) => printJobs.add(job, ports.clock.nowMs()),
    saveShift: (text) => state.set('shift', text),
    setMeta: (key, value) => state.set(`meta:${key}`, value),
  };

  function append(epoch: string, body: RecordBody, by: By): Head {
    head = records.append(head, epoch, body, by);
    leases.follow(body);
    const { seq, hash } = head;
    return { epoch, seq, hash };
  }

  function newEpoch(): string {
    return Buffer.from(ports.random.bytes(16)).toString('hex');
  }

  function transact<T>(work: (tx: JournalTx) => T): T {
    const before = head;
    let result: T;
    try {
      begin.run();
      result = work(tx);
      if (result instanceof Promise) throw new Error('a transaction of the journal waits for nothing');
      crash('commit.before');
      commit.run();
    } catch (error) {
      head = before;
      if (db.inTransaction) rollback.run();
      throw registeredFault(error);
    }
    crash('commit.after');
    return result;
  }

  const headNow = (): ChainHead => {
    if (!head) throw new Error('a journal begins with its epoch');
    return head;
  };

  if (head === null) {
    transact((first) => {
      const at = { at: now(), shift: null, cashier: null };
      state.set('till', till);
      return first.append({ kind: 'epoch.started', parent: null, reason: 'enrolled' }, at);
    });
  }

  return {
    till,
    alarm,
    head() {
      const { epoch, seq, hash } = headNow();
      return { epoch, seq, hash };
    },
    transact,
    readRecords: (after, limit) => records.after(records.ordOf(after), limit),
    recordsOfMember: (member, beyond) => records.ofMember(member, records.ordOf(beyond)),
    beyond: (place) => records.ranges(records.ordOf(place)),
    covers: (place, record) => records.ordOf(place) >= records.ordOf(record),
    sale(receipt) {
      const record = records.receipt(receipt);
      if (record?.body.kind !== 'sale') return undefined;
      const returns = records.returnsOf(receipt);
      const returned = returns.flatMap(({ body }) => body.lines);
      return { record: record as SaleRecord, returns, returned };
    },
    receipt: (id) => records.receipt(id),
    receiptsOfShift: (shift, { limit, before }) =>
      records.ofShift(shift, before ? records.ordOf(before) : headNow().ord + 1, limit),

    openSale: () => state.get('openSale'),
    parked: () => parked.all(),
    shift: () => state.get('shift'),
    meta: (key) => state.get(`meta:${key}`),
    openLeases: () => leases.open(),
    leaseState: (lease) => leases.state(lease),
    printJobs,

    ack: () => readPlace(state.get('ack')),
    setAck(place) {
      transact(() => state.set('ack', place && JSON.stringify({ epoch: place.epoch, seq: place.seq })));
      ackOrd = records.ordOf(place);
    },
    unpushed: () => ({ count: headNow().ord - ackOrd, oldestAt: records.at(ackOrd + 1) }),
    close: () => void db.close(),
  };
}

function readPlace(text: string | null): Place | null {
  return text === null ? null : (JSON.parse(text) as Place);
}
