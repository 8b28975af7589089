import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import type { LeaseReply } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { hubKey } from '../identity/keys.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';
import { answer } from '../testing/wire.ts';

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  const lots = [
    lot('late', 50_00, '2026-06-01T00:00:00+03:00'),
    lot('soon', 30_00, '2026-04-01T00:00:00+03:00'),
    lot('never', 20_00),
  ];
  const gone = lot('gone', 99_00, '2026-02-01T00:00:00+03:00');
  test = await openTestHub(
    ['till-1', 'till-2'],
    [memberDoc('anna', { lots: [...lots, gone] }), memberDoc('blocked', { lots, blocked: true }), memberDoc('poor')],
  );
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';

function lotsOf(reply: LeaseReply) {
  return reply.kind === 'granted' ? reply.grant.lease.lots.map(({ id, points }) => [id, points]) : reply.reason;
}

describe('a lease', () => {
  it('takes what may be spent at the moment, soonest expiry first, as many points as asked or as there are', async () => {
    expect(lotsOf(await till.lease('anna', 60_00, at))).toEqual([
      ['soon', 30_00],
      ['late', 30_00],
    ]);
    expect(lotsOf(await till.lease('anna', 999_00, at))).toEqual([
      ['late', 20_00],
      ['never', 20_00],
    ]);
    expect(lotsOf(await till.lease('anna', 1, at))).toBe('noPoints');
    await till.pull();
    expect(till.doc('member', 'anna')?.account.leases).toHaveLength(2);
    expect((await test.hub.summary()).outstanding).toMatchObject([{ points: 299_00 }]);
  });

  it('is refused to who is not known, is blocked or has nothing', async () => {
    expect(lotsOf(await till.lease('nobody', 1, at))).toBe('unknownMember');
    expect(lotsOf(await till.lease('blocked', 1, at))).toBe('blocked');
    expect(lotsOf(await till.lease('poor', 1, at))).toBe('noPoints');
  });

  it('is granted once a request, byte for byte the same however often it is asked', async () => {
    const request = { requestId: 'r1', member: 'anna', wallet: 'bonus', points: 10_00, moment: at };
    const first = await answer<LeaseReply>(await till.wire.post('/v1/leases', request));
    const again = await answer<LeaseReply>(await till.wire.post('/v1/leases', { ...request, points: 99_00 }));
    expect(again).toEqual(first);
    await till.pull();
    expect(till.doc('member', 'anna')?.account.leases).toHaveLength(1);
  });

  it('is signed by the hub', async () => {
    const reply = await till.lease('anna', 10_00, at);
    if (reply.kind !== 'granted') throw new Error(reply.reason);
    const seed = readFileSync(join(test.dataDir, 'hub.key'), 'utf8').trim();
    const { publicKey } = hubKey(Buffer.from(seed, 'base64url'));
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    const text = signatureTags.lease + sha256(canonicalJson(reply.grant));
    expect(verify(null, Buffer.from(text), key, Buffer.from(reply.signature, 'base64url'))).toBe(true);
  });

  it('backs one redemption, and what is left of it goes back with the sale', async () => {
    const spending = till.accept(await till.lease('anna', 60_00, at), at);
    const { body } = till.sell({ member: 'anna', lines: [{ sku: 'bread' }], redeem: 60_00, spending, at });
    expect(body.money.totals).toMatchObject({ redeemedMinor: 45_49, netMinor: 1 });
    await till.push();
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 1, different: 0, pending: 0 });
    await till.pull();
    const { account } = till.doc('member', 'anna')!;
    expect(account.leases).toEqual([]);
    expect(account.lots.find(({ id }) => id === 'late')?.points).toBe(34_51);
    expect((await till.session()).openLeases).toEqual([]);
  });

  it('that the till does not know of is listed at its session, and its record closes it', async () => {
    const reply = await till.lease('anna', 60_00, at);
    if (reply.kind !== 'granted') throw new Error(reply.reason);
    const lease = reply.grant.lease.id;
    expect((await till.session()).openLeases).toEqual([{ lease, member: 'anna' }]);
    till.append({ kind: 'lease.closed', lease, member: 'anna' }, at);
    await till.push();
    expect((await till.session()).openLeases).toEqual([]);
    await till.pull();
    expect(till.doc('member', 'anna')?.account.leases).toEqual([]);
    expect((await test.hub.summary()).ledgerSum).toBe(0);
  });

  it('of another till is neither closed nor spent', async () => {
    const other = await test.till('till-2');
    const reply = await other.lease('anna', 30_00, at);
    if (reply.kind !== 'granted') throw new Error(reply.reason);
    const lease = reply.grant.lease.id;
    till.append({ kind: 'lease.closed', lease, member: 'anna' }, at);
    await till.push();
    expect(await test.hub.alarms()).toMatchObject([{ kind: 'foreignLease', detail: lease }]);
    expect((await other.session()).openLeases).toEqual([{ lease, member: 'anna' }]);
    await till.pull();
    expect(till.doc('member', 'anna')?.account.leases).toHaveLength(1);
  });

  it('can not be made up: an accepted lease the hub never granted opens nothing', async () => {
    const real = await till.lease('anna', 10_00, at);
    if (real.kind !== 'granted') throw new Error(real.reason);
    const grant = structuredClone(real.grant);
    grant.lease.id = 'made-up';
    grant.lease.lots[0]!.points = 9999_00;
    till.append({ kind: 'lease.accepted', grant, signature: real.signature }, at);
    await till.push();
    expect(await test.hub.alarms()).toMatchObject([{ kind: 'foreignLease', detail: 'made-up' }]);
    await till.pull();
    expect(till.doc('member', 'anna')?.account.leases.map(({ id }) => id)).toEqual([real.grant.lease.id]);
    expect((await test.hub.summary()).outstanding).toMatchObject([{ points: 299_00 }]);
  });

  it('spent long after by a clock that went wrong is booked from the lease all the same', async () => {
    const spending = till.accept(await till.lease('anna', 30_00, at), '2019-01-01T00:00:00+03:00');
    till.sell({ member: 'anna', redeem: 30_00, spending, lines: [{ sku: 'bread' }], at: '2026-03-01T12:02:00+03:00' });
    test.clock.set(Date.parse('2026-09-01T00:00:00+03:00'));
    expect(await test.hub.expire()).toBe(2);
    await till.push();
    const { verdicts, ledgerSum, outstanding } = await test.hub.summary();
    expect({ verdicts, ledgerSum }).toEqual({ verdicts: { equal: 1, different: 0, pending: 0 }, ledgerSum: 0 });
    // Of each of the two members 20.00 never lapse; what the sale earned had lapsed too by then.
    expect(outstanding[0]!.points).toBe(40_00);
  });
});
