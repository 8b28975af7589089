import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../hub/hub.ts';
import { by, temporaryFolder } from '../store/journals.ts';
import { enrolAt, hubBehindProxy, settled, startTill } from './parts.ts';
import type { TestTill } from './parts.ts';
import type { Proxy } from './proxy.ts';

const root = temporaryFolder('clones');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

let hub: Hub;
let proxy: Proxy;
let hubFolder: string;

beforeAll(async () => {
  hubFolder = newFolder();
  ({ hub, proxy } = await hubBehindProxy(hubFolder));
});
afterAll(async () => {
  await proxy.shut();
  await hub.close();
});

const hashesOf = ({ journal }: TestTill) => journal.readRecords(null, 10_000).map(({ hash }) => hash);

/** Hashes of all the hub has, each as often as it was stored. */
function hashesAtHub(): string[] {
  const db = new Database(join(hubFolder, 'hub.db'), { readonly: true });
  const hashes = db.prepare<[], string>('select hash from record').pluck().all();
  db.close();
  return hashes;
}

let words = 0;
/** Each says something of its own: two lives that do the same at the same second would write the same record. */
function work({ commit }: TestTill, count: number): void {
  for (let number = 0; number < count; number += 1) {
    commit((tx) => tx.append({ kind: 'cash.in', amountMinor: 100, reason: `${(words += 1)}` }, by));
  }
}

const newEpochs = ({ journal }: TestTill) =>
  journal.readRecords(null, 10_000).filter(({ record: { body } }) => body.kind === 'epoch.started').length - 1;

const alarmKinds = async () => new Set((await hub.alarms()).map(({ kind }) => kind));

/** A till that sold and is settled, and a copy of its folder taken then. */
async function tillAndCopy(): Promise<{ here: TestTill; folder: string; copy: string }> {
  const [folder, copy] = [newFolder(), newFolder()];
  const here = startTill(folder, proxy.url);
  await enrolAt(hub, here);
  work(here, 3);
  await settled(here);
  cpSync(folder, copy, { recursive: true });
  return { here, folder, copy };
}

function expectAllAtHub(...tills: TestTill[]): void {
  const wanted = new Set(tills.flatMap(hashesOf));
  const found = hashesAtHub().filter((hash) => wanted.has(hash));
  expect(new Set(found)).toEqual(wanted);
  expect(found).toHaveLength(wanted.size);
}

describe('a second life of a till', () => {
  it('whose token is still good is found by its chain, and all it sold is booked beside the first', async () => {
    const { here, copy } = await tillAndCopy();
    work(here, 3);
    await settled(here);
    await here.stop();
    const copied = startTill(copy, proxy.url);
    copied.sync.setNetwork(false);
    // More than the first life sold: by numbers alone its records would seem to go on from those of the hub.
    work(copied, 5);
    copied.sync.setNetwork(true);
    await settled(copied);
    expect(newEpochs(copied)).toBe(1);
    expectAllAtHub(copied);
    expect(await alarmKinds()).toContain('branch');
    await copied.stop();
  });

  it('goes on beside the first, both alive: everything of both is at the hub once', async () => {
    const { here, folder, copy } = await tillAndCopy();
    const there = startTill(copy, proxy.url);
    for (let round = 0; round < 10; round += 1) {
      work(here, 2);
      work(there, 3);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await Promise.all([settled(here), settled(there)]);
    expect(newEpochs(here) + newEpochs(there)).toBeGreaterThan(0);
    expectAllAtHub(here, there);
    await Promise.all([here.stop(), there.stop()]);
    // Each begins a session anew: what the first of them was handed is not the last any more.
    for (const life of [folder, copy, folder]) {
      const again = startTill(life, proxy.url);
      work(again, 1);
      await settled(again);
      expectAllAtHub(again);
      await again.stop();
    }
    expect(await alarmKinds()).toContain('olderLife');
  });

  it('is not suspected where only the answer to a session was lost, however often', async () => {
    const here = startTill(newFolder(), proxy.url);
    let lost = 3;
    proxy.faults = (call) => (call === 'POST /v1/session' && lost-- > 0 ? 'lost reply' : 'pass');
    await enrolAt(hub, here);
    work(here, 2);
    await settled(here);
    proxy.faults = () => 'pass';
    expect(lost).toBeLessThanOrEqual(0);
    expect(newEpochs(here)).toBe(0);
    await here.stop();
  });
});
