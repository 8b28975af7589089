import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts } from '../../hub/ports.node.ts';
import { fileDigest } from '../../hub/store/move.ts';
import { openPool } from '../../hub/store/postgres/connection.ts';
import { copiedTables } from '../../hub/store/postgres/copied.ts';
import { newestVersion } from '../../hub/store/postgres/migrate.ts';
import { openWriter } from '../../hub/store/sqlite/database.ts';
import { asText, lot, memberDoc, programme, programmeFrom, shopLines } from '../../hub/testing/shop.ts';
import { openTestTill } from '../../hub/testing/till.ts';
import type { TestTill } from '../../hub/testing/till.ts';
import { runCommandLine } from '../../main/cli/main.ts';
import { newDatabase } from './database.ts';

let folder: string;
let data: string;
let hub: Hub;
let open: boolean;
let till: TestTill;

const at = (minute: number) => new Date(Date.parse('2026-03-01T12:00:00Z') + minute * 60_000).toISOString();

async function run(...words: string[]) {
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  const terminal = { locale: 'en', say, tell: say, interactive: false, stop: new AbortController().signal } as const;
  const code = await runCommandLine(['hub', ...words], terminal);
  return { code, text: said.join('\n') };
}

const json = async <T>(...words: string[]) => {
  const { code, text } = await run(...words, '--json');
  expect({ code, text }).toMatchObject({ code: 0 });
  return JSON.parse(text) as T;
};

async function reopen(dataDir: string, url?: string): Promise<void> {
  // The day on which the till sold: no points have lapsed yet.
  const clock = { nowMs: () => Date.parse(at(10)) };
  hub = await openHub({ dataDir, ports: { ...nodePorts, clock }, ...(url === undefined ? {} : { postgres: { url } }) });
  open = true;
}

/** A folder in a path as people have them, with a hub that a till sold some at, and has more to tell. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka копии '));
  data = join(folder, 'хаб one');
  await reopen(data);
  await hub.importLines(asText(shopLines(['till-1'], [memberDoc('anna', { lots: [lot('l1', 100_00)] })])));
  await hub.publish(programme, programmeFrom);
  till = openTestTill('till-1', async (request) => hub.app.fetch(request));
  await till.enrol((await hub.enrolmentCode('till-1')).code);
  await till.session();
  await till.pull();
  for (let n = 1; n <= 3; n += 1) till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at(n) });
  await till.push();
});
/** Once. */
async function close(): Promise<void> {
  if (open) await hub.close();
  open = false;
}
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function goesOn(): Promise<void> {
  await till.session();
  await till.pull();
  till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at(9) });
  await till.push();
  expect(await hub.summary()).toMatchObject({ sales: 4, ledgerSum: 0, verdicts: { equal: 4, different: 0 } });
}

describe('hub move', () => {
  it('takes a hub to PostgreSQL with an equal digest, and the folder goes on there', async () => {
    const url = await newDatabase({ tables: false });
    const summary = await hub.summary();
    await close();
    const moved = await json<{ rows: number; digest: string }>('move', '--data', data, '--to', url);
    expect(moved).toEqual(await fileDigest(join(data, 'hub.db.moved')));
    expect(existsSync(join(data, 'hub.db'))).toBe(false);
    await reopen(data, url);
    expect(await hub.summary()).toEqual(summary);
    await goesOn();
    await close();
    expect((await run('report', '--data', data)).code).toBe(0);
  });

  it('takes every character with it, those too that PostgreSQL has none for', async () => {
    await hub.importLines(asText([{ kind: 'member', doc: { ...memberDoc('vera'), name: 'Ve\0ra\u00100' } }]));
    await close();
    const db = new Database(join(data, 'hub.db'));
    db.prepare('update card set card = ? where card = ?').run('card\0vera', 'card-vera');
    db.close();
    const url = await newDatabase({ tables: false });
    const moved = await json<{ rows: number; digest: string }>('move', '--data', data, '--to', url);
    expect(moved).toEqual(await fileDigest(join(data, 'hub.db.moved')));
  });

  it('refuses while the hub runs, and a database that has a hub', async () => {
    const url = await newDatabase({ tables: false });
    expect(await run('move', '--data', data, '--to', url)).toMatchObject({ code: 1, text: /already runs/ });
    await close();
    await json('move', '--data', data, '--to', url);
    copyFileSync(join(data, 'hub.db.moved'), join(data, 'hub.db'));
    expect(await run('move', '--data', data, '--to', url)).toMatchObject({ code: 1, text: /a hub already/ });
  });
});

describe('hub backup and restore', () => {
  async function restoredFrom(file: string, ...words: string[]): Promise<void> {
    const { generation: before } = hub;
    await close();
    const other = join(folder, 'two');
    mkdirSync(other);
    const { generation } = await json<{ generation: string }>('restore', file, '--data', other, ...words);
    copyFileSync(join(data, 'hub.key'), join(other, 'hub.key'));
    const [, url] = words;
    await reopen(other, url);
    expect([hub.generation, hub.generation === before]).toEqual([generation, false]);
  }

  it('copy a hub that runs; what a till sold since comes again by itself, for the hub is of a new generation', async () => {
    const file = join(folder, 'copy.db');
    const copied = await json('backup', file, '--data', data);
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: at(4) });
    await till.push();
    await restoredFrom(file);
    expect((await hub.summary()).sales).toBe(3);
    expect(copied).toEqual(await fileDigest(file));
    expect((await till.session()).ack.seq).toBe(4);
    await expect(till.pull()).rejects.toThrow('resnapshot');
    await till.push();
    expect(await hub.summary()).toMatchObject({ sales: 4, ledgerSum: 0 });
  });

  it('take a hub from a file to PostgreSQL and back to a file, equal but for its generation and the tokens of its tills', async () => {
    const [file, again] = [join(folder, 'copy.db'), join(folder, 'again.db')];
    const url = await newDatabase({ tables: false });
    await json('backup', file, '--data', data);
    await restoredFrom(file, '--store', url);
    await json('backup', again, '--data', join(folder, 'two'));
    expect(rowsBut(again, 'meta', 'till')).toEqual(rowsBut(file, 'meta', 'till'));
  });

  it('never write over what is there', async () => {
    const file = join(folder, 'copy.db');
    await json('backup', file, '--data', data);
    expect(await run('backup', file, '--data', data)).toMatchObject({ code: 1, text: /a hub already/ });
    await close();
    expect(await run('restore', file, '--data', data)).toMatchObject({ code: 1, text: /a hub already/ });
  });
});

function rowsBut(file: string, ...names: string[]): unknown {
  const db = new Database(file, { readonly: true });
  const rows = copiedTables
    .filter((table) => !names.includes(table.name))
    .map((table) => db.prepare(`select * from ${table.name} order by 1, 2`).all());
  db.close();
  return rows;
}

describe('hub migrate', () => {
  it('makes the tables, and does nothing to those that are there', async () => {
    const words = ['migrate', '--data', join(folder, 'two'), '--store', await newDatabase({ tables: false })];
    expect(await json(...words)).toEqual({ from: 0, to: newestVersion });
    expect(await json('migrate', '--data', join(folder, 'two'))).toEqual({ from: newestVersion, to: newestVersion });
  });

  it('makes tables of the same columns as hub.db has, all of which are copied', async () => {
    const db = openWriter(join(folder, 'fresh.db'));
    const names = db
      .prepare<[], string>(`select name from sqlite_master where type = 'table' order by name`)
      .pluck()
      .all();
    const inFile = names.map((name) => [
      name,
      (db.pragma(`table_info(${name})`) as { name: string }[]).map((c) => c.name),
    ]);
    db.close();
    const pool = openPool(await newDatabase(), 1);
    const found = await pool.ask<{ table: string; column: string }>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = 'public' and table_name <> 'schema_version' and column_name <> 'noted'`,
    );
    await pool.close();
    const sorted = (tables: [string, string[]][]) =>
      new Map(tables.map(([name, columns]) => [name, columns.toSorted()]));
    const expected = sorted(inFile as [string, string[]][]);
    const inPostgres = Map.groupBy(found, ({ table }) => table);
    expect(sorted([...inPostgres].map(([name, columns]) => [name, columns.map(({ column }) => column)]))).toEqual(
      expected,
    );
    expect(sorted(copiedTables.map(({ name, columns }) => [name, [...columns]]))).toEqual(expected);
  });
});
