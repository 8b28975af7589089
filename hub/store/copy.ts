import { createHash } from 'node:crypto';
import type { Awaitable } from './store.ts';

/** A row by column: text, whole number, bytes or null, in every database. */
export type CopiedRow = Record<string, string | number | null | Uint8Array>;
export type CopiedTable = { name: string; columns: readonly string[] };

/** A hub's database to copy from: some hundreds of rows at a time, in the order in which they came where that means anything. */
export type Copied = { read(table: CopiedTable): Iterable<CopiedRow[]> | AsyncIterable<CopiedRow[]> };

export type CopyTo = {
  write(table: CopiedTable, rows: readonly CopiedRow[]): Awaitable<void>;
  clear(table: CopiedTable): Awaitable<void>;
};

/** Of all rows of all tables, in whatever order they lie: equal only where they are. */
export type Digest = { rows: number; digest: string };

/**
 * Copies table by table, over whatever an earlier attempt left. The last table says whose database it is: one that was broken off is
 * nobody's yet. The answer is the digest of what was read.
 */
export async function copyTables(from: Copied, to: CopyTo, tables: readonly CopiedTable[]): Promise<Digest> {
  for (const table of tables.toReversed()) await to.clear(table);
  return walk(from, tables, (table, rows) => to.write(table, rows));
}

export function digestOf(from: Copied, tables: readonly CopiedTable[]): Promise<Digest> {
  return walk(from, tables, () => undefined);
}

async function walk(
  from: Copied,
  tables: readonly CopiedTable[],
  visit: (table: CopiedTable, rows: readonly CopiedRow[]) => Awaitable<void>,
): Promise<Digest> {
  const total = createHash('sha256');
  let count = 0;
  for (const table of tables) {
    let sum = 0n;
    for await (const rows of from.read(table)) {
      for (const row of rows) sum = BigInt.asUintN(256, sum + rowHash(table, row));
      count += rows.length;
      await visit(table, rows);
    }
    total.update(`${table.name} ${sum.toString(16)}\n`);
  }
  return { rows: count, digest: total.digest('hex') };
}

/** Hashes are summed, so that no database has to sort for it. */
function rowHash({ columns }: CopiedTable, row: CopiedRow): bigint {
  const values = columns.map((column) => {
    const value = row[column] ?? null;
    return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value;
  });
  return BigInt(`0x${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`);
}
