import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventReply, EventRequest } from '../../shared/protocol/happening.ts';
import { club } from '../testing/club.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;

beforeEach(async () => {
  const alexander = memberDoc('alexander', { lots: [lot('l1', 100_00)], spendMinor: 9500_00 });
  test = await openTestHub(['till-1'], [alexander], {}, { programme: club });
  till = await test.till('till-1');
});
afterEach(() => test.close());

const moment = '2026-03-01T12:01:00+03:00';
const pointsOf = (member: string) =>
  till.doc('member', member)!.account.lots.reduce((sum, { points }) => sum + points, 0);

async function sync() {
  await till.push();
  await till.pull();
  expect((await test.hub.summary()).ledgerSum).toBe(0);
}

async function tell(request: Partial<EventRequest> & Pick<EventRequest, 'id' | 'kind'>) {
  const body = JSON.stringify({ member: 'alexander', moment, ...request });
  const headers = { authorization: `Bearer ${test.hub.adminToken}` };
  const response = await test.hub.app.fetch(
    new Request('http://hub.test/v1/events', { method: 'POST', headers, body }),
  );
  const reply = (await response.json()) as EventReply & { error?: { code: string } };
  await till.pull();
  return { status: response.status, reply, code: reply.error?.code };
}

describe('a registration at a till', () => {
  it('brings the friend 500, the one who brought them 50, and 20 to the one before', async () => {
    till.register('artem', 'card-artem', moment, { referrer: 'card-alexander' });
    await sync();
    till.register('olga', 'card-olga', moment, { referrer: 'artem' });
    await sync();
    expect({ olga: pointsOf('olga'), artem: pointsOf('artem'), alexander: pointsOf('alexander') }).toEqual({
      olga: 500_00,
      artem: 550_00,
      alexander: 170_00,
    });
    expect(till.doc('member', 'olga')!.account.referrers).toEqual(['artem', 'alexander']);
    expect(till.doc('member', 'alexander')!.account.referrals).toBe(1);
  });

  it('welcomes nobody twice, and nobody brings themselves', async () => {
    till.register('artem', 'card-artem', moment, { referrer: 'card-artem' });
    till.register('artem-again', 'card-artem', moment);
    await sync();
    expect(pointsOf('artem')).toBe(300_00);
    expect(till.doc('member', 'artem')!.account.referrers).toBeUndefined();
    const { reply } = await tell({ id: 'again', kind: 'registered', member: 'artem' });
    expect(reply.reactions).toHaveLength(1);
    expect(pointsOf('artem')).toBe(300_00);
  });

  it('by an invitation brings its segment and points until it is full', async () => {
    till.register('artem', 'card-artem', moment, { link: 'week' });
    till.register('olga', 'card-olga', moment, { link: 'week' });
    await sync();
    const [artem, olga] = [till.doc('member', 'artem')!.account, till.doc('member', 'olga')!.account];
    expect(artem).toMatchObject({ joinedBy: 'week', terms: [{ segment: 'guests' }] });
    expect(pointsOf('artem')).toBe(400_00);
    expect(olga.joinedBy).toBeUndefined();
    expect(pointsOf('olga')).toBe(300_00);
  });
});

describe('W9: Artem by the code of Alexander', () => {
  it('earns 70, 70, 70, 50 on 1000.00 each, Alexander 10 of every purchase, and a return takes its part back', async () => {
    till.register('artem', 'card-artem', moment, { referrer: 'card-alexander' });
    await sync();
    const earned: number[] = [];
    const sales: { receipt: string; line: string }[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      const { body } = till.sell({ member: 'artem', lines: [{ sku: 'coffee', quantity: 2000 }], at: moment });
      earned.push(body.money.totals.earned[0]!.points);
      sales.push({ receipt: body.receipt, line: body.money.lines[0]!.id });
      await sync();
    }
    expect(earned).toEqual([70_00, 70_00, 70_00, 50_00]);
    expect(pointsOf('alexander')).toBe(100_00 + 50_00 + 40_00);
    till.giveBack(sales[0]!.receipt, [{ line: sales[0]!.line, quantity: 1000 }], moment);
    await sync();
    expect(pointsOf('alexander')).toBe(100_00 + 50_00 + 35_00);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 5, different: 0, pending: 0 });
  });
});

describe('a tier reached by a purchase', () => {
  it('is an event of its own', async () => {
    till.sell({ member: 'alexander', lines: [{ sku: 'coffee', quantity: 2000 }], at: moment });
    await sync();
    expect(till.doc('member', 'alexander')!.account.tier).toBe('gold');
    expect(pointsOf('alexander')).toBe(100_00 + 50_00 + 10_00);
  });
});

describe('an event told by another system', () => {
  it('is answered once, with what became known of the member', async () => {
    const request = { id: 's1', kind: 'survey', name: 'pets', set: { attributes: { pet: 'cat' } } } as const;
    const first = await tell(request);
    expect(first.reply.reactions).toMatchObject([{ rule: 'survey', member: 'alexander' }]);
    expect((await tell(request)).reply).toEqual(first.reply);
    expect(pointsOf('alexander')).toBe(105_00);
    expect(till.doc('member', 'alexander')!.account.attributes).toEqual({ pet: 'cat' });
  });

  it('says what was not granted and why', async () => {
    const { reply } = await tell({ id: 's1', kind: 'survey', name: 'pets' });
    expect(reply).toMatchObject({ reactions: [], rejections: [{ rule: 'survey', reason: 'audience.attribute' }] });
  });

  it('is refused by code: no token, no such member, an id that was another event', async () => {
    const bare = await test.hub.app.fetch(new Request('http://hub.test/v1/events', { method: 'POST', body: '{}' }));
    expect(bare.status).toBe(401);
    expect(await tell({ id: 'e', kind: 'survey', member: 'ghost' })).toMatchObject({
      status: 404,
      code: 'member.unknown',
    });
    await tell({ id: 'e', kind: 'survey' });
    expect(await tell({ id: 'e', kind: 'feedback' })).toMatchObject({ status: 409, code: 'event.taken' });
  });

  it('gives a good for points that the till then rings, and refuses where there are too few', async () => {
    await tell({ id: 'r1', kind: 'reward', name: 'coffee' });
    await tell({ id: 'r2', kind: 'reward', name: 'coffee' });
    const { reply } = await tell({ id: 'r3', kind: 'reward', name: 'coffee' });
    expect(reply.rejections).toMatchObject([{ rule: 'coffee', reason: 'redemption.noPoints' }]);
    const { entitlements } = till.doc('member', 'alexander')!.account;
    expect(entitlements).toMatchObject([{ gift: { sku: 'coffee' } }, { gift: { sku: 'coffee' } }]);
    expect(pointsOf('alexander')).toBe(20_00);
    const { body } = till.sell({
      member: 'alexander',
      gifts: [entitlements[0]!.id],
      rights: await till.hold('alexander', [entitlements[0]!.id], moment),
      lines: [{ sku: 'milk' }],
      at: moment,
    });
    expect(body.money.totals.netMinor).toBe(89_90);
    await sync();
    expect(till.doc('member', 'alexander')!.account.entitlements).toHaveLength(1);
    expect((await test.hub.summary()).verdicts.different).toBe(0);
  });
});
