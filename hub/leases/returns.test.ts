import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Recall } from '../../shared/protocol/feed.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let seller: TestTill;
let other: TestTill;
let receipt: string;
const at = '2026-03-01T12:01:00+03:00';

beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna')]);
  [seller, other] = [await test.till('till-1'), await test.till('till-2')];
  ({ receipt } = seller.sell({ member: 'anna', lines: [{ sku: 'milk', quantity: 2000 }], at }).body);
  await seller.push();
});
afterEach(() => test.close());

const giveUp = async () => {
  seller.append({ kind: 'lease.closed', lease: receipt }, at);
  await seller.push();
};

describe('the right to return by a receipt', () => {
  it('is of no receipt that the hub does not have', async () => {
    expect(await other.returnRight('none')).toMatchObject({ reason: 'unknownReceipt' });
  });

  it('is called back from the till that sold, and given as that till closes it', async () => {
    expect(await other.returnRight(receipt)).toMatchObject({ kind: 'refused', reason: 'elsewhere', till: 'till-1' });
    await seller.pull();
    expect(seller.doc('recall', 'till-1') as Recall).toEqual({ till: 'till-1', leases: [receipt] });
    expect(await other.returnRight(receipt)).toMatchObject({ kind: 'refused', reason: 'elsewhere' });
    await giveUp();
    expect(await other.returnRight(receipt)).toMatchObject({
      kind: 'granted',
      grant: { returns: { receipt, returned: [] } },
      sold: { sale: { receipt }, refundedMinor: 0 },
    });
    expect(await test.hub.alarms()).toEqual([]);
  });

  it('may be closed before anybody asked, for the hub that did is gone', async () => {
    await giveUp();
    expect(await test.hub.alarms()).toEqual([]);
    expect(await other.returnRight(receipt)).toMatchObject({ kind: 'granted' });
  });

  it('is given once by one request, and to nobody else before it is closed', async () => {
    await giveUp();
    const first = await other.returnRight(receipt, 'r1');
    expect(await other.returnRight(receipt, 'r1')).toEqual(first);
    expect(await other.returnRight(receipt, 'r2')).toMatchObject({ reason: 'elsewhere', till: 'till-2' });
    expect(await seller.returnRight(receipt)).toMatchObject({ reason: 'elsewhere', till: 'till-2' });
  });

  it('tells what came back before, and is of nothing when all did', async () => {
    seller.giveBack(receipt, [{ line: 'l1', quantity: 500 }], at);
    await giveUp();
    const reply = await other.returnRight(receipt);
    expect(reply).toMatchObject({ grant: { returns: { returned: [{ line: 'l1', quantity: 500 }] } } });
    other.accept(reply, at);
    other.append({ kind: 'lease.closed', lease: leaseOf(reply) }, at);
    await other.push();
    seller.giveBack(receipt, [{ line: 'l1', quantity: 1500 }], at);
    await seller.push();
    expect(await other.returnRight(receipt)).toMatchObject({ reason: 'returned' });
  });
});

function leaseOf(reply: Awaited<ReturnType<TestTill['returnRight']>>): string {
  if (reply.kind !== 'granted') throw new Error(reply.reason);
  return reply.grant.lease.id;
}
