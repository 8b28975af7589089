import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { memberOfRecord } from '../../shared/protocol/events.ts';
import { firstPrev } from '../../shared/protocol/journal.ts';
import type {
  AttachedBody,
  JournalRecord,
  RecordBody,
  RecordKind,
  ReturnBody,
  SaleBody,
} from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { openPlaces } from './places.ts';
import type { Place } from './places.ts';
import type { Sqlite } from './sqlite.ts';

export type { Place } from './places.ts';

export type Head = Place & { hash: string };
/** Who did it and when, by the till's clock, local with offset. */
export type By = { at: string; shift: string | null; cashier: string | null };

/** A record as it lies there: `text` is exactly what was hashed, `record` what it says, read when it is asked for. */
export type StoredRecord = Head & { kind: RecordKind; text: string; readonly record: JournalRecord };

export type SaleRecord = JournalRecord & { body: SaleBody };
export type ReturnRecord = JournalRecord & { body: ReturnBody };

export type Row = { ord: number; epoch: string; seq: number; hash: string; kind: RecordKind; bytes: Uint8Array };
export type ChainHead = Head & { ord: number };

export const columns = 'ord, epoch, seq, hash, kind, bytes';

export type Records = ReturnType<typeof openRecords>;

/** The table of records: adds to the chain and finds in it. Keeps no state but prepared statements. */
export function openRecords(db: Sqlite, till: string) {
  const insert = db.prepare(
    'insert into records (ord, epoch, seq, hash, kind, at, shift, receipt, of_receipt, member, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const last = db.prepare<[], Row>(`select ${columns} from records order by ord desc limit 1`);
  const from = db.prepare<[number, number], Row>(`select ${columns} from records where ord > ? order by ord limit ?`);
  const atOf = db.prepare<[number], { at: string }>('select at from records where ord = ?');
  const hashOf = db.prepare<[string, number], string>('select hash from records where epoch = ? and seq = ?').pluck();
  const ofMember = db.prepare<[string, number], Row>(
    `select ${columns} from records where member = ? and ord > ? order by ord`,
  );
  const byReceipt = db.prepare<[string], Row>(`select ${columns} from records where receipt = ? order by ord limit 1`);
  const ofReceipt = db.prepare<[string, RecordKind], Row>(
    `select ${columns} from records where of_receipt = ? and kind = ? order by ord`,
  );
  const ofShift = db.prepare<[string, number, number], Row>(
    `select ${columns} from records where shift = ? and receipt is not null and ord < ? order by ord desc limit ?`,
  );

  const receiptsAfter = db
    .prepare<[number], number>("select count(*) from records where kind in ('sale', 'return') and ord > ?")
    .pluck();

  return {
    ...openPlaces(db),

    /** Writes the record after `head` and answers the new head. Must run in a transaction. */
    append(head: ChainHead | null, epoch: string, body: RecordBody, by: By): ChainHead {
      const seq = head?.epoch === epoch ? head.seq + 1 : 1;
      const prev = head?.hash ?? firstPrev;
      const { at, shift, cashier } = by;
      const record: JournalRecord = { v: 1, till, epoch, seq, prev, at, shift, cashier, body };
      const bytes = Buffer.from(canonicalJson(record));
      const next = { ord: (head?.ord ?? 0) + 1, epoch, seq, hash: sha256(bytes) };
      insertRecord(next, record, bytes);
      return next;
    },

    receiptsAfter: (ord: number): number => receiptsAfter.get(ord) ?? 0,

    insert: insertRecord,

    head(): ChainHead | null {
      const row = last.get();
      return row ? { ord: row.ord, epoch: row.epoch, seq: row.seq, hash: row.hash } : null;
    },

    /** Oldest first; at least one, where there is any, however many bytes it has. */
    after(ord: number, limit: number, mostBytes: number): StoredRecord[] {
      const found: StoredRecord[] = [];
      let bytes = 0;
      for (const row of from.iterate(ord, limit)) {
        bytes += row.bytes.length;
        if (found.length > 0 && bytes > mostBytes) break;
        found.push(stored(row));
      }
      return found;
    },
    /** Rows from the ord on, itself included. */
    rows: (ord: number): Iterable<Row> => from.iterate(ord - 1, -1),
    hashAt: ({ epoch, seq }: Place): string | null => hashOf.get(epoch, seq) ?? null,
    at: (ord: number): string | null => atOf.get(ord)?.at ?? null,
    ofMember: (member: string, beyond: number): JournalRecord[] => ofMember.all(member, beyond).map(parsed),
    receipt: (id: string): SaleRecord | ReturnRecord | undefined => {
      const row = byReceipt.get(id);
      return row && parsedReceipt(row);
    },
    returnsOf: (receipt: string): ReturnRecord[] => ofReceipt.all(receipt, 'return').map(parsed) as ReturnRecord[],
    /** By what the receipt became a member's later. */
    attached: (receipt: string): AttachedBody | null => attachedIn(ofReceipt.get(receipt, 'receipt.attached')),
    ofShift: (shift: string, before: number, limit: number): (SaleRecord | ReturnRecord)[] =>
      ofShift.all(shift, before, limit).map(parsedReceipt),
  };

  function insertRecord({ ord, epoch, seq, hash }: ChainHead, record: JournalRecord, bytes: Uint8Array): void {
    const { body, at, shift } = record;
    const receipt = body.kind === 'sale' || body.kind === 'return' ? body.receipt : null;
    const member = memberOfRecord(record);
    insert.run(ord, epoch, seq, hash, body.kind, at, shift, receipt, receiptNamed(body), member, bytes);
  }
}

/** The receipt of before that a record does something to. */
function receiptNamed(body: RecordBody): string | null {
  if (body.kind === 'receipt.attached') return body.receipt;
  return body.kind === 'return' ? body.ofReceipt : null;
}

function textOf({ bytes }: { bytes: Uint8Array }): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function parsed(row: Row): JournalRecord {
  return JSON.parse(textOf(row)) as JournalRecord;
}

function attachedIn(row: Row | undefined): AttachedBody | null {
  return row ? (parsed(row).body as AttachedBody) : null;
}

/** Only sales and returns have their receipt in the column. */
function parsedReceipt(row: Row): SaleRecord | ReturnRecord {
  return parsed(row) as SaleRecord | ReturnRecord;
}

function stored(row: Row): StoredRecord {
  const { epoch, seq, hash, kind } = row;
  const text = textOf(row);
  return {
    epoch,
    seq,
    hash,
    kind,
    text,
    get record() {
      return JSON.parse(text) as JournalRecord;
    },
  };
}
