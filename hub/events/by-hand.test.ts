import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PointsReply, PointsRequest } from '../../shared/protocol/by-hand.ts';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1'], [memberDoc('anna', { lots: [lot('l', 100_00)] })]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const minute = (count: number) => `2026-03-01T12:${String(count).padStart(2, '0')}:00+03:00`;
const request = { id: 'cake-1', wallet: 'bonus', points: 50_00, why: 'spoilt cake' };
const balance = async () => {
  const { account } = await test.hub.exportMember('anna');
  return account.lots.reduce((sum, { points }) => sum + points, 0);
};
const totals = async () => {
  const sums = new Map<string, number>();
  for (const { side, points } of await test.rows<{ side: string; points: number }>('ledger')) {
    sums.set(side, (sums.get(side) ?? 0) + points);
  }
  return Object.fromEntries([...sums].filter(([, points]) => points !== 0));
};

async function ask(token: string, body: PointsRequest, member = 'anna') {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${token}` } };
  const response = await test.hub.app.request(`/v1/admin/members/${member}/points`, init);
  const reply = (await response.json()) as PointsReply & { error?: { code: string } };
  return { status: response.status, reply, code: reply.error?.code };
}

async function tokenOf(role: 'manager' | 'support'): Promise<string> {
  await test.hub.addUser({ name: role, role, password: 'a long password' });
  const body = JSON.stringify({ name: role, password: 'a long password' });
  const reply = await test.hub.app.request('/v1/admin/login', { method: 'POST', body });
  return ((await reply.json()) as { token: string }).token;
}

describe('points given by hand', () => {
  it('are booked on both sides once, fed, spendable at once for as long as points of the wallet live, and audited', async () => {
    const token = await tokenOf('manager');
    const { reply, status } = await ask(token, request, 'card-anna');
    expect([status, reply]).toEqual([
      200,
      { id: 'cake-1', member: 'anna', wallet: 'bonus', points: 50_00, balance: 150_00 },
    ]);
    expect((await ask(token, { ...request, points: 1 })).reply).toEqual(reply);
    expect(await balance()).toBe(150_00);
    expect(await totals()).toEqual({ issued: -150_00, member: 150_00 });
    await till.pull();
    expect(till.account('anna').lots[1]).toEqual({
      id: 'byHand:cake-1',
      wallet: 'bonus',
      points: 50_00,
      activeFrom: noon,
      expiresAt: '2026-04-01T00:00:00+03:00',
    });
    const spending = till.accept(await till.lease('anna', 120_00, minute(5)), minute(5));
    till.sell({ member: 'anna', redeem: 120_00, lines: [{ sku: 'coffee' }], spending, at: minute(5) });
    await till.push();
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 1, different: 0, pending: 0 });
    const [deed] = (await test.hub.audit({})).entries.filter(({ action }) => action === 'member.points');
    expect(deed).toMatchObject({ who: 'manager', role: 'manager', subject: 'anna +5000 bonus', why: 'spoilt cake' });
    expect((await test.hub.exportMember('anna')).happenings).toMatchObject([{ id: 'cake-1', kind: 'byHand' }]);
  });

  it('are taken too, of what no till holds and nobody spent', async () => {
    await till.lease('anna', 30_00, noon);
    const take = (points: number) => test.hub.points('anna', { ...request, id: `t${points}`, points });
    await expect(take(-70_01)).rejects.toThrow('only 7000 free');
    expect(await take(-70_00)).toMatchObject({ points: -70_00, balance: 30_00 });
    expect(await totals()).toMatchObject({ issued: -30_00 });
    expect((await test.hub.summary()).ledgerSum).toBe(0);
  });

  it('come to the same in whatever order records arrive that were rung before', async () => {
    const ends: unknown[] = [];
    for (const late of [false, true]) {
      const hub = await openTestHub(['till-1'], [memberDoc('anna', { lots: [lot('l', 100_00)] })]);
      const one = await hub.till('till-1');
      one.sell({ member: 'anna', redeem: 80_00, lines: [{ sku: 'coffee' }], at: minute(5) });
      hub.clock.set(Date.parse(minute(4)));
      await hub.hub.points('anna', { ...request, id: 'before', points: 10_00 });
      hub.clock.set(Date.parse(minute(10)));
      const byHand = () => hub.hub.points('anna', { ...request, points: -25_00 });
      if (late) await byHand();
      await one.push();
      if (!late) await byHand();
      const { account } = await hub.hub.exportMember('anna');
      ends.push([account.lots.map(({ points }) => points), account.debt, (await hub.hub.summary()).ledgerSum]);
      await hub.close();
    }
    expect(ends[0]).toEqual(ends[1]);
    // 100 and 10 given, 80 redeemed, 21 earned, 25 taken.
    expect(ends[0]).toMatchObject([[20_00, 6_00], [], 0]);
  });

  it('are refused by code: to who may not, of no wallet, to nobody, under an id that is taken', async () => {
    expect(await ask(await tokenOf('support'), request)).toMatchObject({ status: 403, code: 'admin.role' });
    const manager = await tokenOf('manager');
    expect(await ask(manager, { ...request, wallet: 'gold' })).toMatchObject({ status: 404, code: 'points.noWallet' });
    expect(await ask(manager, request, 'nobody')).toMatchObject({ status: 404, code: 'member.unknown' });
    for (const points of [0, 0.5, 1e15]) expect((await ask(manager, { ...request, points })).status).toBe(400);
    expect((await ask(manager, { ...request, why: '' })).status).toBe(400);
    await test.hub.event({ id: 'e', kind: 'feedback', member: 'anna', moment: noon });
    expect(await ask(manager, { ...request, id: 'e' })).toMatchObject({ status: 409, code: 'event.taken' });
    await ask(manager, request);
    const event = test.hub.event({ id: 'cake-1', kind: 'feedback', member: 'anna', moment: noon });
    await expect(event).rejects.toThrow('cake-1');
    expect(await balance()).toBe(150_00);
  });

  it('are told of whoever gave them, beside the cashiers, of the period that is asked for', async () => {
    till.sell({ member: 'anna', at: minute(1) });
    await till.push();
    const manager = await tokenOf('manager');
    test.clock.set(Date.parse(minute(30)));
    await ask(manager, request);
    await ask(manager, { ...request, id: 'cake-2', points: 1_00 });
    await ask(manager, { ...request, id: 'cake-3', points: -20_00 });
    await test.hub.points('anna', { ...request, id: 'by the folder', points: 7 });
    const found = await test.hub.cashiers({});
    expect(found.map(({ cashier, sales, byHand }) => ({ cashier, sales, byHand }))).toEqual([
      { cashier: '@folder', sales: 0, byHand: [{ wallet: 'bonus', times: 1, given: 7, taken: 0 }] },
      { cashier: 'manager', sales: 0, byHand: [{ wallet: 'bonus', times: 3, given: 51_00, taken: 20_00 }] },
      { cashier: 'olga', sales: 1, byHand: [] },
    ]);
    const early = await test.hub.cashiers({ to: minute(20) });
    expect(early.map(({ cashier }) => cashier)).toEqual(['olga']);
  });
});
