import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { AttachedBody, JournalRecord, RecordBody } from '../../shared/protocol/journal.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import type { CrashPoints, Ports } from '../ports.ts';
import { openJournalFile } from './journal-file.ts';
import { openFiscalTasks } from './fiscal-tasks.ts';
import type { FiscalTaskStore, NewFiscalTask } from './fiscal-tasks.ts';
import { openHostStore } from './host-store.ts';
import type { HostBasket, HostStore } from './host-store.ts';
import { openLeases } from './leases.ts';
import type { OpenLease } from './leases.ts';
import { openPrintJobs } from './print-jobs.ts';
import type { NewPrintJob, PrintJobStore } from './print-jobs.ts';
import { openParked } from './parked.ts';
import { openRecords } from './records.ts';
import type { By, Head, Place, Records, ReturnRecord, SaleRecord, StoredRecord } from './records.ts';
import { openRegulars } from './regulars.ts';
import type { RegularsWanted } from './regulars.ts';
import { openRisks } from './risks.ts';
import type { Risk } from './risks.ts';
import { openSealed } from './sealed.ts';
import type { KeptWish } from './sealed.ts';
import { emptyLog, registeredFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { keys, openState, placeText, readPlace } from './state.ts';
import { openWriting } from './writing.ts';

export type JournalOptions = {
  file: string;
  till: string;
  ports: Pick<Ports, 'clock' | 'random'>;
  /** The till's clock, local with offset. */
  now: () => string;
  crash?: CrashPoints;
  /** Room for the file, in pages: a disk that is full sooner. */
  maxPages?: number | undefined;
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

  /** Records after a place (null: from the first), oldest first, whatever their epoch; no more bytes of them, but one at least. */
  readRecords(after: Place | null, limit: number, mostBytes?: number): StoredRecord[];
  /** What this till recorded of a member beyond a place: what the feed has not brought yet. */
  recordsOfMember(member: string, beyond: Place | null): JournalRecord[];
  /** The ranges of own records beyond a place, as facts name them. */
  beyond(place: Place | null): { epoch: string; from: number; to: number }[];
  /** The hash of the record at a place; null: there is none. */
  hashAt(place: Place): string | null;
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

  regulars(wanted: RegularsWanted): string[];

  openSale(): string | null;
  parked(): { receipt: string; text: string }[];
  shift(): string | null;
  meta(key: string): string | null;
  openLeases(): OpenLease[];
  /** What was risked without a lease in records that the hub has not acknowledged. */
  risked(): Risk[];
  leaseState(lease: string): 'open' | 'closed' | undefined;
  /** What was kept with an open return right; null: nothing. */
  soldUnder(lease: string): string | null;
  /** Returns made here of a receipt, whoever sold by it, in order. */
  returnsOf(receipt: string): ReturnRecord[];
  /** By what the receipt became a member's here after it was paid; null: it did not. */
  attached(receipt: string): AttachedBody | null;
  readonly hosts: Pick<HostStore, 'basket' | 'baskets' | 'receipt' | 'forgetAnswers'>;
  readonly printJobs: PrintJobStore;
  readonly fiscalTasks: FiscalTaskStore;

  /** What a member registered here told of themselves; undefined: nothing, or it was wiped. */
  sealedOf(member: string): SealedPart | undefined;
  /** The part that a record names. */
  sealedByHash(hash: string): SealedPart | undefined;
  /** Whose parts are kept, with the place of their registration. */
  sealedMembers(): ({ member: string } & Place)[];
  /** Wishes whose words are kept, with the place of their record. */
  sealedWishes(): KeptWish[];
  /** Wipes all parts of members, and the words of wishes, in the file and in its log. */
  wipeSealed(of: { members?: readonly string[]; wishes?: readonly string[] }): void;

  /** The last record the hub said it has, with all before it. Null: none. */
  ack(): Place | null;
  setAck(place: Place | null): void;
  unpushed(): { count: number; oldestAt: string | null };
  /** Sales and returns among them: what a cashier counts. */
  unpushedReceipts(): number;
  /** Puts what was committed from the log into the file, some milliseconds of work that a commit need not do then. Throws `journal.diskFull`, `journal.diskFailed`. */
  emptyLog(): void;
  close(): void;
};

export type JournalTx = {
  append(body: RecordBody, by: By): Head;
  /** Begins a new life of the till in the chain: its epoch names the head as its parent. */
  beginEpoch(reason: 'enrolled' | 'restored' | 'salvaged'): Head;
  saveOpenSale(text: string | null): void;
  park(receipt: string, text: string): void;
  unpark(receipt: string): void;
  /** Counts from 1, never twice. */
  nextReceiptNumber(): number;
  addPrintJob(job: NewPrintJob): void;
  addFiscalTask(task: NewFiscalTask): void;
  saveShift(text: string | null): void;
  setMeta(key: string, value: string | null): void;
  keepHostBasket(basket: HostBasket): void;
  dropHostBasket(host: string, id: string): void;
  /** Throws where there is one of that id. */
  addHostReceipt(receipt: Parameters<HostStore['addReceipt']>[0]): void;
  /** What the hub told of the sale whose return right the record just appended accepts. */
  keepSold(lease: string, text: string): void;
  /** What the member of the record just appended told of themselves, or of a wish. */
  addSealed(member: string, part: SealedPart, wish?: string): void;
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
  const records = openRecords(db, options.till);
  const leases = openLeases(db);
  const risks = openRisks(db);
  const state = openState(db);
  const parked = openParked(db);
  const sealed = openSealed(db);
  const write = <T>(work: () => T): T => (db.inTransaction ? work() : writing.transact(work));
  const hosts = openHostStore(db, write);
  const jobs = openPrintJobs(db, write);
  const fiscal = openFiscalTasks(db, write);
  const writing = openWriting(db, options, { records, leases, risks, state, parked, jobs, fiscal, sealed, hosts });
  let ackOrd = records.ordOf(readPlace(state.get(keys.ack)));

  return {
    till: options.till,
    alarm,
    head: writing.head,
    transact: writing.transact,
    ...reading(records, writing.headOrd),
    regulars: openRegulars(db),
    openSale: () => state.get(keys.openSale),
    parked: () => parked.all(),
    shift: () => state.get(keys.shift),
    meta: (key) => state.get(keys.meta(key)),
    openLeases: () => leases.open(),
    risked: () => risks.after(ackOrd),
    leaseState: (lease) => leases.state(lease),
    soldUnder: (lease) => leases.sold(lease),
    returnsOf: (receipt) => records.returnsOf(receipt),
    attached: (receipt) => records.attached(receipt),
    hosts,
    printJobs: jobs,
    fiscalTasks: fiscal,
    sealedOf: (member) => sealed.ofMember(member),
    sealedByHash: (hash) => sealed.ofHash(hash),
    sealedMembers: () => sealed.kept(),
    sealedWishes: () => sealed.keptWishes(),
    wipeSealed({ members = [], wishes = [] }) {
      writing.transact(() => {
        for (const member of members) sealed.wipe(member);
        for (const wish of wishes) sealed.wipeWish(wish);
      });
      db.pragma('wal_checkpoint(TRUNCATE)');
    },

    ack: () => readPlace(state.get(keys.ack)),
    setAck(place) {
      writing.transact(() => state.set(keys.ack, place && placeText(place)));
      ackOrd = records.ordOf(place);
    },
    unpushed() {
      const count = writing.headOrd() - ackOrd;
      return { count, oldestAt: count === 0 ? null : records.at(ackOrd + 1) };
    },
    unpushedReceipts: () => records.receiptsAfter(ackOrd),
    emptyLog() {
      try {
        emptyLog(db);
      } catch (error) {
        throw registeredFault(error);
      }
    },
    close: () => void db.close(),
  };
}

type Reading = Pick<
  Journal,
  'readRecords' | 'recordsOfMember' | 'beyond' | 'hashAt' | 'covers' | 'sale' | 'receipt' | 'receiptsOfShift'
>;

function reading(records: Records, headOrd: () => number): Reading {
  return {
    readRecords: (after, limit, mostBytes = Infinity) => records.after(records.ordOf(after), limit, mostBytes),
    recordsOfMember: (member, beyond) => records.ofMember(member, records.ordOf(beyond)),
    beyond: (place) => records.ranges(records.ordOf(place)),
    hashAt: (place) => records.hashAt(place),
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
      records.ofShift(shift, before ? records.ordOf(before) : headOrd() + 1, limit),
  };
}
