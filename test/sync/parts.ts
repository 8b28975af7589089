import { join } from 'node:path';
import { afterAll, expect, vi } from 'vitest';
import { demoShop, demoTillId } from '../../main/demo/shop.ts';
import { openIdentity } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import type { JournalTx } from '../../main/store/journal.ts';
import { openReplica } from '../../main/store/replica.ts';
import type { ReplicaOptions } from '../../main/store/replica.ts';
import { startSync } from '../../main/sync/sync.ts';
import type { SyncChange } from '../../main/sync/sync.ts';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import programme from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { by, journalIn } from '../store/journals.ts';
import { openProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';

export const till = demoTillId;

/** A hub with the demo shop, behind a door that can be closed. */
export async function demoHub(folder: string): Promise<Hub> {
  const hub = await openHub({ dataDir: folder, ports: hubPorts });
  await hub.importLines(demoShop(Date.now()).map((line) => JSON.stringify(line)));
  await hub.publish(programme, '2026-01-01T00:00:00+03:00');
  return hub;
}

export type TestTill = ReturnType<typeof startTill>;

/** A till's stores and sync on real files; started again on the same folder it goes on where it was. */
export function startTill(folder: string, hubUrl: string, room: ReplicaOptions = {}) {
  const journal = journalIn(folder, { till });
  const replica = openReplica(join(folder, 'replica.db'), room);
  const identity = openIdentity({ keyDir: join(folder, 'keys'), random: nodePorts.random });
  const changes: SyncChange[] = [];
  const sync = startSync({
    journal,
    replica,
    hubUrl,
    identity,
    ports: nodePorts,
    fetch: (url, init) => fetch(url, init),
    now: () => by.at,
    onChange: (change) => changes.push(change),
  });
  let closed = false;
  const stop = async () => {
    if (closed) return;
    closed = true;
    await sync.stop();
    journal.close();
    replica.close();
  };
  afterAll(stop);
  /** One commit as the till makes it: recorded, then pushed when it may be. */
  const commit = <T>(work: (tx: JournalTx) => T): T => {
    const result = journal.transact(work);
    sync.kick();
    return result;
  };
  const cashIn = (count: number) => {
    for (let number = 0; number < count; number += 1)
      commit((tx) => tx.append({ kind: 'cash.in', amountMinor: 100, reason: `${number}` }, by));
  };
  return { journal, replica, sync, identity, changes, stop, commit, cashIn };
}

export async function enrolAt(hub: Hub, { sync }: TestTill): Promise<void> {
  const { code, fingerprint } = await hub.enrolmentCode(till);
  await sync.enrol({ code, fingerprint });
}

export const waiting = { timeout: 30_000, interval: 10 };

/** All of the till is at the hub. */
export function settled({ sync }: TestTill): Promise<void> {
  return vi.waitFor(() => expect(sync.status()).toMatchObject({ state: 'online', unpushed: { count: 0 } }), waiting);
}

/** A demo hub on a folder, behind its proxy. */
export async function hubBehindProxy(folder: string): Promise<{ hub: Hub; port: number; proxy: Proxy }> {
  const hub = await demoHub(folder);
  const { url } = await hub.listen();
  return { hub, port: Number(new URL(url).port), proxy: await openProxy(url) };
}
