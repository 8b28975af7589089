import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReturnBody } from '../../shared/protocol/journal.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import { sealed } from '../testing/till.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1'], [memberDoc('anna', { lots: [lot('l1', 100_00)] })]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const line = (quantity: number) => [{ line: 'l1', quantity }];

describe('returns at the hub', () => {
  it('undo the sale, bit by bit, and leave nothing', async () => {
    const { body } = till.sell({
      member: 'anna',
      lines: [{ sku: 'coffee', quantity: 3000 }],
      at: '2026-03-01T12:01:00+03:00',
    });
    till.giveBack(body.receipt, line(1000), '2026-03-01T12:02:00+03:00');
    await till.push();
    await till.pull();
    till.giveBack(body.receipt, line(2000), '2026-03-01T12:03:00+03:00');
    await till.push();
    await till.pull();
    const { verdicts, returns, outstanding, ledgerSum } = await test.hub.summary();
    expect({ verdicts, returns, outstanding, ledgerSum }).toEqual({
      verdicts: { equal: 3, different: 0, pending: 0 },
      returns: 2,
      outstanding: [{ wallet: 'bonus', points: 100_00, debt: 0 }],
      ledgerSum: 0,
    });
    expect(till.doc('member', 'anna')?.account).toMatchObject({ purchaseCount: 0, spendMinor: 0, recent: [] });
  });

  it('claw back into debt what was spent meanwhile, and points earned later pay it', async () => {
    const { body } = till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-01T12:01:00+03:00' });
    await till.push();
    const lease = await till.lease('anna', 125_00, '2026-03-01T12:02:00+03:00');
    const spending = till.accept(lease, '2026-03-01T12:02:00+03:00');
    till.sell({
      member: 'anna',
      redeem: 125_00,
      spending,
      lines: [{ sku: 'coffee' }],
      at: '2026-03-01T12:02:30+03:00',
    });
    till.giveBack(body.receipt, line(1000), '2026-03-01T12:03:00+03:00');
    await till.push();
    const after = await test.hub.summary();
    expect(after.verdicts).toEqual({ equal: 3, different: 0, pending: 0 });
    expect(after.outstanding).toEqual([{ wallet: 'bonus', points: 0, debt: 6_25 }]);
  });

  it('that keep silent on an earlier one are told as facts', async () => {
    const { body } = till.sell({ lines: [{ sku: 'coffee', quantity: 2000 }], at: '2026-03-01T12:01:00+03:00' });
    till.giveBack(body.receipt, line(2000), '2026-03-01T12:02:00+03:00');
    const again = structuredClone(till.journal.at(-1)!.record);
    const taken = again.body as ReturnBody;
    till.append({ ...taken, receipt: 'again', facts: { ...taken.facts, receipt: 'again' }, returned: [] }, again.at);
    await till.push();
    expect(await test.hub.discrepancies()).toMatchObject([
      { receipt: 'again', kind: 'facts', differences: [{ path: 'returned.l1' }] },
    ]);
  });

  it('with a false refund are arithmetic', async () => {
    const { body } = till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-01T12:01:00+03:00' });
    till.giveBack(body.receipt, line(1000), '2026-03-01T12:02:00+03:00');
    const record = structuredClone(till.journal.pop()!.record);
    (record.body as ReturnBody).money.totals.refundMinor += 1;
    till.journal.push(sealed(record));
    await till.push();
    expect(await test.hub.discrepancies()).toMatchObject([{ kind: 'arithmetic' }]);
  });

  it('of a sale the hub has not seen wait for it', async () => {
    const { body } = till.sell({ lines: [{ sku: 'coffee' }], at: '2026-03-01T12:01:00+03:00' });
    const given = till.giveBack(body.receipt, line(1000), '2026-03-01T12:02:00+03:00');
    // The sale is a record this hub can't read.
    till.journal.splice(1, 2);
    const unreadable = sealed({ ...structuredClone(given.record), seq: 2, v: 2 as never });
    till.journal.push(unreadable, sealed({ ...structuredClone(given.record), prev: unreadable.hash }));
    const { ack } = await till.push();
    expect(ack.seq).toBe(3);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 0, different: 0, pending: 1 });
  });
});
