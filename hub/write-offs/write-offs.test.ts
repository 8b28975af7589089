import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WriteOff } from '../../shared/protocol/write-offs.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { gift, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let [till, other]: TestTill[] = [];

beforeEach(async () => {
  const [coffee, two] = [gift('g1'), gift('g2')];
  const anna = memberDoc('anna', { entitlements: [{ ...coffee, gift: { ...coffee.gift!, costMinor: 310_00 } }] });
  const vera = memberDoc('vera', { entitlements: [{ ...two, gift: { ...two.gift!, quantity: 2000 } }] });
  test = await openTestHub(['till-1', 'till-2'], [anna, vera]);
  [till, other] = [await test.till('till-1'), await test.till('till-2')];
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';
const ids = (writeOffs: WriteOff[]) => writeOffs.map(({ id }) => id);
const open = async () => (await test.hub.writeOffs({})).writeOffs;

/** Over HTTP, as an ERP asks. */
async function ask(path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${test.hub.adminToken}` };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await test.hub.app.request(`/v1/${path}`, { ...init, headers });
  return { status: response.status, told: (await response.json()) as unknown };
}

describe('a gift that was given', () => {
  it('is to be written off, with what it cost, who asked for it and by which right, until a document did', async () => {
    till!.sell({ member: 'anna', gifts: ['g1'], at, facts: (facts) => Object.assign(facts, { channel: 'web' }) });
    await till!.push();
    const { told } = await ask('write-offs');
    const id = 'till-1-receipt-1:gift:g1';
    expect(told).toEqual({
      writeOffs: [
        {
          id,
          kind: 'given',
          at,
          shop: 'shop-1',
          till: 'till-1',
          channel: 'web',
          receipt: 'till-1-receipt-1',
          number: expect.any(Number) as number,
          sku: 'coffee',
          quantity: 1000,
          costMinor: 310_00,
          priceMinor: 500_00,
          entitlement: 'g1',
          rule: 'thanks',
        },
      ],
      after: null,
    });
    expect((await ask('write-offs?after=x')).status).toBe(404);
    expect((await ask('write-offs?limit=none')).status).toBe(400);
    expect((await ask('write-offs/confirm', { ids: [id], document: ' ' })).status).toBe(400);
    test.clock.set(Date.parse(at));
    const confirm = { ids: [id], document: 'СП-17' };
    expect(await ask('write-offs/confirm', confirm)).toEqual({ status: 200, told: { confirmed: 1 } });
    expect(await ask('write-offs/confirm', confirm)).toEqual({ status: 200, told: { confirmed: 0 } });
    expect((await ask('write-offs')).told).toEqual({ writeOffs: [], after: null });
    expect((await test.hub.audit({ limit: 1 })).entries).toMatchObject([
      { who: '@folder', action: 'writeOff.confirm', subject: 'СП-17' },
    ]);
  });

  it('is noted once, however often its record comes, and stays closed after the hub began again', async () => {
    till!.sell({ member: 'anna', gifts: ['g1'], at });
    await till!.push();
    await till!.push();
    const [first] = ids(await open());
    await test.hub.confirmWriteOffs({ ids: [first!], document: '1' });
    await test.reopen();
    await till!.session();
    await till!.push();
    expect(await open()).toEqual([]);
  });

  it('comes back to stock by its part, as a write-off of its own', async () => {
    till!.sell({ member: 'vera', gifts: ['g2'], at });
    till!.giveBack('till-1-receipt-1', [{ line: 'gift:g2', quantity: 1000 }], at);
    await till!.push();
    const [given, returned, ...more] = await open();
    expect(more).toEqual([]);
    expect(given).toMatchObject({ kind: 'given', quantity: 2000, priceMinor: 1000_00, costMinor: null });
    expect(returned).toMatchObject({
      kind: 'returned',
      receipt: expect.stringContaining('return') as string,
      quantity: 1000,
      priceMinor: 500_00,
      costMinor: null,
      entitlement: 'g2',
      rule: 'thanks',
      channel: 'shop',
    });
  });

  it('is told of page by page, oldest first, whichever till gave it', async () => {
    other!.sell({ member: 'vera', gifts: ['g2'], at: '2026-03-01T11:00:00+03:00' });
    till!.sell({ member: 'anna', gifts: ['g1'], at });
    till!.sell({ lines: [{ sku: 'milk' }], at });
    await till!.push();
    await other!.push();
    const first = await test.hub.writeOffs({ limit: 1 });
    expect(ids(first.writeOffs)).toEqual(['till-2-receipt-1:gift:g2']);
    const second = await test.hub.writeOffs({ limit: 1, after: first.after! });
    expect(ids(second.writeOffs)).toEqual(['till-1-receipt-1:gift:g1']);
    expect(await test.hub.writeOffs({ limit: 1, after: second.after! })).toEqual({ writeOffs: [], after: null });
  });
});

describe('a confirmation', () => {
  it('is refused whole where one is unknown or closed by another document', async () => {
    till!.sell({ member: 'anna', gifts: ['g1'], at });
    other!.sell({ member: 'vera', gifts: ['g2'], at });
    await till!.push();
    await other!.push();
    const both = ids(await open());
    await test.hub.confirmWriteOffs({ ids: [both[0]!], document: '1' });
    const again = test.hub.confirmWriteOffs({ ids: both.toReversed(), document: '2' });
    await expect(again).rejects.toMatchObject({ code: 'writeOff.confirmed', args: { id: both[0], document: '1' } });
    const unknown = test.hub.confirmWriteOffs({ ids: [both[1]!, 'nothing'], document: '2' });
    await expect(unknown).rejects.toMatchObject({ code: 'writeOff.unknown' });
    expect(ids(await open())).toEqual([both[1]]);
  });
});
