import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WishRow } from '../../hub/store/rows.ts';
import type { Store } from '../../hub/store/store.ts';
import { memberRow, saveMember } from './store-rows.ts';
import { stores } from './stores.ts';
import type { Fresh } from './stores.ts';

const wish = (id: string, atMs: number, more: Partial<WishRow> = {}): WishRow => ({
  member: 'anna',
  id,
  shop: 'shop-1',
  atMs,
  state: 'asked',
  sku: null,
  words: { hash: 'h1', text: 'sealed' },
  quantity: 1000,
  askedAt: '2026-03-01T12:00:00+03:00',
  purchases: [{ receipt: 'r1', line: 'l1', quantity: 500, returned: 0, costMinor: null, priceMinor: 5 }],
  ...more,
});
const ids = (rows: readonly WishRow[]) => rows.map(({ id }) => id);

for (const [kind, open] of Object.entries(stores))
  describe(`the hub's store on ${kind}`, () => {
    let fresh: Fresh;
    let store: Store;
    beforeEach(async () => {
      fresh = await open();
      store = fresh.store;
    });
    afterEach(() => fresh.remove());

    describe('of wishes', () => {
      it('keeps each as it was saved last, for its member and by its id', async () => {
        const [first, second] = [wish('w1', 7), wish('w1', 8, { state: 'bought', words: null, sku: 'tea' })];
        await store.write(async (tx) => {
          await tx.saveWish(first);
          expect(await tx.wishesOf('anna')).toEqual([first]);
          await tx.saveWish(second);
          expect(await tx.wish('anna', 'w1')).toEqual(second);
        });
        for (const found of [await store.reader.wish('anna', 'w1'), await store.reader.wishById('w1')])
          expect(found).toEqual(second);
        expect(await store.reader.wish('boris', 'w1')).toBeUndefined();
        expect(await store.reader.wishById('w2')).toBeUndefined();
      });

      it('tells those that are open by moment and id, from a place on, all or of one state', async () => {
        const rows = [
          wish('b', 5),
          wish('a', 5, { member: 'boris', state: 'ordered' }),
          wish('c', 3, { state: 'arrived' }),
          wish('d', 4, { state: 'bought' }),
          wish('e', 4, { state: 'dropped' }),
          wish('f', 4, { state: 'held' }),
        ];
        await store.write(async (tx) => {
          for (const row of rows) await tx.saveWish(row);
        });
        const { reader } = store;
        expect(ids(await reader.openWishes({ state: null, after: null, limit: 9 }))).toEqual(['c', 'a', 'b']);
        expect(ids(await reader.openWishes({ state: null, after: rows[2]!, limit: 1 }))).toEqual(['a']);
        expect(ids(await reader.openWishes({ state: 'ordered', after: null, limit: 9 }))).toEqual(['a']);
        expect(ids(await reader.wishesOf('anna'))).toEqual(['c', 'd', 'e', 'f', 'b']);
        expect(await reader.wishSums({ fromMs: 4, untilMs: 5 })).toEqual([
          { state: 'bought', wishes: 1 },
          { state: 'dropped', wishes: 1 },
          { state: 'held', wishes: 1 },
        ]);
      });

      it('knows of a member how many there ever were', async () => {
        await store.write(async (tx) => saveMember(tx, memberRow('anna', { wishes: 2 })));
        expect(await store.reader.member('anna')).toMatchObject({ wishes: 2 });
      });
    });
  });
