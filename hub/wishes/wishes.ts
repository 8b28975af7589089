import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Wish, WishStateReply, WishStateRequest, WishesPage, WishesQuery } from '../../shared/protocol/wishes.ts';
import { unsealWish } from '../identity/sealed.ts';
import { Books } from '../ledger/books.ts';
import type { Ports } from '../ports.ts';
import type { WishRow } from '../store/rows.ts';
import type { Reader, Store, Tx } from '../store/store.ts';
import { writeDown } from '../users/audit.ts';
import type { Actor } from '../users/audit.ts';
import { boughtQuantity, saveOpenWish } from './tell.ts';

const pageWishes = 100;
const mostWishes = 500;

/** What is neither bought nor dropped, oldest first. Throws `wish.unknown` where `after` is none. */
export async function openWishes(reader: Reader, query: WishesQuery): Promise<WishesPage> {
  const { state = null, after, limit = pageWishes } = query;
  const place = after === undefined ? null : await reader.wishById(after);
  if (place === undefined) throw new KopilkaError('wish.unknown', { id: after ?? '' });
  const most = Math.min(limit, mostWishes);
  const rows = await reader.openWishes({ state, after: place, limit: most });
  return { wishes: await told(reader, rows), after: rows.length < most ? null : (rows.at(-1)?.id ?? null) };
}

/** All that a member ever asked for. */
export async function wishesOf(reader: Reader, member: string): Promise<Wish[]> {
  return told(reader, await reader.wishesOf(member));
}

async function told(reader: Reader, rows: readonly WishRow[]): Promise<Wish[]> {
  const keys = await reader.sealKeys(rows.flatMap(({ words }) => words?.hash ?? []));
  return rows.flatMap((row) => {
    const { id, member, shop, sku, words, quantity, askedAt, state } = row;
    if (state === 'held') return [];
    const key = words && keys.get(words.hash);
    const name = key ? unsealWish({ key, text: words.text }) : null;
    return [{ id, member, shop, sku, name, quantity, boughtQuantity: boughtQuantity(row), askedAt, state }];
  });
}

/**
 * Moves wishes on: ordered, then arrived, of which the shop's tills tell the member. Throws `wish.unknown`, `wish.order`, `wish.otherGood`, and
 * then none is moved.
 */
export async function moveWishesOn(
  { store, ports }: { store: Store; ports: Pick<Ports, 'clock' | 'random'> },
  by: Actor,
  { wishes, state }: WishStateRequest,
): Promise<WishStateReply> {
  return store.write(async (tx) => {
    const books = new Books(tx);
    let moved = 0;
    for (const wish of wishes) {
      if (!(await moveOn(tx, books, wish, state))) continue;
      moved += 1;
      await writeDown(tx, ports, by, { action: `wish.${state}`, subject: wish.id });
    }
    await tx.takePositions();
    return { moved };
  });
}

async function moveOn(
  tx: Tx,
  books: Books,
  { id, sku }: WishStateRequest['wishes'][number],
  to: WishStateRequest['state'],
): Promise<boolean> {
  const found = await tx.wishById(id);
  // Whoever books for the member waits, or has come before.
  const book = found && (await books.member(found.member));
  const wish = found && (await tx.wish(found.member, id));
  if (!wish || !book || wish.state === 'held') throw new KopilkaError('wish.unknown', { id });
  if (sku !== undefined && wish.sku !== null && wish.sku !== sku) {
    throw new KopilkaError('wish.otherGood', { id, sku: wish.sku });
  }
  const isThere = wish.state === to;
  const before = to === 'ordered' ? 'asked' : 'ordered';
  if (!isThere && wish.state !== before) throw new KopilkaError('wish.order', { id, state: wish.state, to });
  const next: WishRow = { ...wish, state: to, sku: wish.sku ?? sku ?? null };
  if (!isThere || next.sku !== wish.sku) await saveOpenWish(tx, next, book.row);
  return !isThere;
}
