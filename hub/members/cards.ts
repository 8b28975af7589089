import type { CardBlockedBody, CardClosing, CardIssuedBody, ClosedCard } from '../../shared/protocol/card-records.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { listHash } from '../identity/hash.ts';
import { raiseAlarm } from '../items/item.ts';
import { Books } from '../ledger/books.ts';
import type { MemberBook } from '../ledger/books.ts';
import type { EventKey, Profile } from '../store/rows.ts';
import type { Reader, Tx } from '../store/store.ts';
import { distantDocument } from './distant.ts';
import { numberKey } from './persons.ts';
import { takenBy } from './taken.ts';

/**
 * What became of cards, by the words of tills: `issued` at one, `open` again by a person's word, or closed. A card has one owner for good, and
 * one that is closed stays theirs: it identifies nobody, and is nobody else's to have. Kept under the card's keyed hash, of the cards there is
 * anything to say about.
 */
type CardWord = { is: 'issued' | 'open' | CardClosing };

const kept = 'card';

/** Where a record of a card is booked. */
export type CardBooking = { tx: Tx; books: Books; shop: string };

/**
 * Gives a member a new card, and closes the one it replaces. The first to bring a card has it, as with registrations: one that is somebody
 * else's stays theirs, and a person is told, also of a card that was replaced twice: both new ones stand.
 */
export async function issueCard(booking: CardBooking, key: EventKey, body: CardIssuedBody): Promise<void> {
  const { tx } = booking;
  const book = await takenBy(booking, key, body.member);
  const { member } = book.row;
  if (body.replaces !== undefined) await close(tx, key, book, body.replaces, 'replaced');
  const owner = await tx.cardOwner(body.card);
  const closed = closingOf(await wordOf(tx, body.card));
  if ((owner ?? member) !== member || closed !== null) {
    await raiseAlarm(tx, { ...key, kind: 'duplicateCard', detail: `${member} -> ${owner ?? member}` });
  } else {
    if (owner === undefined) await tx.addCard(body.card, member);
    await say(tx, body.card, { is: 'issued' });
    showCards(book, [...cardsOf(book), body.card]);
  }
  await tellAll(tx, book);
}

export async function blockCard(booking: CardBooking, key: EventKey, body: CardBlockedBody): Promise<void> {
  const book = await takenBy(booking, key, body.member);
  await close(booking.tx, key, book, body.card, 'blocked');
  await tellAll(booking.tx, book);
}

/** A blocked card identifies its member again. One that was replaced never does. Answers whose it is. Throws `card.notBlocked`. */
export async function unblockCard(tx: Tx, card: string): Promise<string> {
  const owner = await tx.cardOwner(card);
  const books = new Books(tx);
  const book = owner === undefined ? undefined : await books.member(owner);
  if (!book || closingOf(await wordOf(tx, card)) !== 'blocked') throw new KopilkaError('card.notBlocked');
  await say(tx, card, { is: 'open' });
  await tellClosing(tx, card, null);
  showCards(book, [...cardsOf(book), card]);
  await tellAll(tx, book);
  await books.save();
  await tx.takePositions();
  return book.row.member;
}

/**
 * A member's cards where an import or a late registration tells them: what tills said of cards holds. A closed one stays closed, and one that
 * was given out stays theirs.
 */
export async function cardsAsTold(tx: Tx, before: readonly string[], told: readonly string[]): Promise<string[]> {
  const cards: string[] = [];
  for (const card of told) if (closingOf(await wordOf(tx, card)) === null) cards.push(card);
  const issued = await issuedCards(tx, before);
  return [...cards, ...issued.filter((card) => !told.includes(card))];
}

/** Those of the cards that a till gave out to somebody known. */
export async function issuedCards(tx: Tx, cards: readonly string[]): Promise<string[]> {
  const issued: string[] = [];
  for (const card of cards) if ((await wordOf(tx, card))?.is === 'issued') issued.push(card);
  return issued;
}

/** Tells a new shop of the cards that identify nobody. */
export async function feedClosedCards(tx: Tx, shop: string): Promise<void> {
  for (const { id, doc } of await tx.documents(kept)) {
    const why = closingOf(JSON.parse(doc) as CardWord);
    if (why !== null) await tx.addChange(shop, 'closedCard', id, closedText({ card: id, why }));
  }
}

/** What was replaced stays so, whatever is said of it before or after: the order in which tills are heard makes no difference. */
async function close(tx: Tx, key: EventKey, book: MemberBook, card: string, why: CardClosing): Promise<void> {
  const { member } = book.row;
  const owner = await tx.cardOwner(card);
  if (owner !== undefined && owner !== member) {
    return raiseAlarm(tx, { ...key, kind: 'duplicateCard', detail: `${member} -> ${owner}` });
  }
  const before = closingOf(await wordOf(tx, card));
  if (before === 'replaced') {
    if (why === 'replaced') await raiseAlarm(tx, { ...key, kind: 'replacedTwice', detail: member });
    return;
  }
  if (owner === undefined) await tx.addCard(card, member);
  await say(tx, card, { is: why });
  await tellClosing(tx, card, why);
  showCards(
    book,
    cardsOf(book).filter((each) => each !== card),
  );
}

/** Null: it is closed no more. */
async function tellClosing(tx: Tx, card: string, why: CardClosing | null): Promise<void> {
  const hash = await hashOf(tx, card);
  const doc = why === null ? null : closedText({ card: hash, why });
  for (const shop of await tx.shops()) await tx.addChange(shop, 'closedCard', hash, doc);
}

/** The shops they visit are told with the account; the others at once too, where cards stand as hashes: a new card is shown anywhere. */
async function tellAll(tx: Tx, { row }: MemberBook): Promise<void> {
  const doc = JSON.stringify(distantDocument(row, await numberKey(tx)));
  for (const shop of await tx.shops()) {
    if (!row.shops.includes(shop)) await tx.addChange(shop, 'distant', row.member, doc);
  }
}

function cardsOf({ row }: MemberBook): string[] {
  return (JSON.parse(row.profile) as Profile).cards;
}

function showCards(book: MemberBook, cards: readonly string[]): void {
  book.row.profile = JSON.stringify({ cards: [...new Set(cards)] } satisfies Profile);
  book.changed = true;
}

async function hashOf(reader: Reader, card: string): Promise<string> {
  return listHash(await numberKey(reader), card);
}

async function wordOf(tx: Tx, card: string): Promise<CardWord | null> {
  const text = await tx.document(kept, await hashOf(tx, card));
  return text === undefined ? null : (JSON.parse(text) as CardWord);
}

async function say(tx: Tx, card: string, word: CardWord): Promise<void> {
  await tx.saveDocument(kept, await hashOf(tx, card), JSON.stringify(word));
}

function closingOf(word: CardWord | null): CardClosing | null {
  return word?.is === 'replaced' || word?.is === 'blocked' ? word.is : null;
}

function closedText(doc: ClosedCard): string {
  return JSON.stringify(doc);
}
