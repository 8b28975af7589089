import { feedIds } from '../../shared/protocol/feed.ts';
import type { FeedDocs } from '../../shared/protocol/feed.ts';
import type { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Books } from '../ledger/books.ts';
import { programmeText } from '../programmes/publish.ts';
import type { Random } from '../ports.ts';
import { moveItems } from '../items/told.ts';
import { feedClosedCards } from './cards.ts';
import { feedNumberKey } from './persons.ts';
import { same } from '../reconcile/compare.ts';
import type { Tx } from '../store/store.ts';

export type Importing = {
  tx: Tx;
  books: Books;
  random: Random;
  /** Known so far. */
  shops: Set<string>;
  /** Shops that lines name, each with the first line and path that does. */
  wanted: Map<string, { line: number; path: string }>;
};

export type Place = { line: number; refuse(path: string, problem: string): KopilkaError };

type Taken = 'shop' | 'till' | 'cashier' | 'good' | 'price' | 'list';
type Imported = { [K in Taken]: { kind: K; doc: FeedDocs[K] } }[Taken];

export async function importDocument(importing: Importing, imported: Imported, { line }: Place): Promise<void> {
  const { tx, shops } = importing;
  switch (imported.kind) {
    case 'shop': {
      const { id } = imported.doc;
      const isNew = !shops.has(id);
      shops.add(id);
      await feed(importing, [id], 'shop', id, imported.doc);
      if (isNew) await fillNewShop(tx, id);
      return;
    }
    case 'good': {
      const id = feedIds.good(imported.doc);
      return feed(importing, [...shops], 'good', id, imported.doc);
    }
    case 'list':
      return feed(importing, [...shops], 'list', feedIds.list(imported.doc), imported.doc);
    case 'till': {
      const { id, shop } = imported.doc;
      want(importing, shop, line, 'doc.shop');
      const row = await tx.till(id);
      const fresh = {
        till: id,
        publicKey: null,
        tokenIssued: null,
        tokenConfirmed: null,
        lastAtMs: 0,
        revokedMs: null,
      };
      await tx.saveTill({ ...fresh, ...row, shop });
      if (row && row.shop !== shop) await moveItems(tx, id, row.shop, shop);
      return feed(importing, [shop], 'till', id, imported.doc);
    }
    case 'cashier': {
      const { id, shop } = imported.doc;
      want(importing, shop, line, 'doc.shop');
      return feed(importing, [shop], 'cashier', id, imported.doc);
    }
    case 'price': {
      const { sku, shop } = imported.doc;
      want(importing, shop, line, 'doc.shop');
      const known = await tx.revision(shop, 'price', sku, Number.MAX_SAFE_INTEGER);
      if (known?.doc && same(JSON.parse(known.doc), imported.doc)) return;
      await tx.addChange(shop, 'price', sku, JSON.stringify(imported.doc));
    }
  }
}

export function want({ wanted }: Importing, shop: string, line: number, path: string): void {
  if (!wanted.has(shop)) wanted.set(shop, { line, path });
}

/** Keeps the document and tells the shops, if it is not what is known already. */
async function feed({ tx }: Importing, shops: string[], kind: string, id: string, doc: unknown): Promise<void> {
  const known = await tx.document(kind, id);
  if (known !== undefined && same(JSON.parse(known), doc)) return;
  const text = JSON.stringify(doc);
  await tx.saveDocument(kind, id, text);
  for (const shop of shops) await tx.addChange(shop, kind, id, text);
}

/** A new shop sells what all sell, by the programmes that are in force and what is left of their budgets. */
async function fillNewShop(tx: Tx, shop: string): Promise<void> {
  await feedNumberKey(tx, shop);
  await feedClosedCards(tx, shop);
  for (const kind of ['good', 'list']) {
    for (const { id, doc } of await tx.documents(kind)) await tx.addChange(shop, kind, id, doc);
  }
  for (const usage of await tx.usages()) await tx.addChange(shop, 'usage', usage.promotion, JSON.stringify(usage));
  for (const row of await tx.programmes()) await tx.addChange(shop, 'programme', row.hash, programmeText(row));
}
