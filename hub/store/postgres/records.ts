import { tallyColumns, verdictRow } from '../sqlite/records.ts';
import type { VerdictSql } from '../sqlite/records.ts';
import { optional } from '../sqlite/tills.ts';
import type { AlarmRow, RecordKey, RecordState, Tally } from '../rows.ts';
import type { RecordReads, Writes } from '../store.ts';
import type { Source } from './source.ts';
import { addedTables, keyedTables, summedTables } from './tables.ts';
import type { Unit } from './unit.ts';

const sums = tallyColumns
  .map(([name, column]) => `cast(coalesce(sum(${column}), 0) as bigint) as "${name}"`)
  .join(', ');
const verdictColumns = keyedTables.verdict.columns.join(', ');
const alarmColumns = addedTables.alarm.columns.join(', ');
const order = 'noted, till, epoch, seq, hash';
const backwards = 'noted desc, till desc, epoch desc, seq desc, hash desc';

export function recordReads(source: Source): RecordReads {
  const record = <R extends object>(text: string, values: (string | number)[]) =>
    source.rows<R>(['record'], text, values);
  return {
    recordsAt: (till, epoch, seq) =>
      record<{ hash: string; state: RecordState }>(
        'select hash, state from record where till = $1 and epoch = $2 and seq = $3',
        [till, epoch, seq],
      ),
    async recordText(key) {
      const [row] = await record<{ bytes: Buffer }>(
        'select bytes from record where till = $1 and epoch = $2 and seq = $3 and hash = $4',
        words(key),
      );
      return row?.bytes.toString('utf8');
    },
    sales: (receipt) =>
      record<RecordKey>(
        `select till, epoch, seq, hash from record where receipt = $1 and kind = 'sale' and state in ('booked', 'branch')`,
        [receipt],
      ),
    returnsOf: (receipt) =>
      record<RecordKey>(
        `select till, epoch, seq, hash from record where of_receipt = $1 and state in ('booked', 'branch')
         order by at_ms, till, epoch, seq`,
        [receipt],
      ),
    verdict: async (key) => optional(await source.row<VerdictSql>(keyedTables.verdict, words(key)), verdictRow),
    async pendingVerdicts(limit) {
      const rows = await source.rows<VerdictSql>(
        ['verdict'],
        `select ${verdictColumns} from verdict where verdict = 'pending' order by till, epoch, seq limit $1`,
        [limit],
      );
      return rows.map(verdictRow);
    },
    async discrepancies(limit) {
      const rows = await source.rows<VerdictSql>(
        ['verdict'],
        `select * from (select ${verdictColumns}, noted from verdict where verdict = 'different'
         order by ${backwards} limit $1) as latest order by ${order}`,
        [limit],
      );
      return rows.map(verdictRow);
    },
    alarms: (limit) =>
      source.rows<AlarmRow>(
        ['alarm'],
        `select ${alarmColumns} from (select * from alarm order by ${backwards} limit $1) as latest order by ${order}`,
        [limit],
      ),
    async tally() {
      const [row] = await source.rows<Tally>(['tally'], `select ${sums} from tally`);
      return row!;
    },
  };
}

type RecordWrites = Pick<Writes, 'addRecord' | 'saveVerdict' | 'removeVerdict' | 'addAlarm' | 'addToTally'>;

export function recordWrites(unit: Unit): RecordWrites {
  return {
    addRecord({ till, epoch, seq, hash, kind, state, atMs, receipt, ofReceipt, bytes }) {
      const told = { kind, state, at_ms: atMs, receipt, of_receipt: ofReceipt, bytes };
      unit.add(addedTables.record, { till, epoch, seq, hash, ...told });
    },
    saveVerdict({ till, epoch, seq, hash, receipt, verdict, kind, differences, state }) {
      const said = { receipt, verdict, kind, differences: JSON.stringify(differences), state };
      unit.put(keyedTables.verdict, { till, epoch, seq, hash, ...said });
    },
    removeVerdict(key) {
      unit.remove(keyedTables.verdict, words(key));
    },
    addAlarm({ till, epoch, seq, hash, kind, detail }) {
      unit.add(addedTables.alarm, { till, epoch, seq, hash, kind, detail });
    },
    addToTally(till, by) {
      unit.sum(summedTables.tally, {
        till,
        ...Object.fromEntries(tallyColumns.map(([name, column]) => [column, by[name] ?? 0])),
      });
    },
  };
}

function words({ till, epoch, seq, hash }: RecordKey): [string, string, number, string] {
  return [till, epoch, seq, hash];
}
