import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '../../hub/store/postgres/connection.ts';
import type { Pool } from '../../hub/store/postgres/connection.ts';
import { migrate } from '../../hub/store/postgres/migrate.ts';
import { insertRows } from '../../hub/store/postgres/statements.ts';
import type { Statement } from '../../hub/store/postgres/statements.ts';
import { addedTables, feedTables, keyedTables, summedTables } from '../../hub/store/postgres/tables.ts';
import type { Row as Stored } from '../../hub/store/postgres/tables.ts';
import { openTestHub } from '../../hub/testing/hub.ts';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import { startPostgres, stopPostgres } from '../postgres/server.ts';
import { memberOf, ring, takeRequest, timed } from './ingest-load.ts';
import { median, rateRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/**
 * The loads of `ingest`, taken by a hub on a real PostgreSQL that flushes every commit. Against the very rows it wrote, put into a
 * second database of the same server by prepared statements of many rows, all sent at once, in one transaction a push.
 */
const loads = [
  { name: 'ingest-postgres', receiptsAPush: 1, pushes: 500, warmUp: 150, atLeast: 0.5 },
  { name: 'ingest-postgres-backlog', receiptsAPush: 160, pushes: 24, warmUp: 8, atLeast: 0.2 },
];
const members = 2000;

export const ingestPostgresBench: Bench = {
  name: 'ingest-postgres',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-bench-'));
    try {
      const server = await startPostgres(folder, true);
      const rows: Row[] = [];
      for (const load of loads) rows.push(await measure(server, load));
      return rows;
    } finally {
      await stopPostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(server: string, load: (typeof loads)[number]): Promise<Row> {
  const { name, receiptsAPush, pushes, warmUp, atLeast } = load;
  const [url, rawUrl] = [await newDatabaseAt(server, `${name}_ours`), await newDatabaseAt(server, `${name}_raw`)];
  const docs = Array.from({ length: members }, (_, n) => memberDoc(`m${n}`, { lots: [lot(`o${n}`, 100_00)] }));
  const test = await openTestHub(['till-1'], docs, { postgres: { url } });
  await test.hub.listen();
  const till = await test.till('till-1');
  await till.push();
  const raw = await openRaw(url, rawUrl);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let push = 0; push < pushes; push += 1) {
    for (let n = 0; n < receiptsAPush; n += 1)
      ring(till, push * receiptsAPush + n, memberOf(push * receiptsAPush + n, members));
    const { request, records } = takeRequest(till);
    const ourMs = await timed(async () => {
      const reply = await till.wire.send(request);
      if (reply.status !== 200) throw new Error(await reply.text());
    });
    const theirMs = await raw.takeBatch();
    await till.pull();
    if (push < warmUp) continue;
    ours.push((records * 1000) / ourMs);
    theirs.push((records * 1000) / theirMs);
  }
  const { verdicts } = await test.hub.summary();
  if (verdicts.equal !== pushes * receiptsAPush) throw new Error(`not all equal: ${JSON.stringify(verdicts)}`);
  await raw.close();
  await test.close();
  return rateRow(
    name,
    median(ours),
    'same rows, raw multi-row prepared statements',
    median(theirs),
    'records/s',
    atLeast,
  );
}

/** A hub's tables, nothing in them. */
export async function newDatabaseAt(server: string, name: string): Promise<string> {
  const admin = openPool(server, 1);
  await admin.ask(`create database "${name}"`);
  await admin.close();
  const url = server.replace(/postgres$/, name);
  const pool = openPool(url, 1);
  await migrate(pool.ask);
  await pool.close();
  return url;
}

/** Copies what each batch wrote: read outside the time measured, written inside. */
async function openRaw(url: string, rawUrl: string) {
  const [from, to] = [openPool(url, 1), openPool(rawUrl, 1)];
  const line = await to.reserve();
  let [position, seq] = await place(from);
  return {
    async takeBatch(): Promise<number> {
      const batch = await batchAfter(from, position, seq);
      [position, seq] = await place(from);
      return timed(async () => {
        await Promise.all([
          line.ask('begin'),
          ...batch.map(({ text, values }) => line.ask(text, values)),
          line.ask('commit'),
        ]);
      });
    },
    async close() {
      line.release();
      await Promise.all([from.close(), to.close()]);
    },
  };
}

async function place({ ask }: Pool): Promise<[number, number]> {
  const [head] = await ask<{ position: number }>('select position from feed_head');
  const [epoch] = await ask<{ seq: number }>('select seq from epoch');
  return [head!.position, epoch!.seq];
}

async function batchAfter({ ask }: Pool, position: number, seq: number): Promise<Statement[]> {
  const { record, memberEvent, ledger } = addedTables;
  const { epoch, till, member } = keyedTables;
  const changed = `select id from change where position > ${position} and kind = 'member'`;
  const added = async (table: { name: string; columns: readonly string[] }, where: string) =>
    insertRows(table.name, table.columns, await ask<Stored>(`select * from ${table.name} where ${where}`));
  const replaced = async (table: { name: string; columns: readonly string[] }, keys: number, where: string) => {
    const set = table.columns.slice(keys).map((column) => `${column} = excluded.${column}`);
    const conflict = `on conflict (${table.columns.slice(0, keys).join(', ')}) do update set ${set.join(', ')}`;
    return insertRows(
      table.name,
      table.columns,
      await ask<Stored>(`select * from ${table.name} where ${where}`),
      conflict,
    );
  };
  return [
    ...(await added(record, `seq > ${seq}`)),
    ...(await added(memberEvent, `member in (${changed}) and seq > ${seq}`)),
    ...(await added(
      ledger,
      `member in (${changed}) and txn <> 'opening' and cast(split_part(txn, '/', 3) as bigint) > ${seq}`,
    )),
    ...(await replaced(member, 1, `member in (${changed})`)),
    ...(await replaced(till, 1, 'true')),
    ...(await replaced(epoch, 2, 'true')),
    ...(await replaced(summedTables.tally, 1, 'true')),
    ...(await replaced(feedTables.head, 1, 'true')),
    ...(await added(feedTables.change, `position > ${position}`)),
  ];
}
