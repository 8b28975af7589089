import { afterEach, describe, expect, it } from 'vitest';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
afterEach(() => test.close());

/** Coffee earns 25 points; it is returned at the till, and the hub grants 20 of these very points before it hears of that. */
async function grantedTooMuch(opening: number) {
  const lots = opening > 0 ? [lot('opening', opening)] : [];
  test = await openTestHub(['till-1'], [memberDoc('anna', { lots })]);
  const till = await test.till('till-1');
  const sale = till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-01T12:01:00+03:00' });
  await till.push();
  await till.pull();
  till.giveBack(sale.body.receipt, [{ line: 'l1', quantity: 1000 }], '2026-03-01T12:02:00+03:00');
  test.clock.set(Date.parse('2026-03-01T12:03:00+03:00'));
  const reply = await till.lease('anna', 20_00, '2026-03-01T12:03:00+03:00');
  if (reply.kind !== 'granted') throw new Error('it knows no better');
  await till.push();
  await till.pull();
  return { till, lease: reply.grant.lease.id };
}

async function standing(till: TestTill) {
  const { lots, debt } = till.doc('member', 'anna')!.account;
  const sum = (of: { points: number }[]) => of.reduce((points, each) => points + each.points, 0);
  const [books] = (await test.hub.summary()).outstanding;
  expect({ points: sum(lots), debt: sum(debt) }).toEqual({ points: books!.points, debt: books!.debt });
  return sum(lots) - sum(debt);
}

describe('a lease over points that a late return had taken before', () => {
  it('makes no points: others pay for them, and the account says what the ledger says', async () => {
    const { till, lease } = await grantedTooMuch(100_00);
    expect(await standing(till)).toBe(100_00);
    till.append({ kind: 'lease.closed', lease, member: 'anna' }, '2026-03-01T12:04:00+03:00');
    await till.push();
    await till.pull();
    expect(await standing(till)).toBe(100_00);
  });

  it('is owed where nothing is left, until it comes back', async () => {
    const { till, lease } = await grantedTooMuch(0);
    expect(await standing(till)).toBe(0);
    till.append({ kind: 'lease.closed', lease, member: 'anna' }, '2026-03-01T12:04:00+03:00');
    await till.push();
    await till.pull();
    expect(till.doc('member', 'anna')!.account).toMatchObject({ lots: [], debt: [] });
  });
});

describe('a lease that the till never took', () => {
  it('is closed by its record though that was written within the second of the grant', async () => {
    test = await openTestHub(['till-1'], [memberDoc('anna', { lots: [lot('opening', 100_00)] })]);
    const till = await test.till('till-1');
    test.clock.set(Date.parse('2026-03-01T12:03:00.700+03:00'));
    const reply = await till.lease('anna', 20_00, '2026-03-01T12:02:00+03:00');
    if (reply.kind !== 'granted') throw new Error('it knows no better');
    // Records tell whole seconds: this one seems older than the grant.
    till.append({ kind: 'lease.closed', lease: reply.grant.lease.id, member: 'anna' }, '2026-03-01T12:03:00+03:00');
    await till.push();
    await till.pull();
    expect(till.doc('member', 'anna')!.account).toMatchObject({ leases: [], lots: [{ points: 100_00 }] });
    expect(await standing(till)).toBe(100_00);
  });
});
