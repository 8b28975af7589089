import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newGeneration } from '../../hub/enrol/generation.ts';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts } from '../../hub/ports.node.ts';
import { openSqliteStore } from '../../hub/store/sqlite/store.ts';
import { demoGoods } from '../../main/demo/goods.ts';
import type { SessionReply } from '../../shared/protocol/hub.ts';
import { by, journalIn, temporaryFolder } from '../store/journals.ts';
import { demoHub, enrolAt, hubBehindProxy, settled, startTill, till, waiting } from './parts.ts';
import type { Proxy } from './proxy.ts';

const root = temporaryFolder('lives');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

let hub: Hub;
let proxy: Proxy;
let hubFolder: string;
let port: number;

/** A fresh hub for each group, behind its proxy. */
function beforeHub(): void {
  beforeAll(async () => {
    hubFolder = newFolder();
    ({ hub, port, proxy } = await hubBehindProxy(hubFolder));
  });
  afterAll(async () => {
    await proxy.shut();
    await hub.close();
  });
}

const recordsAtHub = async () => (await hub.summary()).records;

describe('a till that is not the one it was', () => {
  beforeHub();

  it('restored from an older copy goes on in a new epoch; what both lives sold is at the hub', async () => {
    const [folder, copy] = [newFolder(), newFolder()];
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    here.cashIn(3);
    await settled(here);
    await here.stop();
    cpSync(folder, copy, { recursive: true });

    here = startTill(folder, proxy.url);
    here.cashIn(4);
    await settled(here);
    // Another session, so that the copy's token is neither the last issued nor the last confirmed.
    await here.stop();
    here = startTill(folder, proxy.url);
    await settled(here);
    await here.stop();

    const before = journalIn(copy, { till });
    before.transact((tx) => tx.append({ kind: 'cash.out', amountMinor: 5, reason: 'in the restored life' }, by));
    const old = before.head();
    before.close();
    const restored = startTill(copy, proxy.url);
    restored.cashIn(2);
    await settled(restored);
    const begun = restored.journal
      .readRecords(null, 100)
      .find(
        ({ record }) => record.body.kind === 'epoch.started' && record.seq === 1 && record.body.reason === 'restored',
      );
    expect(begun?.record.body).toMatchObject({ parent: { epoch: old.epoch } });
    expect(restored.journal.head().epoch).not.toBe(old.epoch);
    const { records } = await hub.summary();
    // 1 + 3 + 4 of the first life; one beside them, the new epoch and 2 (of which some may still be of the old one).
    expect(records).toBe(1 + 3 + 4 + 1 + 1 + 2);
    await restored.stop();
  });

  it('whose end was lost, as the hub knows, goes on in a new epoch', async () => {
    const [folder, copy] = [newFolder(), newFolder()];
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    // In the midst of the session: the copy's token is the last that was issued.
    cpSync(folder, copy, { recursive: true });
    here.cashIn(3);
    await settled(here);
    await here.stop();
    here = startTill(copy, proxy.url);
    await settled(here);
    const kinds = here.journal.readRecords(null, 10).map(({ record }) => record.body);
    expect(kinds).toMatchObject([{ reason: 'enrolled' }, { reason: 'restored' }]);
    expect(here.journal.ack()).toMatchObject({ epoch: here.journal.head().epoch, seq: 1 });
    await here.stop();
  });

  it('whose replica is no database pulls it again', async () => {
    const folder = newFolder();
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    await here.stop();
    writeFileSync(join(folder, 'replica.db'), 'x'.repeat(10_000));
    here = startTill(folder, proxy.url);
    expect(here.replica.checkpoint()).toBeNull();
    await settled(here);
    expect(here.replica.get('shop', 'demo')).toBeDefined();
    await here.stop();
  });

  it('whose replica turns out to be damaged while it sells takes a snapshot', async () => {
    const folder = newFolder();
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    await here.stop();
    const pages = readFileSync(join(folder, 'replica.db'));
    const place = pages.indexOf('"sku":"');
    pages.fill(0xa5, place - (place % 4096), place - (place % 4096) + 4096);
    writeFileSync(join(folder, 'replica.db'), pages);
    here = startTill(folder, proxy.url);
    await settled(here);
    expect(() => here.replica.list('good')).toThrow('malformed');
    here.sync.kick();
    await vi.waitFor(() => expect(here.replica.list('good')).toHaveLength(demoGoods.length), waiting);
    await here.stop();
  });

  it('whose disk has no room for the snapshot says what to do, pushes on, and takes it when there is room', async () => {
    const folder = newFolder();
    let here = startTill(folder, proxy.url, { maxPages: 10 });
    await enrolAt(hub, here);
    await vi.waitFor(() => expect(here.sync.status().problem?.code).toBe('replica.diskFull'), waiting);
    here.cashIn(3);
    await vi.waitFor(() => expect(here.sync.status().unpushed.count).toBe(0), waiting);
    expect(here.replica.checkpoint()).toBeNull();
    await here.stop();
    expect(readdirSync(folder).filter((name) => name.includes('.new-'))).toEqual([]);
    here = startTill(folder, proxy.url);
    await settled(here);
    expect(here.replica.list('good')).toHaveLength(demoGoods.length);
    await here.stop();
  });

  it('whose disk is full in the midst of a page of the feed keeps the last checkpoint, and goes on from there', async () => {
    const folder = newFolder();
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    await here.stop();
    const pages = statSync(join(folder, 'replica.db')).size / 4096;
    here = startTill(folder, proxy.url, { maxPages: pages + 1 });
    const before = here.replica.checkpoint();
    const goods = Array.from({ length: 200 }, (_, index) => ({
      kind: 'good',
      doc: { sku: `new-${index}`, name: { ru: 'x', en: 'x'.repeat(500) }, barcodes: [], categories: [] },
    }));
    await hub.importLines(goods.map((line) => JSON.stringify(line)));
    here.sync.kick();
    await vi.waitFor(() => expect(here.sync.status().problem?.code).toBe('replica.diskFull'), waiting);
    expect(here.replica.checkpoint()?.generation).toBe(before?.generation);
    expect(here.replica.get('good', 'new-0')).toBeUndefined();
    await here.stop();
    here = startTill(folder, proxy.url);
    await settled(here);
    expect(here.replica.get('good', 'new-199')).toBeDefined();
    await here.stop();
  });
});

describe('a hub that is not the one it was', () => {
  beforeHub();

  it('but was restored from a backup gets again what it lost, and the till a snapshot', async () => {
    const before = newFolder();
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    here.cashIn(2);
    await settled(here);
    cpSync(hubFolder, before, { recursive: true });
    here.cashIn(4);
    await settled(here);
    const { epoch } = here.journal.head();
    await hub.close();
    rmSync(hubFolder, { recursive: true });
    cpSync(before, hubFolder, { recursive: true });
    const store = openSqliteStore(join(hubFolder, 'hub.db'));
    await newGeneration(store, nodePorts.random);
    await store.close();
    hub = await openHub({ dataDir: hubFolder, ports: nodePorts });
    await hub.listen({ port });
    expect(await recordsAtHub()).toBe(3);
    const pushed: number[] = [];
    proxy.faults = (call) => {
      if (call === 'POST /v1/journal') pushed.push(here.journal.ack()?.seq ?? 0);
      return 'pass';
    };
    here.sync.kick();
    await vi.waitFor(() => expect(here.replica.checkpoint()?.generation).toBe(hub.generation), waiting);
    await settled(here);
    proxy.faults = () => 'pass';
    expect(pushed).toEqual([3]);
    expect(await recordsAtHub()).toBe(7);
    expect(here.journal.head()).toMatchObject({ epoch, seq: 7 });
    expect(await hub.alarms()).toEqual([]);
    await here.stop();
  });

  it('and lost a whole life of the till gets all again, for nobody knows what else it lost', async () => {
    const [folder, before] = [newFolder(), newFolder()];
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    here.cashIn(2);
    await settled(here);
    cpSync(hubFolder, before, { recursive: true });
    here.cashIn(4);
    await settled(here);
    await here.stop();
    // A new life begins while the hub is away: its own first record is all that waits to be pushed.
    const journal = journalIn(folder, { till });
    journal.transact((tx) => tx.beginEpoch('restored'));
    journal.close();
    const atHub = await recordsAtHub();
    await hub.close();
    rmSync(hubFolder, { recursive: true });
    cpSync(before, hubFolder, { recursive: true });
    const store = openSqliteStore(join(hubFolder, 'hub.db'));
    await newGeneration(store, nodePorts.random);
    await store.close();
    hub = await openHub({ dataDir: hubFolder, ports: nodePorts });
    await hub.listen({ port });
    here = startTill(folder, proxy.url);
    await settled(here);
    expect(await recordsAtHub()).toBe(atHub + 1);
    expect(await hub.alarms()).toEqual([]);
    await here.stop();
  });

  it('nor brought back at all, but begun anew, gets the whole journal when the till enrols there', async () => {
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    here.cashIn(3);
    await settled(here);
    here.commit((tx) => tx.beginEpoch('restored'));
    await settled(here);
    await hub.close();
    rmSync(hubFolder, { recursive: true });
    hub = await demoHub(hubFolder);
    await hub.listen({ port });
    await enrolAt(hub, here);
    await vi.waitFor(async () => expect(await recordsAtHub()).toBe(5), waiting);
    await vi.waitFor(() => expect(here.replica.checkpoint()?.generation).toBe(hub.generation), waiting);
    await here.stop();
  });

  it('is told nothing where another answers in its place, even of one word of a session', async () => {
    const here = startTill(newFolder(), proxy.url);
    proxy.faults = (call) =>
      call === 'POST /v1/session'
        ? {
            rewrite(reply) {
              const { offer, signature } = reply as SessionReply;
              return { offer: { ...offer, serverTime: '2020-01-01T00:00:00.000Z' }, signature };
            },
          }
        : 'pass';
    await enrolAt(hub, here);
    await vi.waitFor(() => expect(here.sync.status().problem?.code).toBe('hub.otherKey'), waiting);
    expect(here.sync.status()).toMatchObject({ state: 'offline', unpushed: { count: 1 }, clockOffsetMs: null });
    expect(here.journal.meta('sync.token')).toBeNull();
    proxy.faults = () => 'pass';
    await settled(here);
    await here.stop();
  });

  it('older than the till says so; the till sells on, and pushes all when the hub is updated', async () => {
    const here = startTill(newFolder(), proxy.url);
    const refuse = { code: 'hub.protocol', args: { asked: 2, oldest: 1, newest: 1 } };
    proxy.faults = (call) => (call === 'POST /v1/session' ? { refuse } : 'pass');
    await enrolAt(hub, here);
    await vi.waitFor(() => expect(here.sync.status().problem?.code).toBe('hub.protocol'), waiting);
    here.cashIn(3);
    expect(here.sync.status()).toMatchObject({ state: 'offline', unpushed: { count: 4 } });
    proxy.faults = () => 'pass';
    await settled(here);
    await here.stop();
  });

  it('or not there at all is let go at once when the cable is pulled', async () => {
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    proxy.faults = () => 'late';
    const calls = proxy.calls.length;
    here.cashIn(1);
    await vi.waitFor(() => expect(proxy.calls.length).toBeGreaterThan(calls), waiting);
    expect(here.sync.status().state).toBe('online');
    here.sync.setNetwork(false);
    await vi.waitFor(() => expect(here.sync.status().state).toBe('offline'), { timeout: 1000, interval: 5 });
    proxy.faults = () => 'pass';
    proxy.release();
    here.sync.setNetwork(true);
    await settled(here);
    await here.stop();
  });
});
