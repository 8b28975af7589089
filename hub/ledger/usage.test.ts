import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { club } from '../testing/club.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { memberDoc, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;

beforeEach(async () => {
  const lines = [
    { kind: 'shop' as const, doc: { ...shopDoc, id: 'shop-2' } },
    { kind: 'till' as const, doc: { id: 'till-3', shop: 'shop-2', name: 'till-3' } },
    { kind: 'cashier' as const, doc: { id: 'olga-2', shop: 'shop-2', name: 'Olga', role: 'cashier', locale: 'ru' } },
    { kind: 'price' as const, doc: { shop: 'shop-2', sku: 'milk', priceMinor: 89_90 } },
  ];
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna')], {}, { programme: club, lines });
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';
const withCode = { lines: [{ sku: 'milk' }], codes: ['TEN'], at };
const off = ({ body }: ReturnType<TestTill['sell']>) => body.money.totals.discountMinor;

describe('a promotion with a budget', () => {
  it('is used up by a till that is offline as by all: 10, 10 and the last 5', async () => {
    expect([
      off(till.sell(withCode)),
      off(till.sell(withCode)),
      off(till.sell(withCode)),
      off(till.sell(withCode)),
    ]).toEqual([10_00, 10_00, 5_00, 0]);
    await till.push();
    await till.pull();
    expect(till.doc('usage', 'ten-off')).toEqual({ promotion: 'ten-off', uses: 3, given: 25_00 });
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 4, different: 0, pending: 0 });
    expect(off(till.sell(withCode))).toBe(0);
  });

  it('that other tills used up meanwhile is a limit, never a fault of the facts', async () => {
    const other = await test.till('till-2');
    for (const each of [till, other]) {
      each.sell(withCode);
      each.sell(withCode);
      await each.push();
    }
    expect(await test.hub.discrepancies()).toMatchObject([
      {
        till: 'till-2',
        kind: 'limit',
        differences: [{ path: 'money.given.ten-off.given', till: 10_00, hub: 5_00 }],
      },
      { till: 'till-2', kind: 'limit' },
    ]);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 2, different: 2, pending: 0 });
  });

  it('comes back with the whole sale', async () => {
    const { body } = till.sell(withCode);
    till.giveBack(body.receipt, [{ line: body.money.lines[0]!.id, quantity: 1000 }], at);
    await till.push();
    await till.pull();
    expect(till.doc('usage', 'ten-off')).toEqual({ promotion: 'ten-off', uses: 0, given: 0 });
    expect((await test.hub.summary()).verdicts.different).toBe(0);
  });

  it('is told to other shops by the job, once', async () => {
    const far = await test.till('till-3');
    till.sell(withCode);
    await till.push();
    await far.pull();
    expect(far.doc('usage', 'ten-off')).toBeUndefined();
    expect((await test.hub.runJobs()).usage).toBe(1);
    expect((await test.hub.runJobs()).usage).toBe(0);
    await far.pull();
    expect(far.doc('usage', 'ten-off')).toEqual({ promotion: 'ten-off', uses: 1, given: 10_00 });
    expect(off(far.sell({ ...withCode }))).toBe(10_00);
  });

  it('told falsely is a fault of the facts', async () => {
    till.sell({ ...withCode, facts: (facts) => (facts.promotions = [{ promotion: 'ten-off', uses: 1, given: 1 }]) });
    await till.push();
    expect(await test.hub.discrepancies()).toMatchObject([
      { kind: 'facts', differences: [{ path: 'facts.promotions[0]' }] },
    ]);
  });
});
