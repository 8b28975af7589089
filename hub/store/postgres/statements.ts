import type { Value } from './connection.ts';
import type { Row, SummedTable, Table } from './tables.ts';

/** A statement with its values. */
export type Statement = { text: string; values: Value[] };

/** Rows a statement. Powers of two: a dozen shapes of a statement are prepared, not hundreds. */
const mostRows = 128;

/** `insert` of many rows, in statements of several each; `conflict` is what follows the values. */
export function insertRows(name: string, columns: readonly string[], rows: readonly Row[], conflict = ''): Statement[] {
  return ofRows(columns, rows, (values) => `insert into ${name} (${columns.join(', ')}) ${values} ${conflict}`);
}

/** Statements of several rows each; `textOf` puts `values (...), (...)` into one. */
export function ofRows(
  columns: readonly string[],
  rows: readonly Row[],
  textOf: (values: string) => string,
): Statement[] {
  const statements: Statement[] = [];
  for (let start = 0; start < rows.length;) {
    const count = Math.min(mostRows, 2 ** Math.floor(Math.log2(rows.length - start)));
    const some = rows.slice(start, start + count);
    const values = some.flatMap((row) => columns.map((column) => row[column] ?? null));
    statements.push({ text: textOf(`values ${holes(count, columns.length)}`), values });
    start += count;
  }
  return statements;
}

export function conditionOf({ columns, keys }: Pick<Table, 'columns' | 'keys'>): string {
  return columns
    .slice(0, keys)
    .map((column, index) => `${column} = $${index + 1}`)
    .join(' and ');
}

/** Rows of a table with one key column, by their keys. The keys are filled up to a power of two with the last: few shapes are prepared. */
export function rowsOf({ columns, name, held }: Table, keys: readonly string[]): [text: string, values: Value[]] {
  const [key = ''] = columns;
  const count = 2 ** Math.ceil(Math.log2(keys.length));
  const values = Array.from({ length: count }, (_, index) => keys[Math.min(index, keys.length - 1)]!);
  const text = `select ${columns.join(', ')} from ${name} where ${key} in ${holes(1, count)} order by ${key}`;
  return [held ? `${text} for update` : text, values];
}

/** A row that is there is replaced. `noted` moves with it where the table has one. */
export function replacing({ columns, keys, name }: Table): string {
  const noted = name === 'verdict' ? ['noted = clock_timestamp()'] : [];
  const set = [...columns.slice(keys).map((column) => `${column} = excluded.${column}`), ...noted];
  return `on conflict (${columns.slice(0, keys).join(', ')}) do update set ${set.join(', ')}`;
}

export function adding({ columns, keys, name }: SummedTable): string {
  const set = columns.slice(keys).map((column) => `${column} = ${name}.${column} + excluded.${column}`);
  return `on conflict (${columns.slice(0, keys).join(', ')}) do update set ${set.join(', ')}`;
}

function holes(rows: number, columns: number): string {
  let hole = 0;
  const row = () => `(${Array.from({ length: columns }, () => `$${(hole += 1)}`).join(', ')})`;
  return Array.from({ length: rows }, row).join(', ');
}
