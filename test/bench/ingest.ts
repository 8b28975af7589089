import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openWriter } from '../../hub/store/sqlite/database.ts';
import { openTestHub } from '../../hub/testing/hub.ts';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import { memberOf, ring, takeRequest, timed } from './ingest-load.ts';
import { median, rateRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/**
 * What a till writes on a busy day: receipts of one to four lines, every second by card, each with what became of its paper. Taken by
 * the hub over its HTTP interface (no socket): signatures, chain, forms, evaluation, facts, ledger, feed. Against the very rows it
 * wrote, put into a copy of its database, opened as it opens its own, by prepared statements in one transaction a push.
 */
type Load = { name: string; receiptsAPush: number; pushes: number; warmUp: number; atLeast: number };

const loads: Load[] = [
  // As tills push while they are online: a receipt at a time.
  { name: 'ingest', receiptsAPush: 1, pushes: 900, warmUp: 300, atLeast: 0.5 },
  // As after hours offline. Rows alone cost so little then that reading and evaluating a receipt weighs more than writing it.
  { name: 'ingest-backlog', receiptsAPush: 160, pushes: 30, warmUp: 10, atLeast: 0.2 },
];
const members = 2000;

export const ingestBench: Bench = {
  name: 'ingest',
  async run(): Promise<Row[]> {
    const rows: Row[] = [];
    for (const load of loads) rows.push(await measure(load));
    return rows;
  },
};

async function measure({ name, receiptsAPush, pushes, warmUp, atLeast }: Load): Promise<Row> {
  const docs = Array.from({ length: members }, (_, n) => memberDoc(`m${n}`, { lots: [lot(`o${n}`, 100_00)] }));
  const test = await openTestHub(['till-1'], docs);
  // Nothing goes through the socket, but requests and replies are of the kind that a listening hub has.
  await test.hub.listen();
  const till = await test.till('till-1');
  await till.push();
  const raw = await rawCopy(join(test.dataDir, 'hub.db'));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let push = 0; push < pushes; push += 1) {
    for (let n = 0; n < receiptsAPush; n += 1)
      ring(till, push * receiptsAPush + n, memberOf(push * receiptsAPush + n, members));
    const { request, records } = takeRequest(till);
    const ourMs = await timed(async () => {
      const reply = await till.wire.send(request);
      if (reply.status !== 200) throw new Error(await reply.text());
    });
    const theirMs = raw.takeBatch();
    await till.pull();
    if (push < warmUp) continue;
    ours.push((records * 1000) / ourMs);
    theirs.push((records * 1000) / theirMs);
  }
  const { verdicts } = await test.hub.summary();
  if (verdicts.equal !== pushes * receiptsAPush) throw new Error(`not all equal: ${JSON.stringify(verdicts)}`);
  raw.close();
  await test.close();
  return rateRow(name, median(ours), 'same rows, raw prepared statements', median(theirs), 'records/s', atLeast);
}

/** Copies what each batch wrote: read outside the time measured, written inside. */
async function rawCopy(hubFile: string): Promise<{ takeBatch(): number; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-raw-'));
  const from = new Database(hubFile, { readonly: true });
  await from.backup(join(folder, 'raw.db'));
  const to = openWriter(join(folder, 'raw.db'));
  const added = ['record', 'member_event', 'ledger', 'change'] as const;
  const replaced = ['epoch', 'till', 'tally', 'feed_head'] as const;
  const columns = (table: string) =>
    (from.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const write = Object.fromEntries(
    [...added, ...replaced, 'member'].map((table) => {
      const holes = columns(table).map(() => '?');
      return [table, to.prepare(`insert or replace into ${table} values (${holes.join(', ')})`)];
    }),
  );
  const rows = (table: string, where: string) => from.prepare(`select * from ${table} ${where}`).raw().all();
  // One till, one epoch, one shop: what is new is found by the keys' beginnings, so that looking for it does not empty the caches.
  const read = (sql: string) => from.prepare(sql).pluck().get();
  const [epoch, shop] = [read('select epoch from epoch'), read('select shop from till')].map((id) => `'${String(id)}'`);
  const place = () =>
    [read('select position from feed_head') as number, read('select seq from epoch') as number] as const;
  let [position, seq] = place();
  return {
    takeBatch() {
      const changed = `where shop = ${shop} and position > ${position}`;
      const touched = `where member in (select id from change ${changed} and kind = 'member')`;
      // In the order in which the receipts came, not in that of the keys.
      const entered = `cast(substr(txn, 23) as integer)`;
      const batch: [string, unknown[]][] = [
        ['record', rows('record', `where till = 'till-1' and epoch = ${epoch} and seq > ${seq}`)],
        ['member_event', rows('member_event', `${touched} and seq > ${seq} order by seq`)],
        ['ledger', rows('ledger', `${touched} and txn <> 'opening' and ${entered} > ${seq} order by ${entered}`)],
        ['change', rows('change', changed)],
        ['member', rows('member', touched)],
        ...replaced.map((table): [string, unknown[]] => [table, rows(table, '')]),
      ];
      [position, seq] = place();
      const start = performance.now();
      to.exec('begin immediate');
      for (const [table, found] of batch) for (const row of found) write[table]!.run(row);
      to.exec('commit');
      return performance.now() - start;
    },
    close() {
      from.close();
      to.close();
      rmSync(folder, { recursive: true });
    },
  };
}
