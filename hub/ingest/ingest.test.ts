import { afterEach, describe, expect, it } from 'vitest';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { memberDoc } from '../testing/shop.ts';

let test: TestHub;
afterEach(() => test.close());

describe('ingest', () => {
  it('books a sale once, however often it is pushed, and tells the till by the feed', async () => {
    test = await openTestHub(['till-1'], [memberDoc('anna')]);
    const till = await test.till('till-1');
    const sale = till.sell({
      member: 'anna',
      lines: [{ sku: 'coffee', quantity: 2000 }],
      at: '2026-03-01T12:01:00+03:00',
    });
    expect(sale.body.money.totals.netMinor).toBe(1000_00);
    const { ack } = await till.push();
    expect(ack).toEqual({ epoch: 'till-1-epoch-1', seq: 2 });
    await till.push();
    expect(await test.hub.summary()).toEqual({
      records: 2,
      sales: 1,
      returns: 0,
      verdicts: { equal: 1, different: 0, pending: 0 },
      discrepancies: { arithmetic: 0, facts: 0, limit: 0 },
      ledgerSum: 0,
      outstanding: [{ wallet: 'bonus', points: 50_00, debt: 0 }],
    });
    await till.pull();
    expect(till.doc('applied', 'till-1')).toEqual({ till: 'till-1', epoch: 'till-1-epoch-1', seq: 2 });
    expect(till.doc('member', 'anna')?.account.lots).toMatchObject([{ wallet: 'bonus', points: 50_00 }]);
  });
});
