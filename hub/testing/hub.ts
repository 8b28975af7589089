import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHub } from '../hub.ts';
import type { Hub, HubConfig } from '../hub.ts';
import { manualClock, nodePorts } from '../ports.node.ts';
import { openPool } from '../store/postgres/connection.ts';
import { openReader } from '../store/sqlite/database.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { ImportedMember } from '../../shared/protocol/feed.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import { asText, programme, programmeFrom, shopLines } from './shop.ts';
import { emptyDatabase, newDatabase } from '../../test/postgres/database.ts';
import { givingWay } from '../../test/postgres/giving-way.ts';
import { openTestTill } from './till.ts';
import type { TestTill } from './till.ts';

export const noon = '2026-03-01T12:00:00+03:00';

/** What a test has instead of the corner shop's programme, and more than its goods. */
export type World = { programme?: Programme; lines?: ImportLine[] };

export type TestHub = {
  hub: Hub;
  dataDir: string;
  clock: ReturnType<typeof manualClock>;
  /** Enrolled, in session, and with the feed pulled. */
  till(id: string): Promise<TestTill>;
  /** All that a table of the hub's database holds, in order of its first columns. */
  rows<Row extends object>(table: string): Promise<Row[]>;
  /** Closes it and opens the same folder again; `closed` runs between. */
  reopen(config?: Partial<HubConfig>, closed?: () => Promise<void>): Promise<Hub>;
  close(): Promise<void>;
};

async function tableRows<Row extends object>(table: string, at: string): Promise<Row[]> {
  const text = `select * from ${table} order by 1, 2, 3`;
  if (!at.startsWith('postgres:')) {
    const db = openReader(at);
    const rows = db.prepare<[], Row>(text).all();
    db.close();
    return rows;
  }
  const pool = openPool(at, 1);
  const rows = await pool.ask<Row>(text);
  await pool.close();
  return rows;
}

let database: Promise<string> | undefined;

/** Some of the tests are run on PostgreSQL too (test/postgres/hub.test.ts), each on a database that the last one left empty. */
async function testPostgres(): Promise<HubConfig['postgres'] | undefined> {
  if (process.env['KOPILKA_TEST_STORE'] !== 'postgres') return undefined;
  database ??= newDatabase();
  const url = await database;
  await emptyDatabase(url);
  // One connection: nothing inside a transaction may ask outside of it.
  return { url, connections: 1, ...givingWay };
}

/** A real hub on a folder of its own, with its shop and programme, its clock at noon of 1 March 2026. */
export async function openTestHub(
  tills: string[],
  members: ImportedMember[] = [],
  config: Partial<HubConfig> = {},
  world: World = {},
): Promise<TestHub> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kopilka-hub-'));
  const clock = manualClock(Date.parse(noon));
  const postgres = await testPostgres();
  const open = (more: Partial<HubConfig>) =>
    openHub({
      dataDir,
      ...(postgres ? { postgres } : {}),
      ports: { ...nodePorts, clock },
      manualClock: clock,
      log: (line) => line.level === 'error' && console.error(line.error),
      ...config,
      ...more,
    });
  const test: TestHub = {
    hub: await open({}),
    dataDir,
    clock,
    async till(id) {
      const till = openTestTill(id, async (request) => test.hub.app.fetch(request));
      const { code } = await test.hub.enrolmentCode(id);
      await till.enrol(code);
      await till.session();
      await till.pull();
      return till;
    },
    rows: (table) => tableRows(table, postgres?.url ?? join(dataDir, 'hub.db')),
    async reopen(more = {}, closed = () => Promise.resolve()) {
      await test.hub.close();
      await closed();
      test.hub = await open(more);
      return test.hub;
    },
    async close() {
      await test.hub.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await test.hub.importLines(asText([...shopLines(tills, members), ...(world.lines ?? [])]));
  await test.hub.publish(world.programme ?? programme, programmeFrom);
  return test;
}
