import { OpenWishState } from '../../shared/protocol/wishes.ts';
import type { MemberRow, WishRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

export function isOpen({ state }: Pick<WishRow, 'state'>): boolean {
  return OpenWishState.safeParse(state).success;
}

/** Thousandths, less what came back. */
export function boughtQuantity({ purchases }: Pick<WishRow, 'purchases'>): number {
  return purchases.reduce((sum, { quantity, returned }) => sum + quantity - returned, 0);
}

/** Keeps an open wish, and tells it to the shop it was asked in as long as its member visits that: nobody else waits for the goods. */
export async function saveOpenWish(tx: Tx, wish: WishRow, { shops }: Pick<MemberRow, 'shops'>): Promise<void> {
  await tx.saveWish(wish);
  if (shops.includes(wish.shop)) await tx.addChange(wish.shop, 'wish', wish.id, wishText(wish));
}

export async function closeWish(tx: Tx, wish: WishRow, state: 'bought' | 'dropped'): Promise<void> {
  await tx.saveWish({ ...wish, state });
  await tx.addChange(wish.shop, 'wish', wish.id, null);
}

/** Tells shops a member comes to of what is open there, and takes it back from those they left. */
export async function moveWishes(
  tx: Tx,
  { member, wishes }: Pick<MemberRow, 'member' | 'wishes'>,
  { arrived, left }: { arrived: readonly string[]; left: readonly string[] },
): Promise<void> {
  if (wishes === 0 || arrived.length + left.length === 0) return;
  for (const wish of (await tx.wishesOf(member)).filter(isOpen)) {
    if (left.includes(wish.shop)) await tx.addChange(wish.shop, 'wish', wish.id, null);
    else if (arrived.includes(wish.shop)) await tx.addChange(wish.shop, 'wish', wish.id, wishText(wish));
  }
}

/** Without the key of the words: it is put in as the feed is read (hub/feed/sealed.ts). */
function wishText(wish: WishRow): string {
  const { id, member, sku, words, quantity, askedAt, state } = wish;
  return JSON.stringify({ id, member, sku, quantity, boughtQuantity: boughtQuantity(wish), askedAt, state, ...words });
}
