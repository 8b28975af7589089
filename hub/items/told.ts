import type { FeedDocs } from '../../shared/protocol/feed.ts';
import { sha256 } from '../identity/hash.ts';
import type { ItemRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';

const doneKey = 'itemsTold';
const itemsAtOnce = 50;
const idCharacters = 32;

/** Opens an item and tells the tills of its shop. Noted again it stays as it is, open or closed. */
export async function openItem(tx: Tx, opened: Omit<ItemRow, 'closed'>): Promise<void> {
  if (await tx.item(opened.id)) return;
  await tx.addItem({ ...opened, closed: null });
  const till = await tx.till(opened.till);
  if (till) await tell(tx, till.shop, opened);
}

/** Closes an item and takes it back from the tills. */
export async function endItem(tx: Tx, row: ItemRow, closed: NonNullable<ItemRow['closed']>): Promise<void> {
  await tx.closeItem(row.id, closed);
  const till = await tx.till(row.till);
  if (till) await takeBack(tx, till.shop, row);
}

/** The open items of a till go with it to another shop. */
export async function moveItems(tx: Tx, till: string, from: string, to: string): Promise<void> {
  let after: ItemRow | null = null;
  do {
    const rows: ItemRow[] = await openItems(tx, after);
    for (const row of rows) {
      if (row.till !== till) continue;
      await takeBack(tx, from, row);
      await tell(tx, to, row);
    }
    after = lastOf(rows);
  } while (after !== null);
}

/** Hubs of before told no till of its items: tells of those that are open, once. What was broken off goes on at the next start. */
export async function tellOldItems(store: Store): Promise<void> {
  if ((await store.reader.meta(doneKey)) !== undefined) return;
  let after: ItemRow | null = null;
  do {
    after = await store.write((tx) => tellSome(tx, after));
  } while (after !== null);
  await store.write(async (tx) => tx.setMeta(doneKey, ''));
}

/** The place to go on from; null: that was all. */
async function tellSome(tx: Tx, after: ItemRow | null): Promise<ItemRow | null> {
  const rows = await openItems(tx, after);
  for (const { id, till } of rows) {
    // Held from here on: another process may have closed it meanwhile.
    const row = await tx.item(id);
    const of = await tx.till(till);
    if (row?.closed === null && of) await tell(tx, of.shop, row);
  }
  await tx.takePositions();
  return lastOf(rows);
}

async function openItems(tx: Tx, after: ItemRow | null): Promise<ItemRow[]> {
  return tx.items({ state: 'open', kind: null, after, limit: itemsAtOnce });
}

function lastOf(rows: readonly ItemRow[]): ItemRow | null {
  return rows.length < itemsAtOnce ? null : (rows.at(-1) ?? null);
}

async function tell(tx: Tx, shop: string, row: Omit<ItemRow, 'closed'>): Promise<void> {
  const { id, till, kind, atMs, receipt } = row;
  const doc: FeedDocs['item'] = { id: documentId(id), till, kind, at: new Date(atMs).toISOString(), receipt };
  await tx.addChange(shop, 'item', doc.id, JSON.stringify(doc));
}

async function takeBack(tx: Tx, shop: string, { id }: ItemRow): Promise<void> {
  await tx.addChange(shop, 'item', documentId(id), null);
}

/** An item's own id names till and epoch, and may be longer than an id of the feed. */
function documentId(id: string): string {
  return sha256(id).slice(0, idCharacters);
}
