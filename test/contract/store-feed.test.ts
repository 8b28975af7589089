import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../hub/store/store.ts';
import { eventKey, recordRow } from './store-rows.ts';
import { stores } from './stores.ts';
import type { Fresh } from './stores.ts';

const latest = Number.MAX_SAFE_INTEGER;

async function documentsOf(store: Store, shop: string) {
  const snapshot = await store.snapshot(shop);
  const documents = [];
  for (;;) {
    const some = await snapshot.next();
    if (some.length === 0) break;
    documents.push(...some);
  }
  await snapshot.close();
  return { position: snapshot.position, documents };
}

for (const [kind, open] of Object.entries(stores))
  describe(`the hub's store on ${kind}`, () => {
    let fresh: Fresh;
    let store: Store;
    beforeEach(async () => {
      fresh = await open();
      store = fresh.store;
    });
    afterEach(() => fresh.remove());

    describe('of the feed', () => {
      const feed = (shop: string, id: string, doc: string | null) =>
        store.write(async (tx) => {
          await tx.addChange(shop, 'good', id, doc);
          await tx.takePositions();
        });

      it('commits no change that has no position', async () => {
        await expect(store.write(async (tx) => tx.addChange('a', 'good', 'milk', '1'))).rejects.toThrow('no position');
        await feed('a', 'bread', '2');
        expect(await store.reader.changes('a', 0, 10)).toEqual([{ position: 1, kind: 'good', id: 'bread', doc: '2' }]);
      });

      it('gives all documents of a transaction one position of each shop, the last of each as it was put', async () => {
        await store.write(async (tx) => {
          for (const shop of ['b', 'a']) await tx.addChange(shop, 'good', 'milk', '1');
          await tx.addChange('a', 'good', 'milk', '2');
          await tx.addChange('a', 'good', 'bread', null);
          expect((await tx.revision('a', 'good', 'milk', latest))?.doc).toBe('2');
          await tx.takePositions();
        });
        await feed('a', 'milk', '3');
        const heads = await Promise.all(['a', 'b', 'c'].map(async (shop) => (await store.reader.feedSpan(shop)).head));
        expect(heads).toEqual([2, 1, 0]);
        expect(await store.reader.changes('a', 0, 10)).toEqual([
          { position: 1, kind: 'good', id: 'bread', doc: null },
          { position: 1, kind: 'good', id: 'milk', doc: '2' },
          { position: 2, kind: 'good', id: 'milk', doc: '3' },
        ]);
        expect(await store.reader.changesAt('a', 1, 1)).toHaveLength(1);
        expect(await store.reader.revision('a', 'good', 'milk', 1)).toEqual({ position: 1, doc: '2' });
        expect(await store.reader.revision('a', 'good', 'milk', latest)).toEqual({ position: 2, doc: '3' });
        expect(await store.reader.revision('a', 'good', 'milk', 0)).toBeUndefined();
        expect(await store.reader.revisions('a', 'good')).toHaveLength(3);
      });

      it('hands out positions without a gap, and none is seen before those below it', async () => {
        const seen: number[] = [];
        const watching = (async () => {
          while (seen.length < 20) {
            const rows = await store.reader.changes('a', seen.at(-1) ?? 0, 100);
            seen.push(...rows.map(({ position }) => position));
            await new Promise((resolve) => setImmediate(resolve));
          }
        })();
        await Promise.all(Array.from({ length: 20 }, (_, n) => feed('a', `good-${n}`, '{}')));
        await watching;
        expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      });

      it('shows a snapshot as of its position, whatever is written meanwhile', async () => {
        await store.write(async (tx) => {
          for (let n = 0; n < 1201; n += 1) await tx.addChange('a', 'good', `good-${n}`, `"${n}"`);
          await tx.takePositions();
        });
        await feed('a', 'good-1', '"new"');
        const snapshot = await store.snapshot('a');
        const first = await snapshot.next();
        await feed('a', 'good-999', null);
        const documents = [...first];
        for (let some = await snapshot.next(); some.length > 0; some = await snapshot.next()) documents.push(...some);
        await snapshot.close();
        expect(snapshot.position).toBe(2);
        expect(documents).toHaveLength(1201);
        expect(new Set(documents.map(({ id }) => id)).size).toBe(1201);
        const doc = (all: typeof documents, id: string) => all.find((each) => each.id === id)?.doc;
        expect([doc(documents, 'good-1'), doc(documents, 'good-999')]).toEqual(['"new"', '"999"']);
        const after = await documentsOf(store, 'a');
        expect([after.position, doc(after.documents, 'good-999')]).toEqual([3, null]);
      });

      it('drops what a document was before a change, and a tombstone, and keeps the rest', async () => {
        for (const doc of ['1', '2', '3', null]) await feed('a', 'milk', doc);
        await feed('a', 'tea', '1');
        await feed('b', 'milk', '1');
        const place = (position: number, id: string) => ({ position, kind: 'good', id });
        const past = (after: ReturnType<typeof place>, limit = 10) => store.reader.changedPast('a', after, limit);
        expect((await past(place(0, ''), 2)).map(({ position }) => position)).toEqual([1, 2]);
        expect((await past(place(3, 'milk'))).map(({ position, id }) => [position, id])).toEqual([
          [4, 'milk'],
          [5, 'tea'],
        ]);
        expect(await past(place(5, 'tea'))).toEqual([]);
        await store.write(async (tx) => tx.dropOlder('a', { ...place(3, 'milk'), doc: '3' }));
        expect((await past(place(0, ''))).map(({ position }) => position)).toEqual([3, 4, 5]);
        await store.write(async (tx) => tx.dropOlder('a', { ...place(4, 'milk'), doc: null }));
        expect((await past(place(0, ''))).map(({ position }) => position)).toEqual([5]);
        expect(await store.reader.revision('b', 'good', 'milk', latest)).toEqual({ position: 1, doc: '1' });
        expect(await store.reader.feedSpan('a')).toEqual({ head: 5, horizon: 0 });
      });

      it('knows how far back the feed of a shop goes', async () => {
        await feed('a', 'milk', '1');
        await feed('b', 'milk', '1');
        expect(await store.reader.feedSpan('a')).toEqual({ head: 1, horizon: 0 });
        expect(await store.reader.feedSpan('never')).toEqual({ head: 0, horizon: 0 });
        await store.write(async (tx) => tx.setHorizon('a', 1));
        await feed('a', 'milk', '2');
        expect(await store.reader.feedSpan('a')).toEqual({ head: 2, horizon: 1 });
        expect(await store.reader.feedSpan('b')).toEqual({ head: 1, horizon: 0 });
      });

      it('knows whether a part of a list was fed by a position', async () => {
        await store.write(async (tx) => {
          await tx.addChange('a', 'list', 'partner/1', '{}');
          await tx.takePositions();
        });
        const fed = (list: string, position: number) => store.reader.isListFed('a', list, position);
        expect([await fed('partner', 1), await fed('partner', 0), await fed('part', 1)]).toEqual([true, false, false]);
      });

      it('keeps documents by kind and programmes in the order they were published', async () => {
        const programme = (hash: string, version: number) => ({ hash, id: 'p', version, text: '{}', from: '2026' });
        await store.write(async (tx) => {
          await tx.saveDocument('shop', 'b', '{}');
          await tx.saveDocument('shop', 'a', '{}');
          await tx.saveDocument('good', 'milk', '1');
          await tx.saveDocument('good', 'milk', '2');
          expect(await tx.shops()).toEqual(['a', 'b']);
          await tx.saveProgramme(programme('z', 1));
        });
        await store.write(async (tx) => tx.saveProgramme(programme('y', 2)));
        await store.write(async (tx) => tx.saveProgramme({ ...programme('z', 1), from: '2027' }));
        expect(await store.reader.documents('good')).toEqual([{ id: 'milk', doc: '2' }]);
        expect(await store.reader.document('good', 'bread')).toBeUndefined();
        expect((await store.reader.programmes()).map(({ hash }) => hash)).toEqual(['z', 'y']);
        expect(await store.reader.programme('z')).toEqual({ ...programme('z', 1), from: '2027' });
        expect((await store.reader.programmeVersion('p', 2))?.hash).toBe('y');
      });
    });

    describe('of what happens beside accounts', () => {
      it("adds up the usage of a promotion over shops, and that of one till's records", async () => {
        const use = (seq: number, shop: string) =>
          store.write(async (tx) => {
            await tx.addUsage(eventKey(seq), shop, { promotion: 'p', uses: 1, given: 10 });
            return (await tx.usage('p')).uses;
          });
        expect(await use(1, 'a')).toBe(1);
        expect(await use(2, 'b')).toBe(2);
        await use(3, 'a');
        expect(await store.reader.usages()).toEqual([{ promotion: 'p', uses: 3, given: 30 }]);
        expect(await store.reader.usage('q')).toEqual({ promotion: 'q', uses: 0, given: 0 });
        expect(await store.reader.ownUsage('p', 'till-1', 'epoch-1', 2, 3)).toEqual({ uses: 2, given: 20 });
        expect(await store.reader.usageSums({ fromMs: 1002, untilMs: 1003 })).toEqual([
          { promotion: 'p', uses: 1, given: 10 },
        ]);
      });

      it('answers an event once, counts who joined, and knows who was welcomed first', async () => {
        const happening = { id: 'e', member: 'anna', atMs: 1, kind: 'survey', name: null, answer: '{}' };
        await store.write(async (tx) => {
          await tx.addHappening(happening);
          for (const member of ['anna', 'boris', 'anna']) await tx.addJoining('link', member, 1);
          await tx.addWelcome('i', 'anna');
          await tx.addWelcome('i', 'boris');
          expect(await tx.joinedBy('link')).toBe(2);
        });
        expect(await store.reader.happening('e')).toEqual(happening);
        expect(await store.reader.welcomed('i')).toBe('anna');
      });

      it('sums money by programme and reason', async () => {
        const owed = {
          shop: 'a',
          reason: 'accrual',
          rule: '',
          currency: 'RUB',
          atMs: 5,
          side: 'x',
          other: 'y',
        } as const;
        await store.write(async (tx) => {
          await tx.addMoney({ ...owed, txn: '1', programme: 'p', amountMinor: 3 });
          await tx.addMoney({ ...owed, txn: '2', programme: 'p', amountMinor: 4 });
          await tx.addMoney({ ...owed, txn: '3', programme: 'q', amountMinor: 5 });
        });
        const sums = async (programme: string | null) =>
          (await store.reader.moneySums({ fromMs: 5, untilMs: 6, programme })).map(({ amountMinor }) => amountMinor);
        expect([await sums(null), await sums('q')]).toEqual([[7, 5], [5]]);
        expect(await store.reader.moneySums({ fromMs: 6, untilMs: 7, programme: null })).toEqual([]);
      });

      it('sums receipts and privileges out of the records themselves', async () => {
        const text = (netMinor: number, member?: string) =>
          JSON.stringify({
            body: {
              facts: { basis: { programme: { id: 'p' } }, ...(member ? { member: { id: member } } : {}) },
              money: { totals: { grossMinor: 10, netMinor }, privileges: [{ rule: 'vip', costMinor: 2 }] },
            },
          });
        await store.write(async (tx) => {
          await tx.addRecord(recordRow(1, text(8, 'anna')));
          await tx.addRecord(recordRow(2, text(9, 'boris')));
          await tx.addRecord(recordRow(3, text(7)));
        });
        const span = { fromMs: 0, untilMs: 9000 };
        const empty = { discountMinor: 0, redeemedMinor: 0, refundMinor: 0 };
        expect(await store.reader.receiptSums(span)).toEqual([
          { programme: 'p', kind: 'sale', known: 0, receipts: 1, grossMinor: 10, netMinor: 7, ...empty },
          { programme: 'p', kind: 'sale', known: 1, receipts: 2, grossMinor: 20, netMinor: 17, ...empty },
        ]);
        expect(await store.reader.privilegeSums(span)).toEqual([{ rule: 'vip', times: 3, costMinor: 6 }]);
      });
    });
  });
