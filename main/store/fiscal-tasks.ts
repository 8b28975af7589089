import type { FiscalPaper } from '../../drivers/fiscal/register.ts';
import type { FiscalDocumentKind, FiscalResult } from '../../shared/protocol/journal.ts';
import type { Sqlite } from './sqlite.ts';

/**
 * waiting -> sent -> done | refused | needless. `sent`: the register may have it, so it is asked for by the same id until it says what became of it.
 * `needless`: refused, since the register's shift was as it was to become.
 */
export type FiscalTaskState = 'waiting' | 'sent' | 'done' | 'refused' | 'needless';

/** `held`: what keeps a task that was sent. */
export type FiscalAnswer = FiscalResult | { kind: 'held'; by: 'blocked' | 'unreachable'; problem: string };

export type NewFiscalTask = {
  /** UUID of the attempt: another one after a refusal. */
  id: string;
  receipt: string | null;
  document: FiscalDocumentKind;
  paper: FiscalPaper;
  /** Goes before what waits: it mends the register's shift. */
  urgent?: boolean;
};

export type FiscalTaskRow = Required<NewFiscalTask> & {
  state: FiscalTaskState;
  /** It was refused for the register's shift already, which the till then mended. */
  mended: boolean;
  answer: FiscalAnswer | null;
  addedMs: number;
};

export type FiscalTaskStore = {
  /** One that was sent, before all that were not; else the oldest that waits. */
  next(): FiscalTaskRow | undefined;
  get(id: string): FiscalTaskRow | undefined;
  ofReceipt(receipt: string): FiscalTaskRow | undefined;
  inState(state: FiscalTaskState): FiscalTaskRow[];
  /** Not settled yet. */
  open(): number;
  setState(id: string, state: FiscalTaskState, answer: FiscalAnswer | null): void;
  /** The same once more, in its place, as a task the register does not know. */
  renew(id: string, as: { id: string; mended: boolean }): void;
  /** Removes what was added before that and is done; answers how many. */
  forget(addedBeforeMs: number): number;
};

export type FiscalTasks = FiscalTaskStore & { add: (task: NewFiscalTask, nowMs: number) => void };

type Row = {
  id: string;
  receipt: string | null;
  document: FiscalDocumentKind;
  paper: string;
  state: FiscalTaskState;
  urgent: number;
  mended: number;
  answer: string | null;
  at_ms: number;
};

/** `write` runs a change as a transaction of its own, or as part of the one under way. */
export function openFiscalTasks(db: Sqlite, write: <T>(work: () => T) => T): FiscalTasks {
  const columns = 'id, receipt, document, paper, state, urgent, mended, answer, at_ms';
  const insert = db.prepare(
    `insert into fiscal_tasks (id, receipt, document, paper, state, urgent, mended, at_ms)
     values (?, ?, ?, ?, 'waiting', ?, 0, ?)`,
  );
  const byId = db.prepare<[string], Row>(`select ${columns} from fiscal_tasks where id = ?`);
  const byReceipt = db.prepare<[string], Row>(`select ${columns} from fiscal_tasks where receipt = ?`);
  const byState = db.prepare<[string, number], Row>(
    `select ${columns} from fiscal_tasks where state = ? order by urgent desc, ord limit ?`,
  );
  const count = db.prepare<[string], number>('select count(*) from fiscal_tasks where state = ?').pluck();
  const update = db.prepare<[string, string | null, string]>(
    'update fiscal_tasks set state = ?, answer = ? where id = ?',
  );
  const renew = db.prepare<[string, number, string]>(
    `update fiscal_tasks set id = ?, mended = ?, state = 'waiting', answer = null where id = ?`,
  );
  const forget = db.prepare<[number]>(`delete from fiscal_tasks where state in ('done', 'needless') and at_ms < ?`);
  const first = (row: Row | undefined) => row && task(row);

  return {
    add({ id, receipt, document, paper, urgent = false }, nowMs) {
      insert.run(id, receipt, document, JSON.stringify(paper), urgent ? 1 : 0, nowMs);
    },
    next: () => first(byState.get('sent', 1) ?? byState.get('waiting', 1)),
    get: (id) => first(byId.get(id)),
    ofReceipt: (receipt) => first(byReceipt.get(receipt)),
    inState: (state) => byState.all(state, -1).map(task),
    open: () => (count.get('waiting') ?? 0) + (count.get('sent') ?? 0),
    setState: (id, state, answer) =>
      write(() => void update.run(state, answer === null ? null : JSON.stringify(answer), id)),
    renew: (id, as) => write(() => void renew.run(as.id, as.mended ? 1 : 0, id)),
    forget(addedBeforeMs) {
      const forgotten = write(() => forget.run(addedBeforeMs).changes);
      // What was written over in the file still stands in the log.
      if (forgotten > 0) db.pragma('wal_checkpoint(TRUNCATE)');
      return forgotten;
    },
  };
}

function task({ at_ms: addedMs, paper, urgent, mended, answer, ...row }: Row): FiscalTaskRow {
  return {
    ...row,
    addedMs,
    paper: JSON.parse(paper) as FiscalPaper,
    urgent: urgent === 1,
    mended: mended === 1,
    answer: answer === null ? null : (JSON.parse(answer) as FiscalAnswer),
  };
}
