import type { Ask, Value } from './connection.ts';
import { conditionOf } from './statements.ts';
import type { Row, Table } from './tables.ts';

/** Where reads come from: the pool, or a transaction that knows what it has not written yet. */
export type Source = {
  row<R extends object>(table: Table, key: readonly Value[]): Promise<R | undefined>;
  /** Any other question. `of`: names of the tables it looks into. */
  rows<R extends object>(of: readonly string[], text: string, values?: readonly Value[]): Promise<R[]>;
};

/** Committed data only. */
export function committed(ask: Ask): Source {
  return {
    row: <R extends object>(table: Table, key: readonly Value[]) =>
      findRow(ask, table, key, '') as Promise<R | undefined>,
    rows: (_, text, values) => ask(text, values),
  };
}

export async function findRow(
  ask: Ask,
  table: Table,
  key: readonly Value[],
  hold: '' | 'for update',
): Promise<Row | undefined> {
  const [row] = await ask<Row>(
    `select ${table.columns.join(', ')} from ${table.name} where ${conditionOf(table)} ${hold}`,
    key,
  );
  return row;
}
