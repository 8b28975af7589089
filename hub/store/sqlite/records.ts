import type { Statements } from './statements.ts';
import { optional } from './tills.ts';
import type { AlarmRow, RecordKey, RecordState, Tally, VerdictRow } from '../rows.ts';
import type { RecordReads, Writes } from '../store.ts';

export type VerdictSql = RecordKey & {
  receipt: string;
  verdict: VerdictRow['verdict'];
  kind: VerdictRow['kind'];
  differences: string;
  state: VerdictRow['state'];
};
type KeyWords = [string, string, number, string];

export function recordReads(db: Statements): RecordReads {
  const at = db.prepare<[string, string, number], { hash: string; state: RecordState }>(
    'select hash, state from record where till = ? and epoch = ? and seq = ?',
  );
  const text = db.prepare<KeyWords, { bytes: Buffer }>(
    'select bytes from record where till = ? and epoch = ? and seq = ? and hash = ?',
  );
  const sales = db.prepare<[string], RecordKey>(
    `select till, epoch, seq, hash from record where receipt = ? and kind = 'sale' and state in ('booked', 'branch')`,
  );
  const returns = db.prepare<[string], RecordKey>(
    `select till, epoch, seq, hash from record where of_receipt = ? and state in ('booked', 'branch')
     order by at_ms, till, epoch, seq`,
  );
  const verdict = db.prepare<KeyWords, VerdictSql>(
    'select * from verdict where till = ? and epoch = ? and seq = ? and hash = ?',
  );
  const pending = db.prepare<[number], VerdictSql>(`select * from verdict where verdict = 'pending' limit ?`);
  const different = db.prepare<[number], VerdictSql>(
    `select * from (select rowid as nth, * from verdict where verdict = 'different' order by rowid desc limit ?) order by nth`,
  );
  const alarms = db.prepare<[number], AlarmRow>(
    'select * from (select rowid as nth, * from alarm order by rowid desc limit ?) order by nth',
  );
  const tally = db.prepare<[], Tally>(
    `select ${tallyColumns.map(([name, column]) => `ifnull(sum(${column}), 0) as "${name}"`).join(', ')} from tally`,
  );
  return {
    recordsAt: (till, epoch, seq) => at.all(till, epoch, seq),
    recordText: (key) => optional(text.get(...words(key)), ({ bytes }) => bytes.toString('utf8')),
    sales: (receipt) => sales.all(receipt),
    returnsOf: (receipt) => returns.all(receipt),
    verdict: (key) => optional(verdict.get(...words(key)), verdictRow),
    pendingVerdicts: (limit) => pending.all(limit).map(verdictRow),
    discrepancies: (limit) => different.all(limit).map(verdictRow),
    alarms: (limit) =>
      alarms.all(limit).map(({ till, epoch, seq, hash, kind, detail }) => ({ till, epoch, seq, hash, kind, detail })),
    tally: () => tally.get()!,
  };
}

type RecordWrites = Pick<Writes, 'addRecord' | 'saveVerdict' | 'removeVerdict' | 'addAlarm' | 'addToTally'>;

export function recordWrites(db: Statements): RecordWrites {
  const add = db.prepare('insert into record values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const saveVerdict = db.prepare('insert or replace into verdict values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const removeVerdict = db.prepare('delete from verdict where till = ? and epoch = ? and seq = ? and hash = ?');
  const addAlarm = db.prepare('insert or ignore into alarm values (?, ?, ?, ?, ?, ?)');
  const columns = tallyColumns.map(([, column]) => column);
  const addToTally = db.prepare(
    `insert into tally (till, ${columns.join(', ')}) values (?, ${columns.map(() => '?').join(', ')})
     on conflict (till) do update set ${columns.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`,
  );
  return {
    addRecord(row) {
      const { till, epoch, seq, hash, kind, state, atMs, receipt, ofReceipt, bytes } = row;
      add.run(till, epoch, seq, hash, kind, state, atMs, receipt, ofReceipt, bytes);
    },
    saveVerdict(row) {
      const { receipt, verdict, kind, differences, state } = row;
      saveVerdict.run(...words(row), receipt, verdict, kind, JSON.stringify(differences), state);
    },
    removeVerdict(key) {
      removeVerdict.run(...words(key));
    },
    addAlarm(row) {
      addAlarm.run(...words(row), row.kind, row.detail);
    },
    addToTally(till, by) {
      addToTally.run(till, ...tallyColumns.map(([name]) => by[name] ?? 0));
    },
  };
}

/** `limit` is a word of SQL. */
export const tallyColumns: [keyof Tally, string][] = [
  ['records', 'records'],
  ['sales', 'sales'],
  ['returns', 'returns'],
  ['different', 'different'],
  ['pending', 'pending'],
  ['arithmetic', 'arithmetic'],
  ['facts', 'facts'],
  ['limit', 'limits'],
];

function words({ till, epoch, seq, hash }: RecordKey): KeyWords {
  return [till, epoch, seq, hash];
}

export function verdictRow(row: VerdictSql): VerdictRow {
  const { till, epoch, seq, hash, receipt, verdict, kind, state } = row;
  const differences = JSON.parse(row.differences) as VerdictRow['differences'];
  return { till, epoch, seq, hash, receipt, verdict, kind, differences, state };
}
