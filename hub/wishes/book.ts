import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { wipeSealed } from '../members/persons.ts';
import { takenBy } from '../members/taken.ts';
import type { TakenDeps } from '../members/taken.ts';
import type { EventKey, WishRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { closeWish, saveOpenWish } from './tell.ts';
import { keepWords } from './words.ts';

type Asked = Extract<RecordBody, { kind: 'wish.asked' }>;
type Dropped = Extract<RecordBody, { kind: 'wish.dropped' }>;
type Booking = TakenDeps & { tx: Tx };

/**
 * Takes a wish a till heard, once. One that was dropped before it was heard of stays so, and so is one whose words came to nobody: a member
 * who was erased has none.
 */
export async function askWish(
  booking: Booking,
  key: EventKey,
  body: Asked,
  { askedAt, part }: { askedAt: string; part: SealedPart | undefined },
): Promise<void> {
  const { tx, shop } = booking;
  const book = await takenBy(booking, key, body.member);
  const { member } = book.row;
  const before = (await tx.wish(member, body.wish)) ?? (await tx.wish(body.member, body.wish));
  if (before && before.quantity > 0 && before.state !== 'held') return;
  const words = before?.words ?? (await keepWords(tx, member, part));
  const wish = { ...newWish(key, body, askedAt), member, shop, words };
  if (!before || before.state === 'held') book.row.wishes += 1;
  book.changed = true;
  const isLost = body.sku === null && words === null;
  if (isLost || before?.state === 'dropped') await closeWish(tx, wish, 'dropped');
  else await saveOpenWish(tx, wish, book.row);
}

/** A bought wish is nobody's to drop any more. */
export async function dropWish(booking: Booking, key: EventKey, { member: named, wish: id }: Dropped): Promise<void> {
  const { tx, shop } = booking;
  const book = await takenBy(booking, key, named);
  const { member } = book.row;
  const known = await tx.wish(member, id);
  if (known?.state === 'bought') return;
  if (!known) {
    book.row.wishes += 1;
    book.changed = true;
  }
  const never = { ...unasked(key), member, id, shop };
  await closeWish(tx, known ?? never, 'dropped');
}

/** Keeps the words of a wish that waits for a person, who looks at what a revoked till told; the rest is in its record. */
export async function holdWish(
  tx: Tx,
  key: EventKey,
  body: Asked,
  { shop, part }: { shop: string; part: SealedPart | undefined },
): Promise<void> {
  const { member } = body;
  if (await tx.wish(member, body.wish)) return;
  const words = await keepWords(tx, member, part);
  if (words) await tx.saveWish({ ...newWish(key, body, ''), member, shop, words, state: 'held' });
}

/** Of a record that a person would not have. */
export async function forgetHeldWish(tx: Tx, { member, wish: id }: Asked): Promise<void> {
  const held = await tx.wish(member, id);
  if (held?.state !== 'held' || held.words === null) return;
  await wipeSealed(tx, held.words.hash);
  await tx.saveWish({ ...held, words: null, state: 'dropped' });
}

type Unowned = Omit<WishRow, 'member' | 'shop' | 'words'>;

function newWish({ atMs }: EventKey, { wish: id, sku, quantity }: Asked, askedAt: string): Unowned {
  return { id, atMs, state: 'asked', sku, quantity, askedAt, purchases: [] };
}

function unasked({ atMs }: EventKey): Omit<WishRow, 'member' | 'id' | 'shop'> {
  return { atMs, state: 'dropped', sku: null, words: null, quantity: 0, askedAt: '', purchases: [] };
}
