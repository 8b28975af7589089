import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distantAccount } from '../../shared/protocol/feed.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, lot, memberDoc, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

const at = '2026-03-01T12:01:00+03:00';
const days = (count: number) => new Date(Date.parse(at) + count * 86_400_000).toISOString();

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  const retention = { visitDays: 100 };
  const anna = memberDoc('anna', { lots: [lot('a', 100_00)] }, ['shop-1']);
  test = await openTestHub(['till-1'], [anna, memberDoc('boris')], { retention });
  await test.hub.importLines(
    asText([
      { kind: 'shop', doc: { ...shopDoc, id: 'shop-2' } },
      { kind: 'till', doc: { id: 'till-9', shop: 'shop-2', name: 'Till 9' } },
      { kind: 'price', doc: { shop: 'shop-2', sku: 'milk', priceMinor: 89_90 } },
    ]),
  );
  till = await test.till('till-1');
});
afterEach(() => test.close());

async function sellAt(day: number, member: string): Promise<void> {
  test.clock.set(Date.parse(days(day)));
  await till.session();
  await till.pull();
  till.sell({ member, lines: [{ sku: 'milk' }], at: days(day) });
  await till.push();
  await till.pull();
}
const jobs = async (day: number) => {
  test.clock.set(Date.parse(days(day)));
  const { left } = await test.hub.runJobs(days(day));
  await till.session();
  await till.pull();
  return left;
};

describe('a member who was not at a shop for long', () => {
  it('leaves it: to its tills one of others, without a name, with tier and balance', async () => {
    await sellAt(0, 'anna');
    expect(await jobs(1)).toBe(0);
    expect(till.doc('person', 'anna')).toBeDefined();
    await sellAt(60, 'boris');
    expect(await jobs(102)).toBe(1);
    expect(await jobs(103)).toBe(0);
    expect([till.doc('member', 'anna'), till.doc('person', 'anna')]).toEqual([undefined, undefined]);
    const { account } = await test.hub.exportMember('anna');
    const points = account.lots.reduce((sum, each) => sum + each.points, 0);
    expect(till.doc('distant', 'anna')).toMatchObject({ tier: 'bronze', balances: [{ wallet: 'bonus', points }] });
    expect(JSON.stringify(till.doc('distant', 'anna'))).not.toContain('card-anna');
    expect(till.doc('member', 'boris')).toBeDefined();
    expect(await test.hub.exportMember('anna')).toMatchObject({ shops: [], person: { name: 'anna' } });
    expect((await till.snapshot()).lines.filter((line) => /"kind":"(member|person)","id":"anna"/.test(line))).toEqual(
      [],
    );
  });

  it('is whole again as soon as they come', async () => {
    await sellAt(0, 'anna');
    await jobs(120);
    till.documents.set('member anna', memberAgain());
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: days(120) });
    await till.push();
    till.documents.delete('member anna');
    await till.pull();
    expect([till.doc('member', 'anna')?.shops, till.doc('distant', 'anna')]).toEqual([['shop-1'], undefined]);
    expect(till.doc('person', 'anna')).toBeDefined();
    expect(await jobs(121)).toBe(0);
  });

  it('is told to the other shops they visit as before', async () => {
    const far = await test.till('till-9');
    await sellAt(0, 'anna');
    far.documents.set('member anna', { ...till.doc('member', 'anna')! });
    test.clock.set(Date.parse(days(90)));
    await far.session();
    far.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: days(90) });
    await far.push();
    await jobs(101);
    await far.session();
    await far.pull();
    expect(far.doc('member', 'anna')?.shops).toEqual(['shop-2']);
    expect([far.doc('person', 'anna')?.member, till.doc('person', 'anna')]).toEqual(['anna', undefined]);
  });

  it('of whom nobody knows when they were there has as long from when that is first seen', async () => {
    expect(await jobs(0)).toBe(0);
    expect(await jobs(100)).toBe(0);
    expect(await jobs(101)).toBe(2);
    expect((await test.hub.exportMember('boris')).shops).toEqual([]);
  });

  it('stays as long as points are set aside for them', async () => {
    await sellAt(0, 'anna');
    await sellAt(0, 'boris');
    const granted = await till.lease('anna', 50_00, days(0));
    expect(granted.kind).toBe('granted');
    expect(await jobs(150)).toBe(1);
    expect((await test.hub.exportMember('anna')).shops).toEqual(['shop-1']);
  });
});

/** As the till sells on to one of others. */
function memberAgain() {
  const account = distantAccount(till.doc('distant', 'anna')!);
  const { name: _, ...member } = memberDoc('anna', account);
  return member;
}
