import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endItem, tellOldItems } from '../../hub/items/told.ts';
import type { ItemRow } from '../../hub/store/rows.ts';
import type { Store } from '../../hub/store/store.ts';
import { FeedDocument, OpenItem } from '../../shared/protocol/feed.ts';
import { key } from './store-rows.ts';
import { stores } from './stores.ts';
import type { Fresh } from './stores.ts';

/** More than are told in one transaction. */
const many = 70;
const closed = { by: 'eva', at: '2026-03-01T12:00:00Z', why: 'seen' };
const nobody = { publicKey: null, tokenIssued: null, tokenConfirmed: null, lastAtMs: 0, revokedMs: null };

for (const [kind, open] of Object.entries(stores))
  describe(`items of a hub that told no till of them, on ${kind}`, () => {
    let fresh: Fresh;
    let store: Store;
    beforeEach(async () => {
      fresh = await open();
      store = fresh.store;
      await store.write(async (tx) => {
        await tx.saveTill({ till: 'till-1', shop: 'a', ...nobody });
        for (let number = 0; number < many; number += 1) await tx.addItem(item(number));
      });
      await store.write(async (tx) => tx.closeItem(item(7).id, closed));
    });
    afterEach(() => fresh.remove());

    /** By a till and of an epoch with the longest ids there are. */
    const item = (number: number): ItemRow => ({
      ...key(number),
      epoch: 'e'.repeat(100),
      id: `facts.till-1.${'e'.repeat(100)}.${number}`,
      kind: 'facts',
      atMs: number,
      receipt: `r${number}`,
      member: 'anna',
      detail: 'd',
      stakeMinor: 5,
      closed: null,
    });
    const told = async () => (await store.reader.changes('a', 0, 2 * many)).filter(({ doc }) => doc !== null);

    it('are told by its next version, once, as far as they are open', async () => {
      await tellOldItems(store);
      const changes = await told();
      expect(changes).toHaveLength(many - 1);
      for (const { id, doc } of changes) {
        const document = FeedDocument.parse({ kind: 'item', id, doc: JSON.parse(doc!) as unknown });
        expect(OpenItem.parse(document.doc)).toMatchObject({ id, till: 'till-1', kind: 'facts' });
      }
      expect(JSON.stringify(changes)).not.toContain('anna');
      await store.write(async (tx) => {
        await endItem(tx, item(8), closed);
        await tx.takePositions();
      });
      const head = (await store.reader.feedSpan('a')).head;
      await tellOldItems(store);
      expect((await store.reader.feedSpan('a')).head).toBe(head);
    });
  });
