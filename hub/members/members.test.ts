import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, lot, memberDoc, shopDoc, shopLines } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;
const members = [
  memberDoc('anna', { lots: [lot('l1', 100_00)] }),
  memberDoc('boris', { debt: [{ wallet: 'bonus', points: 7_00 }] }),
];
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], members);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';
const line = (kind: 'member' | 'good' | 'price' | 'till', doc: object) => JSON.stringify({ kind, doc });

function rows(): unknown {
  const db = new Database(join(test.dataDir, 'hub.db'), { readonly: true });
  const all = ['member', 'ledger', 'card', 'document', 'feed_head', 'change', 'till'].map((table) =>
    db.prepare(`select * from ${table}`).all(),
  );
  db.close();
  return all;
}

describe('an import', () => {
  it('brings opening balances into the ledger, points and debts', async () => {
    expect((await test.hub.summary()).outstanding).toEqual([{ wallet: 'bonus', points: 100_00, debt: 7_00 }]);
    expect((await test.hub.summary()).ledgerSum).toBe(0);
  });

  it('taken twice changes nothing, not even after sales', async () => {
    till.sell({ member: 'anna', at });
    await till.push();
    const before = rows();
    const lines = asText(shopLines(['till-1', 'till-2'], members));
    expect(await test.hub.importLines(lines)).toMatchObject({ lines: lines.length });
    expect(rows()).toEqual(before);
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'Line 2'],
    ['an unknown kind', JSON.stringify({ kind: 'goods', doc: {} }), 'Line 2, kind: '],
    ['a missing field', line('price', { shop: 'shop-1', sku: 'milk' }), 'Line 2, doc.priceMinor: '],
    [
      'a price that is no whole number',
      line('price', { shop: 'shop-1', sku: 'milk', priceMinor: 1.5 }),
      'Line 2, doc.priceMinor: ',
    ],
    [
      'a shop nobody knows',
      line('till', { id: 'till-9', shop: 'nowhere', name: '' }),
      'Line 2, doc.shop: no shop nowhere',
    ],
    [
      "another's card",
      line('member', { ...memberDoc('carl'), cards: ['card-anna'] }),
      'Line 2, doc.cards[0]: card card-anna is of member anna',
    ],
    [
      "another's account",
      line('member', { ...memberDoc('carl'), account: memberDoc('dora').account }),
      'Line 2, doc.account.member: ',
    ],
  ])('with a fault takes nothing and names line and path: %s', async (_name, broken, told) => {
    const before = rows();
    const price = line('price', { shop: 'shop-1', sku: 'milk', priceMinor: 1 });
    await expect(test.hub.importLines([price, broken])).rejects.toThrow(told);
    expect(rows()).toEqual(before);
  });

  it('with another opening balance folds everything since upon it', async () => {
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at });
    await till.push();
    await test.hub.importLines([line('member', memberDoc('anna', { lots: [lot('l1', 40_00)] }))]);
    const { outstanding, ledgerSum } = await test.hub.summary();
    expect({ outstanding, ledgerSum }).toEqual({
      outstanding: [{ wallet: 'bonus', points: 65_00, debt: 7_00 }],
      ledgerSum: 0,
    });
    await till.pull();
    expect(till.doc('member', 'anna')?.account.lots.map(({ points }) => points)).toEqual([40_00, 25_00]);
  });

  it('gives an old card back for another member to have', async () => {
    await test.hub.importLines([line('member', { ...members[0]!, cards: ['new-card'] })]);
    await test.hub.importLines([line('member', { ...memberDoc('carl'), cards: ['card-anna'] })]);
    await till.pull();
    expect(till.doc('member', 'anna')?.cards).toEqual(['new-card']);
    expect(till.doc('member', 'carl')?.cards).toEqual(['card-anna']);
  });

  it('in any order fills a new shop with what all shops sell', async () => {
    await test.hub.importLines([
      line('till', { id: 'till-9', shop: 'shop-9', name: '' }),
      line('good', { sku: 'tea', name: { ru: 'чай', en: 'tea' }, barcodes: [], categories: [] }),
      JSON.stringify({ kind: 'shop', doc: { ...shopDoc, id: 'shop-9' } }),
    ]);
    const far = await test.till('till-9');
    expect(['milk', 'tea'].map((sku) => far.doc('good', sku)?.sku)).toEqual(['milk', 'tea']);
  });
});

describe('a registration at a till', () => {
  it('makes a member who earns at once', async () => {
    till.register('new-1', 'card-9', at);
    till.sell({ member: 'new-1', lines: [{ sku: 'coffee' }], at });
    await till.push();
    till.sell({ member: 'new-1', lines: [{ sku: 'coffee' }], at });
    await till.push();
    await till.pull();
    expect(till.doc('member', 'new-1')).toMatchObject({
      cards: ['card-9'],
      shops: ['shop-1'],
      account: { purchaseCount: 2 },
    });
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 2, different: 0, pending: 0 });
  });

  it('of a card that somebody has is an alias of them: nothing is lost, and a person is told', async () => {
    const other = await test.till('till-2');
    till.register('new-1', 'card-9', at);
    other.register('new-2', 'card-9', at);
    till.sell({ member: 'new-1', lines: [{ sku: 'coffee' }], at });
    other.sell({ member: 'new-2', lines: [{ sku: 'coffee' }], at });
    other.sell({ member: 'new-2', lines: [{ sku: 'milk' }], at: '2026-03-01T12:02:00+03:00' });
    await till.push();
    await other.push();
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 3, different: 0, pending: 0 });
    expect(await test.hub.alarms()).toMatchObject([{ kind: 'duplicateCard', detail: 'new-2 -> new-1' }]);
    await till.pull();
    expect(till.doc('member', 'new-1')?.account.purchaseCount).toBe(3);
    expect(till.doc('member', 'new-2')).toBeUndefined();
  });

  it('that the hub could not read still leaves the member what they bought', async () => {
    till.register('ghost', 'card-9', at);
    till.sell({ member: 'ghost', lines: [{ sku: 'coffee' }], at });
    const [, , sale] = till.journal;
    await till.push(till.journal.slice(0, 1));
    const forged = { ...sale!.record, seq: 2, prev: till.journal[0]!.hash };
    till.journal.splice(1);
    till.append(forged.body, at);
    await till.push(till.journal.slice(1));
    await till.pull();
    expect(till.doc('member', 'ghost')?.account).toMatchObject({ purchaseCount: 1 });
    expect(await test.hub.discrepancies()).toMatchObject([
      { kind: 'facts', differences: [{ path: 'facts.member.id' }] },
    ]);
  });
});
