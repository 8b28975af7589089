import type { CopiedRow, CopiedTable, Copied, CopyTo } from '../copy.ts';
import type { Sqlite } from './database.ts';

const rowsAtOnce = 500;

/** hub.db as tables, for a copy. Written in one transaction, which the caller begins and ends. */
export function sqliteTables(db: Sqlite): Copied & CopyTo {
  return {
    *read({ name, columns }) {
      let some: CopiedRow[] = [];
      for (const row of db.prepare<[], CopiedRow>(`select ${columns.join(', ')} from ${name}`).iterate()) {
        some.push(row);
        if (some.length < rowsAtOnce) continue;
        yield some;
        some = [];
      }
      if (some.length > 0) yield some;
    },
    write(table, rows) {
      const add = db.prepare(insertion(table));
      for (const row of rows) add.run(table.columns.map((column) => row[column] ?? null));
    },
    clear({ name }) {
      db.exec(`delete from ${name}`);
    },
  };
}

function insertion({ name, columns }: CopiedTable): string {
  return `insert into ${name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}
