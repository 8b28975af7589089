import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReplica } from '../../main/store/replica.ts';
import type { Replica } from '../../main/store/replica.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import type { FeedKind } from '../../shared/protocol/feed.ts';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { takeSnapshot } from '../../test/sync/take-snapshot.ts';
import { newGeneration } from '../enrol/generation.ts';
import { keyFile } from '../identity/data-folder.ts';
import { sha256 } from '../identity/hash.ts';
import { hubKey } from '../identity/keys.ts';
import { nodePorts } from '../ports.node.ts';
import type { Timers } from '../ports.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';
import { answer } from '../testing/wire.ts';

const at = '2026-03-01T12:01:00+03:00';
const hourMs = 3_600_000;

let test: TestHub;
let till: TestTill;
let replicas: Replica[] = [];
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna'), memberDoc('boris')]);
  till = await test.till('till-1');
});
afterEach(async () => {
  for (const replica of replicas) replica.close();
  replicas = [];
  await test.close();
});

const folder = () => join(test.dataDir, 'snapshots');
const kept = () => (existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith('.blocks')) : []);

const keyOfHub = () => hubKey(Buffer.from(readFileSync(join(test.dataDir, keyFile), 'utf8'), 'base64url')).publicKey;

async function offer(of = till) {
  return answer<{ kind: string; manifest: SnapshotManifest; signature: string }>(await of.wire.get('/v1/replica'));
}

async function take(of = till): Promise<Replica> {
  const replica = openReplica(join(test.dataDir, `replica-${replicas.length}`, 'replica.db'));
  replicas.push(replica);
  await takeSnapshot(of, keyOfHub(), replica);
  return replica;
}

function expectSame(replica: Replica, { documents }: TestTill): void {
  for (const [name, doc] of documents) {
    const [kind = '', id = ''] = name.split(/ (.*)/s);
    expect([name, replica.get(kind as FeedKind, id)]).toEqual([name, doc]);
  }
  const kinds = new Set([...documents.keys()].map((name) => name.split(' ')[0] as FeedKind));
  const count = [...kinds].reduce((sum, kind) => sum + replica.list(kind).length, 0);
  expect([count, replica.heldCount()]).toEqual([documents.size, 0]);
}

describe('a snapshot', () => {
  it('is what the feed tells, and the feed goes on from there', async () => {
    for (let n = 0; n < 5; n += 1) till.sell({ member: n % 2 ? 'anna' : 'boris', lines: [{ sku: 'milk' }], at });
    await till.push();
    await till.pull();
    const replica = await take();
    expect(replica.checkpoint()).toEqual(till.checkpoint);
    expectSame(replica, till);
    expect(replica.findMemberByCard('card-anna')).toBe('anna');
    till.sell({ member: 'anna', at });
    await till.push();
    const pages = await till.pull();
    replica.applyChanges(
      pages.flatMap(({ changes }) => changes),
      { ...till.checkpoint!, shop: 'shop-1' },
      1,
    );
    expectSame(replica, till);
  });

  it('is made once for all tills of a shop and outlives the hub; what came after it the feed tells', async () => {
    const other = await test.till('till-2');
    const first = await offer();
    till.sell({ member: 'anna', at });
    await till.push();
    expect((await offer(other)).manifest).toEqual(first.manifest);
    await test.reopen();
    const again = await test.till('till-1');
    expect((await offer(again)).manifest).toEqual(first.manifest);
    expect(kept()).toHaveLength(1);
  });

  it('that is a day old is made anew, and removed though nobody asks', async () => {
    const { manifest } = await offer();
    till.sell({ member: 'anna', at });
    await till.push();
    test.clock.set(test.clock.nowMs() + 25 * hourMs);
    const { manifest: next } = await offer();
    expect(next.position).toBe(manifest.position + 1);
    test.clock.set(test.clock.nowMs() + 25 * hourMs);
    const { close } = await test.hub.listen();
    await expect.poll(kept).toEqual([]);
    await close();
  });

  it('has what its shop is told and nothing of the others', async () => {
    await test.hub.importLines(
      asText([
        { kind: 'shop', doc: { ...shopDoc, id: 'shop-2' } },
        { kind: 'till', doc: { id: 'till-9', shop: 'shop-2', name: 'Till 9' } },
      ]),
    );
    const far = await test.till('till-9');
    const replica = openReplica(join(test.dataDir, 'far', 'replica.db'));
    replicas.push(replica);
    await takeSnapshot(far, keyOfHub(), replica, 'shop-2');
    expectSame(replica, far);
    expect([replica.list('member'), replica.list('person')]).toEqual([[], []]);
    const { manifest } = await offer();
    expect(await code(far, manifest)).toBe('hub.snapshotGone');
  });

  it('of another generation, or of which a byte is another, is gone', async () => {
    const { manifest } = await offer();
    const [name = ''] = kept();
    const file = join(folder(), name);
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.from(bytes).fill(1, 40, 50));
    expect(await code(till, manifest)).toBe('hub.snapshotGone');
    expect(kept()).toEqual([]);
    expect((await offer()).manifest).toEqual(manifest);
    expect(await code(till, manifest)).toBeNull();
    if (process.env['KOPILKA_TEST_STORE'] === 'postgres') return;
    await test.reopen({}, async () => {
      const store = openSqliteStore(join(test.dataDir, 'hub.db'));
      await newGeneration(store, nodePorts.random);
      await store.close();
    });
    const again = await test.till('till-1');
    expect(await code(again, manifest)).toBe('hub.snapshotGone');
    expect((await offer(again)).manifest.generation).toBe(test.hub.generation);
  });

  it('is told of by a till that may not ask, in the words of its question', async () => {
    const { manifest } = await offer();
    const bad = await till.wire.get(`/v1/replica/${'0'.repeat(64)}/0`);
    expect(await bad.json()).toMatchObject({ error: { code: 'hub.snapshotGone' } });
    expect(await code(till, manifest, manifest.blocks.length)).toBe('hub.snapshotGone');
    expect(await code(till, manifest, -1)).toBe('request.invalid');
    await test.hub.revokeTill('till-1', 'lost');
    expect(await code(till, manifest)).toMatch(/till.revoked|hub.sessionEnded/);
  });
});

/** Of a question for blocks; null: they came. */
async function code(of: TestTill, manifest: SnapshotManifest, from = 0): Promise<string | null> {
  const response = await of.wire.get(`/v1/replica/${sha256(canonicalJson(manifest))}/${from}`);
  if (response.ok) return (await response.arrayBuffer()) && null;
  return ((await response.json()) as { error: { code: string } }).error.code;
}

describe('whoever was erased', () => {
  const erase = () => test.hub.eraseMember('anna', { by: 'olga', why: 'letter 1' });

  it('is in no snapshot that is kept, and in none that is made', async () => {
    expect((await take()).get('person', 'anna')).toBeDefined();
    const { manifest } = await offer();
    await erase();
    expect(readdirSync(folder())).toEqual([]);
    expect(await code(till, manifest)).toBe('hub.snapshotGone');
    const replica = await take();
    expect([replica.get('person', 'anna'), replica.get('person', 'boris')?.member]).toEqual([undefined, 'boris']);
    expect(replica.get('member', 'anna')?.id).toBe('anna');
  });

  it('is in none that another process, or a copy of the folder, still has', async () => {
    await offer();
    const copy = join(test.dataDir, 'copy');
    cpSync(folder(), copy, { recursive: true });
    await erase();
    await test.reopen({}, async () => {
      rmSync(folder(), { recursive: true });
      cpSync(copy, folder(), { recursive: true });
      return Promise.resolve();
    });
    till = await test.till('till-1');
    expect((await take()).get('person', 'anna')).toBeUndefined();
  });

  it('or known by other words is in none that was being made meanwhile: it is made again before it is offered', async () => {
    const gate = gated();
    till = await reopenWith(gate.timers);
    const offered = offer();
    await gate.reached();
    await test.hub.importLines(asText([{ kind: 'member', doc: { ...memberDoc('anna'), name: 'Anna the second' } }]));
    gate.open();
    expect(await code(till, (await offered).manifest)).toBeNull();
    await till.pull();
    expectSame(await take(), till);
  });

  it('is in none that was being made as they were', async () => {
    const gate = gated();
    till = await reopenWith(gate.timers);
    const offered = offer();
    await gate.reached();
    const erased = erase();
    gate.open();
    await Promise.all([erased, offered]);
    expect((await take()).get('person', 'anna')).toBeUndefined();
  });
});

describe('while a snapshot is made', () => {
  it('sales come in, and a till that waits is told to ask again', async () => {
    const gate = gated();
    till = await reopenWith(gate.timers);
    const offered = offer();
    await gate.reached();
    till.sell({ member: 'anna', at });
    await till.push();
    expect((await test.hub.summary()).sales).toBe(1);
    gate.patienceEnds();
    expect(await offered).toEqual({ kind: 'building' });
    gate.open();
    const { manifest } = await answer<{ manifest: SnapshotManifest }>(await till.wire.get('/v1/replica'));
    // As of before the sale.
    await till.pull();
    expect(manifest.position).toBe(till.checkpoint!.position - 1);
  });

  it('the hub can be closed, and leaves no half of it behind', async () => {
    const gate = gated();
    till = await reopenWith(gate.timers);
    const offered = offer().catch(() => null);
    await gate.reached();
    const reopened = test.reopen({}, async () => {
      await offered;
      expect(readdirSync(folder())).toEqual([]);
    });
    gate.open();
    await reopened;
  });
});

async function reopenWith(timers: Timers): Promise<TestTill> {
  await test.reopen({ ports: { ...nodePorts, clock: test.clock, timers } });
  return test.till('till-1');
}

/** A till's patience is longer; a transaction that gives way waits less. */
const longMs = 1000;

/** Timers of which those that only let others go first wait for the gate to be opened. */
function gated() {
  const waiting: (() => void)[] = [];
  const patience: (() => void)[] = [];
  let isOpen = false;
  return {
    timers: {
      after(delayMs, run) {
        if (delayMs >= longMs) patience.push(run);
        else if (delayMs > 0 || isOpen) return nodePorts.timers.after(delayMs, run);
        else waiting.push(run);
        return () => undefined;
      },
    } satisfies Timers,
    reached: () => expect.poll(() => waiting.length).toBeGreaterThan(0),
    open() {
      isOpen = true;
      for (const run of waiting.splice(0)) run();
    },
    patienceEnds: () => patience.at(-1)?.(),
  };
}
