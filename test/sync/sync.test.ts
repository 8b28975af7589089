import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../hub/hub.ts';
import { demoGoods } from '../../main/demo/goods.ts';
import type { SessionReply } from '../../shared/protocol/hub.ts';
import { by, temporaryFolder } from '../store/journals.ts';
import { enrolAt, hubBehindProxy, settled, startTill, till, waiting } from './parts.ts';
import type { TestTill } from './parts.ts';
import type { Proxy } from './proxy.ts';

const root = temporaryFolder('sync');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

let hub: Hub;
let proxy: Proxy;

/** A fresh hub for each group, behind its proxy. */
function beforeHub(): void {
  beforeAll(async () => {
    ({ hub, proxy } = await hubBehindProxy(newFolder()));
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
    const { epoch } = here.journal.head();
    const lies = [
      () => ({ epoch, seq: 1000 }),
      () => ({ ...here.journal.ack(), hash: here.journal.hashAt(here.journal.ack()!) }),
      () => ({ epoch: 'another', seq: 1, hash: here.journal.head().hash }),
    ];
    for (const lie of lies) {
      const before = here.journal.ack();
      const ack = lie();
      proxy.faults = (call) => (call === 'POST /v1/journal' ? { rewrite: () => ({ ack }) } : 'pass');
      here.cashIn(1);
      await vi.waitFor(() => expect(here.sync.status().problem?.code).toBe('hub.badReply'), waiting);
      expect(here.journal.ack()).toEqual(before);
      expect(here.journal.head().epoch).toBe(epoch);
      proxy.faults = () => 'pass';
      await settled(here);
    }
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
          issued.push((reply as SessionReply).offer.token);
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

/** The proxy tells a call by its path. */
const isSnapshot = (call: string) => call.startsWith('GET /v1/replica');

describe('a snapshot', () => {
  beforeHub();

  it('that breaks off is taken again', async () => {
    const here = startTill(newFolder(), proxy.url);
    let cuts = 2;
    proxy.faults = (call) => (isSnapshot(call) && cuts-- > 0 ? 'cut' : 'pass');
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
      if (isSnapshot(call) && cuts-- > 0) return 'cut';
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
