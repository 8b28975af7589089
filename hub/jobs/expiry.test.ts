import { afterEach, describe, expect, it } from 'vitest';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';

let test: TestHub;
afterEach(() => test.close());

const april = '2026-04-01T00:00:00+03:00';

describe('expiry', () => {
  it('books what has lapsed once, to the moment, however often it runs', async () => {
    test = await openTestHub(
      [],
      [memberDoc('anna', { lots: [lot('l1', 30_00, april), lot('l2', 5_00)] }), memberDoc('boris')],
    );
    expect(await test.hub.expire('2026-03-31T23:59:59+03:00')).toBe(0);
    expect(await test.hub.expire(april)).toBe(1);
    expect(await test.hub.expire(april)).toBe(0);
    const { outstanding, ledgerSum } = await test.hub.summary();
    expect({ outstanding, ledgerSum }).toEqual({
      outstanding: [{ wallet: 'bonus', points: 5_00, debt: 0 }],
      ledgerSum: 0,
    });
  });

  it('leaves leased points alone until their lease is closed', async () => {
    test = await openTestHub(['till-1'], [memberDoc('anna', { lots: [lot('l1', 30_00, april)] })]);
    const till = await test.till('till-1');
    const reply = await till.lease('anna', 30_00, '2026-03-01T12:00:00+03:00');
    if (reply.kind !== 'granted') throw new Error(reply.reason);
    expect(await test.hub.expire(april)).toBe(0);
    till.append({ kind: 'lease.closed', lease: reply.grant.lease.id, member: 'anna' }, april);
    await till.push();
    expect(await test.hub.expire(april)).toBe(1);
    expect((await test.hub.summary()).outstanding).toEqual([{ wallet: 'bonus', points: 0, debt: 0 }]);
  });

  it('takes back what a sale that arrives late had earned and nobody spent in time', async () => {
    test = await openTestHub(['till-1'], [memberDoc('anna')]);
    const till = await test.till('till-1');
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-01T12:01:00+03:00' });
    await till.push();
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-01T12:02:00+03:00' });
    expect(await test.hub.expire('2026-05-01T00:00:00+03:00')).toBe(1);
    await till.push();
    const { outstanding, ledgerSum, verdicts } = await test.hub.summary();
    expect({ outstanding, ledgerSum, verdicts }).toEqual({
      outstanding: [{ wallet: 'bonus', points: 0, debt: 0 }],
      ledgerSum: 0,
      verdicts: { equal: 2, different: 0, pending: 0 },
    });
  });
});
