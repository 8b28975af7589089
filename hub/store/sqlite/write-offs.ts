import type { WriteOffRow } from '../rows.ts';
import type { Writes, WriteOffReads } from '../store.ts';
import type { Statements } from './statements.ts';
import { optional } from './tills.ts';

export type WriteOffSql = { id: string; at_ms: number; doc: string; confirmed: string | null };
export type WriteOffWrites = Pick<Writes, 'addWriteOff' | 'confirmWriteOff'>;

export function writeOffReads(db: Statements): WriteOffReads {
  const one = db.prepare<[string], WriteOffSql>('select * from write_off where id = ?');
  const open = db.prepare<[number, string, number], WriteOffSql>(
    'select * from write_off where confirmed is null and (at_ms, id) > (?, ?) order by at_ms, id limit ?',
  );
  return {
    writeOff: (id) => optional(one.get(id), writeOffRow),
    openWriteOffs: (after, limit) => open.all(after?.atMs ?? -1, after?.id ?? '', limit).map(writeOffRow),
  };
}

export function writeOffWrites(db: Statements): WriteOffWrites {
  const add = db.prepare('insert or ignore into write_off values (?, ?, ?, ?)');
  const confirm = db.prepare('update write_off set confirmed = ? where id = ?');
  return {
    addWriteOff({ id, atMs, writeOff, confirmed }) {
      add.run(id, atMs, JSON.stringify(writeOff), confirmed && JSON.stringify(confirmed));
    },
    confirmWriteOff(id, confirmed) {
      confirm.run(JSON.stringify(confirmed), id);
    },
  };
}

export function writeOffRow({ id, at_ms: atMs, doc, confirmed }: WriteOffSql): WriteOffRow {
  const writeOff = JSON.parse(doc) as WriteOffRow['writeOff'];
  return {
    id,
    atMs,
    writeOff,
    confirmed: confirmed === null ? null : (JSON.parse(confirmed) as WriteOffRow['confirmed']),
  };
}
