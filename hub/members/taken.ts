import { openAccount } from '../../shared/loyalty/account.ts';
import type { Books, MemberBook } from '../ledger/books.ts';
import type { EventKey } from '../store/rows.ts';

export type TakenDeps = { books: Books; shop: string };

/** The member a till's record names. What is said of somebody the hub never heard of waits under that id, like a sale to them. */
export async function takenBy({ books, shop }: TakenDeps, key: EventKey, named: string): Promise<MemberBook> {
  const joined = new Date(key.atMs).toISOString().slice(0, 10);
  const book =
    (await books.member(named)) ?? (await books.open(openAccount({ member: named, joined }), { cards: [] }, [shop]));
  books.visit(book, shop, key.atMs);
  await books.ofRecord(book, key, null, named);
  return book;
}
