import type { Copied, CopiedRow, CopiedTable, CopyTo } from '../copy.ts';
import type { Ask, Pool } from './connection.ts';
import { insertRows } from './statements.ts';
import { addedTables, feedTables, keyedTables, summedTables } from './tables.ts';

const { meta, ...keyed } = keyedTables;
const ordered = ['verdict', 'alarm', 'programme'];
const rowsAtOnce = 500;

/** All that a hub keeps; the table that says whose it is comes last. */
export const copiedTables: readonly CopiedTable[] = [
  ...Object.values({ ...keyed, ...addedTables, ...summedTables, ...feedTables }),
  meta,
];

/** Some hundreds of rows a transaction, as any engine takes it. */
export function copyToPostgres({ ask }: Pool): CopyTo {
  return {
    async write({ name, columns }, rows) {
      for (const { text, values } of insertRows(name, columns, rows)) await ask(text, values);
    },
    async clear({ name }) {
      await ask(`delete from ${name}`);
    },
  };
}

/** Lets `work` read the whole database as of one moment, whatever hubs write meanwhile. */
export async function asOfNow<T>(pool: Pool, work: (from: Copied) => Promise<T>): Promise<T> {
  const { ask, release } = await pool.reserve();
  try {
    await ask('begin isolation level repeatable read read only');
    return await work({ read: (table) => readAll(ask, table) });
  } finally {
    await ask('rollback').catch(() => undefined);
    release();
  }
}

async function* readAll(ask: Ask, { name, columns }: CopiedTable): AsyncGenerator<CopiedRow[], void, undefined> {
  const order = ordered.includes(name) ? 'order by noted' : '';
  const cursor = `copied_${name}`;
  await ask(`declare ${cursor} no scroll cursor for select ${columns.join(', ')} from ${name} ${order}`);
  for (;;) {
    const rows = await ask<CopiedRow>(`fetch ${rowsAtOnce} from ${cursor}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await ask(`close ${cursor}`);
}
