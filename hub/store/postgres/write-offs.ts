import { writeOffRow } from '../sqlite/write-offs.ts';
import type { WriteOffSql, WriteOffWrites } from '../sqlite/write-offs.ts';
import { optional } from '../sqlite/tills.ts';
import type { WriteOffReads } from '../store.ts';
import type { Source } from './source.ts';
import { keyedTables } from './tables.ts';
import type { Row } from './tables.ts';
import type { Unit } from './unit.ts';

export function writeOffReads(source: Source): WriteOffReads {
  return {
    writeOff: async (id) => optional(await source.row<WriteOffSql>(keyedTables.writeOff, [id]), writeOffRow),
    async openWriteOffs(after, limit) {
      const rows = await source.rows<WriteOffSql>(
        ['write_off'],
        'select * from write_off where confirmed is null and (at_ms, id) > ($1, $2) order by at_ms, id limit $3',
        [after?.atMs ?? -1, after?.id ?? '', limit],
      );
      return rows.map(writeOffRow);
    },
  };
}

export function writeOffWrites(unit: Unit): WriteOffWrites {
  return {
    async addWriteOff({ id, atMs, writeOff, confirmed }) {
      if (await unit.row(keyedTables.writeOff, [id])) return;
      const end = confirmed && JSON.stringify(confirmed);
      unit.put(keyedTables.writeOff, { id, at_ms: atMs, doc: JSON.stringify(writeOff), confirmed: end });
    },
    async confirmWriteOff(id, confirmed) {
      const row = await unit.row<Row>(keyedTables.writeOff, [id]);
      if (row) unit.put(keyedTables.writeOff, { ...row, confirmed: JSON.stringify(confirmed) });
    },
  };
}
