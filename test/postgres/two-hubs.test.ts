import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { manualClock, nodePorts } from '../../hub/ports.node.ts';
import { openPool } from '../../hub/store/postgres/connection.ts';
import type { Pool } from '../../hub/store/postgres/connection.ts';
import { openPostgresStore } from '../../hub/store/postgres/store.ts';
import { noon } from '../../hub/testing/hub.ts';
import { club } from '../../hub/testing/club.ts';
import { asText, lot, memberDoc, programme, programmeFrom, shopLines } from '../../hub/testing/shop.ts';
import { openTestTill } from '../../hub/testing/till.ts';
import type { TestTill } from '../../hub/testing/till.ts';
import { newDatabase } from './database.ts';

const tillIds = ['till-1', 'till-2', 'till-3', 'till-4'];
const at = (minute: number) => new Date(Date.parse('2026-03-01T12:00:00Z') + minute * 60_000).toISOString();

let folder: string;
let url: string;
let hubs: [Hub, Hub];

function open(dataDir: string): Promise<Hub> {
  const clock = manualClock(Date.parse(noon));
  const ports = { ...nodePorts, clock };
  return openHub({
    dataDir,
    ports,
    manualClock: clock,
    postgres: { url },
    log: (line) => line.level === 'error' && console.error(line.error),
  });
}

/** How many wait for a row that another holds. */
async function waiting({ ask }: Pool): Promise<number> {
  const [row] = await ask<{ count: number }>(
    `select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
}

/** Two hubs as two machines have them: a folder each, the key of the first in both, one database. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-hubs-'));
  url = await newDatabase();
  const first = await open(join(folder, 'one'));
  mkdirSync(join(folder, 'two'));
  cpSync(join(folder, 'one', 'hub.key'), join(folder, 'two', 'hub.key'));
  hubs = [first, await open(join(folder, 'two'))];
  const members = ['anna', 'boris'].map((id) => memberDoc(id, { lots: [lot(`l-${id}`, 100_00)] }));
  await first.importLines(asText(shopLines(tillIds, members)));
  await first.publish(programme, programmeFrom);
});
afterEach(async () => {
  for (const hub of hubs) await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

async function tillAt(hub: () => Hub, id: string): Promise<TestTill> {
  const till = openTestTill(id, async (request) => hub().app.fetch(request));
  await till.enrol((await hub().enrolmentCode(id)).code);
  await till.session();
  await till.pull();
  return till;
}

describe('two hubs on one database', () => {
  it('keep the books right while tills at both push sales of the same members at once', async () => {
    const tills: TestTill[] = [];
    for (const [n, id] of tillIds.entries()) tills.push(await tillAt(() => hubs[n % 2]!, id));
    for (let round = 0; round < 6; round += 1) {
      for (const [n, till] of tills.entries()) {
        // Each till meets the two members in another order.
        const members = n < 2 ? ['anna', 'boris'] : ['boris', 'anna'];
        for (const member of members) till.sell({ member, lines: [{ sku: 'coffee' }], at: at(round) });
      }
      await Promise.all(tills.map((till) => till.push(till.journal, 5)));
    }
    await Promise.all(tills.map((till) => till.pull()));
    const [one, two] = await Promise.all(hubs.map((hub) => hub.summary()));
    expect(one).toEqual(two);
    expect(one).toMatchObject({ sales: 48, ledgerSum: 0, verdicts: { equal: 48, different: 0, pending: 0 } });
    // 5 % of 500.00, 24 times each.
    for (const till of tills) {
      for (const member of ['anna', 'boris']) {
        const { lots } = till.doc('member', member)!.account;
        expect(lots.reduce((sum, { points }) => sum + points, 0)).toBe(100_00 + 24 * 25_00);
      }
    }
    const [first] = tills;
    first!.checkpoint = { generation: hubs[0].generation, position: 0 };
    const positions = (await first!.pull()).flatMap(({ changes }) => changes.map(({ position }) => position));
    expect(positions).toEqual(positions.map((_, n) => n + 1));
  });

  it('end a session that was opened at one when the till opens another at the other', async () => {
    let asked = hubs[0];
    const till = await tillAt(() => asked, 'till-1');
    const clone = openTestTill('till-1', async (request) => hubs[0].app.fetch(request));
    asked = hubs[1];
    await expect(till.pull()).rejects.toThrow('hub.sessionEnded');
    await till.session();
    till.sell({ member: 'anna', at: at(1) });
    expect((await till.push()).ack.seq).toBe(2);
    asked = hubs[0];
    await expect(till.push()).rejects.toThrow('hub.sessionEnded');
    // A till that enrols again at one is nobody's any more at the other.
    await clone.enrol((await hubs[0].enrolmentCode('till-1')).code);
    asked = hubs[1];
    await expect(till.pull()).rejects.toThrow('hub.sessionEnded');
  });

  it('use at once what the other was told of prices', async () => {
    const till = await tillAt(() => hubs[1], 'till-1');
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at(1) });
    await till.push();
    const doc = { shop: 'shop-1', sku: 'coffee', priceMinor: 600_00 };
    await hubs[0].importLines(asText([{ kind: 'price', doc }]));
    await till.pull();
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at(2) });
    await till.push();
    expect((await hubs[1].summary()).verdicts).toEqual({ equal: 2, different: 0, pending: 0 });
    expect(await hubs[1].discrepancies()).toEqual([]);
  });

  it('wait for a shop that is just using up a promotion, and tell of what goes beyond it', async () => {
    await hubs[0].publish(club, '2026-02-01T00:00:00+03:00');
    const till = await tillAt(() => hubs[0], 'till-1');
    const [first] = [...till.documents.keys()].filter((name) => name.startsWith('programme '));
    till.documents.delete(first!);
    till.sell({ lines: [{ sku: 'milk' }], codes: ['TEN'], at: at(1) });
    const pool = openPool(url, 1);
    const other = await openPostgresStore({ url, ports: nodePorts });
    let pushed: Promise<unknown> | undefined;
    await other.write(async (tx) => {
      await tx.holdUsage('ten-off');
      const far = { till: 'far', epoch: 'e', seq: 1, hash: 'h', atMs: 0 };
      await tx.addUsage(far, 'shop-2', { promotion: 'ten-off', uses: 3, given: 25_00 });
      await tx.usage('ten-off');
      pushed = till.push();
      await expect.poll(() => waiting(pool)).toBe(1);
    });
    await pushed;
    await Promise.all([pool.close(), other.close()]);
    expect(await hubs[0].discrepancies()).toMatchObject([{ kind: 'limit' }]);
  });

  it('grant a lease once, whichever is asked and however often', async () => {
    const till = await tillAt(() => hubs[0], 'till-1');
    const other = await tillAt(() => hubs[1], 'till-2');
    const replies = await Promise.all([till, other].map((each) => each.lease('anna', 80_00, at(1))));
    const granted = replies.map((reply) =>
      reply.kind === 'granted' ? reply.grant.lease.lots.reduce((sum, { points }) => sum + points, 0) : 0,
    );
    expect(granted.toSorted((a, b) => a - b)).toEqual([20_00, 80_00]);
  });

  it('give the right to return by a receipt to one till, whichever are asked', async () => {
    const seller = await tillAt(() => hubs[0], 'till-1');
    const tills = [await tillAt(() => hubs[0], 'till-2'), await tillAt(() => hubs[1], 'till-3')];
    for (let round = 0; round < 8; round += 1) {
      const { receipt } = seller.sell({ member: 'anna', at: at(round) }).body;
      seller.append({ kind: 'lease.closed', lease: receipt }, at(round));
      await seller.push();
      const replies = await Promise.all(tills.map((till) => till.returnRight(receipt)));
      expect(replies.map(({ kind }) => kind).toSorted()).toEqual(['granted', 'refused']);
      expect(replies.find(({ kind }) => kind === 'refused')).toMatchObject({ reason: 'elsewhere' });
    }
    expect(await hubs[0].alarms()).toEqual([]);
  });

  it('refuse a third with a key of its own', async () => {
    await expect(open(join(folder, 'three'))).rejects.toMatchObject({ code: 'hub.notItsDatabase' });
  });
});

it('refuses a database without tables, or with those of another version', async () => {
  url = await newDatabase({ tables: false });
  await expect(open(join(folder, 'four'))).rejects.toMatchObject({ code: 'hub.schema' });
});
