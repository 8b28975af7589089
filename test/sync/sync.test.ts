import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../hub/hub.ts';
import { demoGoods } from '../../main/demo/goods.ts';
import { by, journalIn, temporaryFolder } from '../store/journals.ts';
import { demoHub, enrolAt, startTill, till } from './parts.ts';
import type { TestTill } from './parts.ts';
import { openProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';

const root = temporaryFolder('sync');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

const waiting = { timeout: 10_000, interval: 10 };
const settled = ({ sync }: TestTill) =>
  vi.waitFor(() => expect(sync.status()).toMatchObject({ state: 'online', unpushed: { count: 0 } }), waiting);

let hub: Hub;
let proxy: Proxy;

/** A fresh hub for each group, behind its proxy. */
function beforeHub(): void {
  beforeAll(async () => {
    hub = await demoHub(newFolder());
    const { url } = await hub.listen();
    proxy = await openProxy(url);
  });
  afterAll(async () => {
    await proxy.shut();
    await hub.close();
  });
}

const recordsAtHub = async () => (await hub.summary()).records;

describe('a till and its hub', () => {
  beforeHub();
  let here: TestTill;

  it('sells from the first second with the hub down, and says so', async () => {
    await proxy.shut();
    here = startTill(newFolder(), proxy.url);
    expect(here.sync.status()).toMatchObject({ state: 'notEnrolled', unpushed: { count: 1 }, feedAgeMs: null });
    here.cashIn(3);
    const { code, fingerprint } = await hub.enrolmentCode(till);
    await expect(here.sync.enrol({ code, fingerprint })).rejects.toMatchObject({ code: 'hub.unreachable' });
    expect(here.sync.status().unpushed.count).toBe(4);
    await proxy.open();
  });

  it('does not enrol at another hub than the one it was told of, nor by a code that is not right', async () => {
    const { code } = await hub.enrolmentCode(till);
    await expect(here.sync.enrol({ code, fingerprint: '00'.repeat(32) })).rejects.toMatchObject({
      code: 'enrol.otherHub',
    });
    await expect(here.sync.enrol({ code: 'AAAA', fingerprint: hub.fingerprint })).rejects.toMatchObject({
      code: 'enrol.code',
    });
    expect(here.sync.status().state).toBe('notEnrolled');
  });

  it('enrols, takes a snapshot, and pushes what waited', async () => {
    await enrolAt(hub, here);
    await settled(here);
    expect(await recordsAtHub()).toBe(4);
    expect(here.replica.get('shop', 'demo')?.currency).toBe('RUB');
    expect(here.replica.applied(till)).toEqual({ epoch: here.journal.head().epoch, seq: 4 });
    expect(here.replica.programmeAt(by.at)?.programme.id).toBeDefined();
    expect(here.sync.status().feedAgeMs).toBeLessThan(5000);
    expect(Math.abs(here.sync.status().clockOffsetMs ?? Infinity)).toBeLessThan(2000);
    expect(here.changes).toContainEqual({ kind: 'replica', changed: 'all' });
  });

  it('pushes a commit at once, and hears that it was applied', async () => {
    here.changes.length = 0;
    here.cashIn(1);
    await vi.waitFor(() => expect(here.replica.applied(till)?.seq).toBe(5), { timeout: 2000, interval: 5 });
    expect(here.changes).toContainEqual({ kind: 'replica', changed: [{ kind: 'applied', id: till }] });
  });

  it('goes on when connections are refused, and catches up by itself', async () => {
    await proxy.shut();
    here.cashIn(2);
    await vi.waitFor(
      () => expect(here.sync.status()).toMatchObject({ state: 'offline', problem: { code: 'hub.unreachable' } }),
      waiting,
    );
    here.cashIn(3);
    expect(here.sync.status().unpushed).toEqual({ count: 5, oldestAt: by.at });
    expect(here.sync.status().failedCalls).toBeGreaterThan(0);
    await proxy.open();
    await settled(here);
    expect(await recordsAtHub()).toBe(10);
  });

  it('with its cable out is as offline as with a hub that is gone', async () => {
    here.sync.setNetwork(false);
    here.cashIn(2);
    await vi.waitFor(() => expect(here.sync.status().state).toBe('offline'), waiting);
    const calls = proxy.calls.length;
    here.cashIn(1);
    expect(proxy.calls).toHaveLength(calls);
    here.sync.setNetwork(true);
    await settled(here);
    expect(await recordsAtHub()).toBe(13);
  });

  it('goes on after a restart of the till', async () => {
    const folder = newFolder();
    await here.stop();
    const before = startTill(folder, proxy.url);
    await enrolAt(hub, before);
    await settled(before);
    await before.stop();
    const after = startTill(folder, proxy.url);
    expect(after.replica.get('shop', 'demo')).toBeDefined();
    after.cashIn(1);
    await settled(after);
    expect(after.journal.readRecords(null, 10).map(({ kind }) => kind)).toEqual(['epoch.started', 'cash.in']);
    await after.stop();
  });
});

describe('a network that loses, repeats and delays', () => {
  beforeHub();

  it('brings every record to the hub once, whatever becomes of requests and answers', async () => {
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    const faults = ['lost request', 'lost reply', 'twice', 'pass', 'lost reply', 'lost reply', 'pass'] as const;
    let number = 0;
    proxy.faults = () => faults[(number += 1) % faults.length]!;
    for (let round = 0; round < 12; round += 1) {
      here.cashIn(5);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    proxy.faults = () => 'pass';
    await settled(here);
    const sent = here.journal.readRecords(null, 1000).length;
    expect(sent).toBe(61);
    expect(await recordsAtHub()).toBe(sent);
    expect(await hub.alarms()).toEqual([]);
    expect(here.journal.head().epoch).toBe(here.journal.ack()?.epoch);
    await here.stop();
  }, 60_000);

  it('is heard at a counter that never rests: the feed comes though more is recorded with every push', async () => {
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    proxy.faults = (call) => {
      if (call === 'POST /v1/journal') here.cashIn(1);
      return 'pass';
    };
    here.cashIn(1);
    await vi.waitFor(() => expect(here.replica.applied(till)?.seq).toBeGreaterThan(5), waiting);
    expect(here.sync.status().state).toBe('online');
    proxy.faults = () => 'pass';
    await settled(here);
    await here.stop();
  });

  it('never takes an ack for what was not sent', async () => {
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    proxy.faults = (call) =>
      call === 'POST /v1/journal'
        ? { rewrite: () => ({ ack: { epoch: here.journal.head().epoch, seq: 1000 } }) }
        : 'pass';
    here.cashIn(1);
    await vi.waitFor(() => expect(here.sync.status().unpushed.count).toBe(0), waiting);
    expect(here.journal.ack()?.seq).toBe(2);
    proxy.faults = (call) =>
      call === 'POST /v1/journal' ? { rewrite: () => ({ ack: { epoch: here.journal.head().epoch, seq: 2 } }) } : 'pass';
    here.cashIn(1);
    await vi.waitFor(() => expect(here.sync.status().problem?.code).toBe('hub.badReply'), waiting);
    expect(here.sync.status().unpushed.count).toBe(1);
    proxy.faults = () => 'pass';
    await settled(here);
    await here.stop();
  });

  it('stores the token of a session before anything is pushed in it', async () => {
    const here = startTill(newFolder(), proxy.url);
    const tokens: (string | null)[] = [];
    const issued: string[] = [];
    proxy.faults = (call) => {
      if (call === 'POST /v1/journal') tokens.push(here.journal.meta('sync.token'));
      if (call !== 'POST /v1/session') return 'pass';
      return {
        rewrite(reply) {
          issued.push((reply as { token: string }).token);
          return reply;
        },
      };
    };
    await enrolAt(hub, here);
    await settled(here);
    expect(tokens[0]).toBe(issued[0]);
    proxy.faults = () => 'pass';
    await here.stop();
  });
});

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
    const here = startTill(newFolder(), proxy.url);
    proxy.faults = (call) =>
      call === 'POST /v1/session' ? { rewrite: (reply) => withAck(reply, here.journal.head().epoch, 100) } : 'pass';
    await enrolAt(hub, here);
    await settled(here);
    proxy.faults = () => 'pass';
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
});

describe('a hub that is not the one it was', () => {
  beforeHub();

  it('without records it once had gets them all again', async () => {
    const folder = newFolder();
    let here = startTill(folder, proxy.url);
    await enrolAt(hub, here);
    here.cashIn(4);
    await settled(here);
    await here.stop();
    const pushed: number[] = [];
    let lost = 1;
    proxy.faults = (call) => {
      if (call === 'POST /v1/journal') pushed.push(here.journal.ack()?.seq ?? 0);
      if (call !== 'POST /v1/session' || lost-- <= 0) return 'pass';
      return { rewrite: (reply) => withAck(reply, here.journal.head().epoch, 0) };
    };
    here = startTill(folder, proxy.url);
    await settled(here);
    proxy.faults = () => 'pass';
    expect(pushed).toEqual([0]);
    expect(await recordsAtHub()).toBe(5);
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

/** A session's answer with another ack in it. */
function withAck(reply: unknown, epoch: string, seq: number): unknown {
  return { ...(reply as object), ack: { epoch, seq } };
}

describe('a snapshot', () => {
  beforeHub();

  it('that breaks off is taken again', async () => {
    const here = startTill(newFolder(), proxy.url);
    let cuts = 2;
    proxy.faults = (call) => (call === 'GET /v1/snapshot' && cuts-- > 0 ? 'cut' : 'pass');
    await enrolAt(hub, here);
    await settled(here);
    expect(cuts).toBeLessThan(0);
    expect(here.replica.list('good')).toHaveLength(demoGoods.length);
    proxy.faults = () => 'pass';
    await here.stop();
  });

  it('is taken where the feed can not go on, and the till sells on from the old data until it is whole', async () => {
    const here = startTill(newFolder(), proxy.url);
    await enrolAt(hub, here);
    await settled(here);
    let tellAgain = 1;
    let cuts = 1;
    proxy.faults = (call) => {
      if (call === 'GET /v1/snapshot' && cuts-- > 0) return 'cut';
      if (call !== 'GET /v1/feed' || tellAgain-- <= 0) return 'pass';
      return { rewrite: (reply) => ({ ...(reply as object), resnapshot: true }) };
    };
    here.changes.length = 0;
    here.cashIn(1);
    await vi.waitFor(() => expect(here.sync.status().state).toBe('offline'), waiting);
    expect(here.replica.list('good')).toHaveLength(demoGoods.length);
    proxy.faults = (call) =>
      call === 'GET /v1/feed' && tellAgain-- === 0
        ? { rewrite: (reply) => ({ ...(reply as object), resnapshot: true }) }
        : 'pass';
    await settled(here);
    expect(here.replica.applied(till)?.seq).toBe(2);
    proxy.faults = () => 'pass';
    await here.stop();
  });
});
