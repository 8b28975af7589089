import type { Sqlite } from './sqlite.ts';

/**
 * queued -> sending -> confirmed | unknown, and before that `held` while it waits for what it is to say. A job that was `sending` when the till went down is unknown: nobody knows.
 */
export type PrintJobState = 'held' | 'queued' | 'sending' | 'confirmed' | 'unknown';

export type NewPrintJob = {
  id: string;
  receipt: string | null;
  /** What is printed: a sale, a return, a shift, a copy. */
  kind: string;
  /** What the printer gets, byte for byte. */
  bytes: Uint8Array;
  /** The same in words (JSON), for a preview. */
  text?: string;
  /** It waits for its fiscal receipt. */
  held?: boolean;
};

export type PrintJob = Omit<NewPrintJob, 'text' | 'held'> & {
  text: string | null;
  state: PrintJobState;
  /** Why it is unknown, or why it waits. */
  reason: string | null;
  addedMs: number;
};

type Row = Omit<PrintJob, 'addedMs'> & { at_ms: number };

/** Print jobs stand beside the records, not among them: they go when they are no longer needed. Oldest first. */
export type PrintJobStore = {
  next(): PrintJob | undefined;
  get(id: string): PrintJob | undefined;
  ofReceipt(receipt: string): PrintJob[];
  inState(state: PrintJobState): PrintJob[];
  count(state: PrintJobState): number;
  setState(id: string, state: PrintJobState, reason: string | null): void;
  /** A held job is to be printed, with these bytes. */
  release(id: string, bytes: Uint8Array): void;
  /** What waits is printed in these bytes: for another printer than it was made for. */
  setBytes(id: string, bytes: Uint8Array): void;
  /** Removes jobs added before that nobody waits for, from the file and its log; answers how many. */
  forget(addedBeforeMs: number): number;
};

export type PrintJobs = PrintJobStore & { add: (job: NewPrintJob, nowMs: number) => void };

/** `write` runs a change as a transaction of its own, or as part of the one under way. */
export function openPrintJobs(db: Sqlite, write: <T>(work: () => T) => T): PrintJobs {
  const columns = 'id, receipt, kind, bytes, text, state, reason, at_ms';
  const insert = db.prepare(
    `insert into print_jobs (id, receipt, kind, bytes, text, state, at_ms) values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const byId = db.prepare<[string], Row>(`select ${columns} from print_jobs where id = ?`);
  const byReceipt = db.prepare<[string], Row>(`select ${columns} from print_jobs where receipt = ? order by ord`);
  const byState = db.prepare<[string, number], Row>(
    `select ${columns} from print_jobs where state = ? order by ord limit ?`,
  );
  const count = db.prepare<[string], number>('select count(*) from print_jobs where state = ?').pluck();
  const update = db.prepare<[string, string | null, string]>(
    'update print_jobs set state = ?, reason = ? where id = ?',
  );
  const release = db.prepare<[Uint8Array, string]>(
    "update print_jobs set bytes = ?, state = 'queued' where id = ? and state = 'held'",
  );
  const rewrite = db.prepare<[Uint8Array, string]>(`update print_jobs set bytes = ? where id = ? and state = 'queued'`);
  const forget = db.prepare<[number]>(`delete from print_jobs where state in ('confirmed', 'unknown') and at_ms < ?`);

  return {
    add({ id, receipt, kind, bytes, text, held = false }, nowMs) {
      insert.run(id, receipt, kind, bytes, text ?? null, held ? 'held' : 'queued', nowMs);
    },
    next: () => byState.all('queued', 1).map(job)[0],
    get: (id) => {
      const row = byId.get(id);
      return row && job(row);
    },
    ofReceipt: (receipt) => byReceipt.all(receipt).map(job),
    inState: (state) => byState.all(state, -1).map(job),
    count: (state) => count.get(state) ?? 0,
    setState: (id, state, reason) => write(() => void update.run(state, reason, id)),
    release: (id, bytes) => write(() => void release.run(bytes, id)),
    setBytes: (id, bytes) => write(() => void rewrite.run(bytes, id)),
    forget(addedBeforeMs) {
      const forgotten = write(() => forget.run(addedBeforeMs).changes);
      // What was written over in the file still stands in the log.
      if (forgotten > 0) db.pragma('wal_checkpoint(TRUNCATE)');
      return forgotten;
    },
  };
}

function job({ at_ms: addedMs, ...row }: Row): PrintJob {
  return { ...row, addedMs };
}
