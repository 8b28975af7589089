import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../hub/hub.ts';
import type { LeaseRequest } from '../../shared/protocol/hub.ts';
import { by, temporaryFolder } from '../store/journals.ts';
import { demoHub, enrolAt, startTill } from './parts.ts';
import type { TestTill } from './parts.ts';
import { openProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';

const root = temporaryFolder('leases');
const waiting = { timeout: 10_000, interval: 10 };
const anna = 'm-1';
const deadlineMs = 1000;

let hub: Hub;
let proxy: Proxy;
let here: TestTill;
let folder: string;

beforeAll(async () => {
  hub = await demoHub(join(root, 'hub'));
  proxy = await openProxy((await hub.listen()).url);
  folder = join(root, 'till');
  here = startTill(folder, proxy.url);
  await enrolAt(hub, here);
  await online();
});
afterAll(async () => {
  await here.stop();
  await proxy.shut();
  await hub.close();
});

const online = () =>
  vi.waitFor(() => expect(here.sync.status()).toMatchObject({ state: 'online', unpushed: { count: 0 } }), waiting);
const ask = (requestId: string, points: number): LeaseRequest => ({
  requestId,
  member: anna,
  wallet: 'bonus',
  points,
  moment: by.at,
});
const never = () => expect.fail('this answer came in time');
const leasesOfAnna = () => here.replica.get('member', anna)?.account.leases ?? [];

describe('points asked for at the counter', () => {
  it('are granted by the hub, signed, for this till, in good time', async () => {
    const answer = await here.sync.leases.request(ask('ask-1', 500), deadlineMs, never);
    expect(answer).toMatchObject({
      kind: 'granted',
      grant: { member: anna, requestId: 'ask-1', lease: { till: here.journal.till } },
    });
    if (answer.kind !== 'granted') return;
    here.commit((tx) => tx.append({ kind: 'lease.accepted', grant: answer.grant, signature: answer.signature }, by));
    here.commit((tx) => tx.append({ kind: 'lease.closed', lease: answer.grant.lease.id, member: anna }, by));
    await vi.waitFor(() => expect(leasesOfAnna()).toEqual([]), waiting);
    await online();
  });

  it('are refused by the hub with its reason', async () => {
    const nobody = { ...ask('ask-2', 500), member: 'nobody' };
    expect(await here.sync.leases.request(nobody, deadlineMs, never)).toEqual({
      kind: 'refused',
      reason: 'unknownMember',
    });
  });

  it('are not to be had offline: at once where the connection is refused, after the deadline where nothing answers', async () => {
    await proxy.shut();
    const refused = performance.now();
    expect(await here.sync.leases.request(ask('ask-3', 500), deadlineMs, never)).toEqual({ kind: 'offline' });
    expect(performance.now() - refused).toBeLessThan(500);
    await proxy.open();
    proxy.faults = () => 'late';
    const silent = performance.now();
    expect(await here.sync.leases.request(ask('ask-4', 500), 300, () => undefined)).toEqual({ kind: 'offline' });
    expect(performance.now() - silent).toBeGreaterThan(290);
    expect(performance.now() - silent).toBeLessThan(600);
    proxy.faults = () => 'pass';
    proxy.release();
    await online();
  });

  it('that come too late go to whoever gives them back, once', async () => {
    const late = vi.fn();
    proxy.faults = (call) => (call === 'POST /v1/leases' ? 'late' : 'pass');
    expect(await here.sync.leases.request(ask('ask-5', 500), 50, late)).toEqual({ kind: 'offline' });
    await vi.waitFor(() => {
      proxy.release();
      expect(late).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'granted' }));
    }, waiting);
    proxy.faults = () => 'pass';
  });

  it('asked for again under the same id are the same points, while under way and when the answer was lost', async () => {
    let lost = 1;
    proxy.faults = (call) => (call === 'POST /v1/leases' && lost-- > 0 ? 'lost reply' : 'pass');
    expect(await here.sync.leases.request(ask('ask-6', 700), deadlineMs, never)).toEqual({ kind: 'offline' });
    const asked = () => proxy.calls.filter((call) => call === 'POST /v1/leases').length;
    const before = asked();
    const [one, two] = await Promise.all([
      here.sync.leases.request(ask('ask-6', 700), deadlineMs, never),
      here.sync.leases.request(ask('ask-6', 700), deadlineMs, never),
    ]);
    expect(one).toMatchObject({ kind: 'granted' });
    expect(two).toEqual(one);
    expect(asked() - before).toBe(1);
    proxy.faults = () => 'pass';
  });

  it('whose grant was forged or changed on the way count as no answer', async () => {
    proxy.faults = (call) =>
      call === 'POST /v1/leases'
        ? {
            rewrite(reply) {
              const forged = structuredClone(reply) as { grant: { lease: { lots: { points: number }[] } } };
              forged.grant.lease.lots[0]!.points += 1;
              return forged;
            },
          }
        : 'pass';
    expect(await here.sync.leases.request(ask('ask-7', 500), deadlineMs, never)).toEqual({ kind: 'offline' });
    proxy.faults = () => 'pass';
  });

  it('that a till never took are closed by its record at the next session', async () => {
    await online();
    await vi.waitFor(() => expect(leasesOfAnna().length).toBeGreaterThanOrEqual(3), waiting);
    const open = leasesOfAnna().map(({ id }) => id);
    await here.stop();
    here = startTill(folder, proxy.url);
    await online();
    await vi.waitFor(() => expect(leasesOfAnna()).toEqual([]), waiting);
    expect(open.map((lease) => here.journal.leaseState(lease))).toEqual(open.map(() => 'closed'));
    // And one that was closed is not taken again, whatever is answered to an old question.
    expect(await here.sync.leases.request(ask('ask-6', 700), deadlineMs, never)).toEqual({
      kind: 'refused',
      reason: 'noPoints',
    });
    expect((await hub.summary()).ledgerSum).toBe(0);
  });
});

describe('calls of one session', () => {
  it('may overtake each other: what comes too late under its number is asked again', async () => {
    let held = 0;
    proxy.faults = (call) => (call === 'GET /v1/feed' && held++ === 0 ? 'late' : 'pass');
    here.sync.kick();
    await vi.waitFor(() => expect(held).toBeGreaterThan(0), waiting);
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) => here.sync.leases.request(ask(`many-${index}`, 100), 3000, never)),
    );
    proxy.faults = () => 'pass';
    proxy.release();
    expect(answers.filter(({ kind }) => kind === 'offline')).toEqual([]);
  });
});
