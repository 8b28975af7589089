import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHub } from '../../hub/hub.ts';
import { manualClock, nodePorts } from '../../hub/ports.node.ts';
import { openPool } from '../../hub/store/postgres/connection.ts';
import { club } from '../../hub/testing/club.ts';
import { memberDoc, programmeFrom, shopDoc, shopLines } from '../../hub/testing/shop.ts';
import { openTestTill } from '../../hub/testing/till.ts';
import { hubAdminClient } from '../../main/cli/hub-admin.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import { newDatabase } from './database.ts';

type Process = { child: ChildProcess; url: string; token: string };
type Leader = { holder: string; term: number };

const rounds = 5;
const lookMs = 20;
const inTime = { timeout: 30_000, interval: lookMs };

let folder: string;
let url: string;
let startMs: number;
let processes: Process[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-processes-'));
  url = await newDatabase();
  startMs = Date.now();
  processes = [];
});
afterEach(() => {
  for (const { child } of processes) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** As on a machine of its own: a folder with the hub's key. */
async function startHub(name: string, diesAfterPushes = 0): Promise<Process> {
  const dataDir = join(folder, name);
  if (processes.length > 0) {
    mkdirSync(dataDir);
    cpSync(join(folder, 'one', 'hub.key'), join(dataDir, 'hub.key'));
  }
  const args = [dataDir, url, String(startMs), String(diesAfterPushes)];
  const child = fork(join(import.meta.dirname, 'programs', 'hub.ts'), args);
  const [ready] = (await once(child, 'message')) as [Omit<Process, 'child'>];
  const started = { child, ...ready };
  processes.push(started);
  return started;
}

/** Goes to the process that a balancer would send it to; where that is gone, to the other, and begins a session there. */
async function openClient(id: string, code: string, first: Process, second: Process) {
  let at = first;
  const till = openTestTill(id, async (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(at.url + pathname + search, request));
  });
  await till.enrol(code);
  await till.session();
  await till.pull();
  return {
    till,
    async push(): Promise<void> {
      try {
        await till.push(till.journal, 5);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        at = second;
        await till.session();
        await till.push(till.journal, 5);
      }
    },
  };
}

async function leader(): Promise<Leader> {
  const pool = openPool(url, 1);
  const [row] = await pool.ask<{ value: string }>(`select value from meta where key = 'jobs.leader'`);
  await pool.close();
  return JSON.parse(row!.value) as Leader;
}

const shopTwo: ImportLine[] = [
  { kind: 'shop', doc: { ...shopDoc, id: 'shop-2' } },
  { kind: 'till', doc: { id: 'till-4', shop: 'shop-2', name: 'till-4' } },
  { kind: 'price', doc: { shop: 'shop-2', sku: 'milk', priceMinor: 89_90 } },
];

it('two hub processes on one database: one is killed after a commit it told nobody of, the other has its tills and leads its jobs', async () => {
  const one = await startHub('one', 6);
  const two = await startHub('two');
  const admin = hubAdminClient(one.url, one.token);
  await admin.importLines([
    ...shopLines(['till-1', 'till-2', 'till-3'], [memberDoc('anna', {}, ['shop-1', 'shop-2'])]),
    ...shopTwo,
  ]);
  await admin.publish(club, programmeFrom);
  const clients: Awaited<ReturnType<typeof openClient>>[] = [];
  for (const [nth, id] of ['till-1', 'till-2', 'till-3', 'till-4'].entries()) {
    const [first, second] = nth < 2 ? [one, two] : [two, one];
    clients.push(await openClient(id, (await admin.enrolmentCode(id)).code, first, second));
  }
  const led = await leader();

  const died = once(one.child, 'exit');
  for (let round = 0; round < rounds; round += 1) {
    const at = new Date(Date.parse('2026-03-01T09:30:00Z') + round * 1000).toISOString();
    for (const [nth, { till }] of clients.entries()) {
      const codes = round === 0 && nth < 3 ? ['TEN'] : [];
      till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at, codes });
    }
    await Promise.all(clients.map(({ push }) => push()));
  }
  expect((await died)[1]).toBe('SIGKILL');

  // The other leads, and tells the second shop what the first used up.
  await expect.poll(leader, inTime).not.toMatchObject(led);
  await expect.poll(async () => (await leader()).holder, inTime).not.toBe(led.holder);
  const far = clients[3]!.till;
  await expect
    .poll(async () => {
      await far.pull();
      return far.doc('usage', 'ten-off');
    }, inTime)
    .toMatchObject({ promotion: 'ten-off', uses: 3 });

  const { summary, records } = await booked();
  expect(summary).toMatchObject({ sales: 4 * rounds, ledgerSum: 0 });
  expect(records).toEqual(
    new Map(clients.map(({ till }) => [till.journal[0]!.record.till, till.journal.map(({ hash }) => hash)])),
  );
}, 120_000);

/** What a third process finds: the sums, and each till's records in their order. */
async function booked() {
  const dataDir = join(folder, 'three');
  mkdirSync(dataDir);
  cpSync(join(folder, 'one', 'hub.key'), join(dataDir, 'hub.key'));
  const hub = await openHub({ dataDir, ports: { ...nodePorts, clock: manualClock(0) }, postgres: { url } });
  const summary = await hub.summary();
  await hub.close();
  const pool = openPool(url, 1);
  const rows = await pool.ask<{ till: string; hash: string }>('select till, hash from record order by till, seq');
  await pool.close();
  const records = new Map<string, string[]>();
  for (const { till, hash } of rows) records.set(till, [...(records.get(till) ?? []), hash]);
  return { summary, records };
}
