import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { adminTokenFile } from '../../hub/identity/data-folder.ts';
import { openPool } from '../../hub/store/postgres/connection.ts';
import { memberDoc, programme, programmeFrom, shopDoc, shopLines } from '../../hub/testing/shop.ts';
import { openTestTill, pushBody } from '../../hub/testing/till.ts';
import type { TestTill } from '../../hub/testing/till.ts';
import { hubAdminClient } from '../../main/cli/hub-admin.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import { startPostgres, stopPostgres } from '../postgres/server.ts';
import { ring } from './ingest-load.ts';
import { newDatabaseAt } from './ingest-postgres.ts';
import { rateRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/**
 * Tills of several shops that push a receipt after another, all at once, over sockets to hub processes on one PostgreSQL that flushes every
 * commit. What they push is made and signed before; hubs, database and tills share the machine.
 */
const tills = 200;
const shops = 10;
const receiptsATill = 10;
const membersATill = 2;
/** A sale a minute at each of 10,000 tills. */
const wanted = 10_000 / 60;

export const manyTillsBench: Bench = {
  name: 'many-tills',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-tills-'));
    try {
      const server = await startPostgres(folder, true);
      return [await measure(folder, server, 1), await measure(folder, server, 2)];
    } finally {
      await stopPostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type HubProcess = { child: ChildProcess; url: string; token: string };

async function measure(folder: string, server: string, count: number): Promise<Row> {
  const url = await newDatabaseAt(server, `tills_${count}`);
  const hubs: HubProcess[] = [];
  try {
    for (let nth = 0; nth < count; nth += 1) hubs.push(await startHub(folder, `${count}-${nth}`, url, `${count}-0`));
    const admin = hubAdminClient(hubs[0]!.url, hubs[0]!.token);
    await admin.importLines(world());
    await admin.publish(programme, programmeFrom);
    const loads: Load[] = [];
    for (let nth = 0; nth < tills; nth += 1) loads.push(await makeLoad(nth, hubs[nth % count]!, admin));
    const seconds = await play(loads);
    await expectEqual(url);
    const name = count === 1 ? 'many-tills' : `many-tills-${count}-hubs`;
    const rate = (tills * receiptsATill) / seconds;
    return rateRow(name, rate, '10,000 tills, a sale a minute', wanted, 'receipts/s', 1);
  } finally {
    for (const { child } of hubs) {
      child.kill();
      await once(child, 'exit');
    }
  }
}

async function startHub(folder: string, name: string, url: string, first: string): Promise<HubProcess> {
  const data = join(folder, name);
  mkdirSync(data);
  if (name !== first) copyFileSync(join(folder, first, 'hub.key'), join(data, 'hub.key'));
  const cli = join(import.meta.dirname, '..', '..', 'main', 'cli.ts');
  const words = ['hub', 'serve', '--data', data, '--store', url, '--port', '0'];
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const [line] of on(createInterface(child.stdout), 'line')) {
    return { child, url: String(line), token: readFileSync(join(data, adminTokenFile), 'utf8').trim() };
  }
  throw new Error('the hub said nothing');
}

const shopOf = (nth: number) => `shop-${(nth % shops) + 1}`;

/** A member shops where one till stands: what the others do is no matter to their facts. */
function world(): ImportLine[] {
  const lines = shopLines([]);
  const more = Array.from({ length: shops - 1 }, (_, nth): ImportLine[] => {
    const shop = shopOf(nth + 1);
    const prices = lines.flatMap((line): ImportLine[] =>
      line.kind === 'price' ? [{ kind: 'price', doc: { ...line.doc, shop } }] : [],
    );
    return [{ kind: 'shop', doc: { ...shopDoc, id: shop } }, ...prices];
  });
  const people = Array.from({ length: tills }, (_, nth): ImportLine[] => [
    { kind: 'till', doc: { id: `till-${nth}`, shop: shopOf(nth), name: `till-${nth}` } },
    ...Array.from({ length: membersATill }, (__, n): ImportLine => {
      return { kind: 'member', doc: memberDoc(`m${nth}-${n}`, {}, [shopOf(nth)]) };
    }),
  ]);
  return [...lines, ...more.flat(), ...people.flat()];
}

/** What a till will push, in its order. */
type Load = { url: string; requests: RequestInit[] };

async function makeLoad(nth: number, hub: HubProcess, admin: ReturnType<typeof hubAdminClient>): Promise<Load> {
  const id = `till-${nth}`;
  const till = openTestTill(id, (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(hub.url + pathname + search, request));
  });
  await till.enrol((await admin.enrolmentCode(id)).code);
  await till.session();
  await till.pull();
  const requests: RequestInit[] = [];
  for (let receipt = 0; receipt < receiptsATill; receipt += 1) {
    const from = receipt === 0 ? 0 : till.journal.length;
    ring(till, receipt, `m${nth}-${receipt % membersATill}`);
    requests.push(requestOf(till, from));
  }
  return { url: `${hub.url}/v1/journal`, requests };
}

function requestOf({ wire, journal }: TestTill, from: number): RequestInit {
  const body = JSON.stringify(pushBody(wire, journal.slice(from)));
  const { method, headers } = wire.request('POST', '/v1/journal', body, false);
  return { method, headers: Object.fromEntries(headers), body };
}

/** Seconds. */
async function play(loads: readonly Load[]): Promise<number> {
  const began = performance.now();
  await Promise.all(
    loads.map(async ({ url, requests }) => {
      for (const request of requests) {
        const reply = await fetch(url, request);
        if (reply.status !== 200) throw new Error(await reply.text());
        await reply.arrayBuffer();
      }
    }),
  );
  return (performance.now() - began) / 1000;
}

async function expectEqual(url: string): Promise<void> {
  const pool = openPool(url, 1);
  const [row] = await pool.ask<{ sales: number; others: number }>(
    'select cast(sum(sales) as bigint) as sales, cast(sum(different + pending) as bigint) as others from tally',
  );
  await pool.close();
  if (row?.sales !== tills * receiptsATill || row.others !== 0)
    throw new Error(`not all equal: ${JSON.stringify(row)}`);
}
