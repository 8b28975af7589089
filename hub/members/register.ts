import { raiseAlarm } from '../items/item.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { registeredAccount } from '../../shared/protocol/events.ts';
import type { Books, MemberBook } from '../ledger/books.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { cardsAsTold, issuedCards } from './cards.ts';
import { keepPerson } from './persons.ts';
import type { EventKey, Profile } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

type Registered = Extract<JournalRecord['body'], { kind: 'member.registered' }>;

/**
 * Takes a member a till registered. The first to bring a card has it: registered again elsewhere meanwhile, the second is an alias,
 * and all that happens under it happens to the first; a person is told.
 */
export async function register(
  tx: Tx,
  books: Books,
  key: EventKey,
  body: Registered,
  shop: string,
  part: SealedPart | undefined,
): Promise<void> {
  const { member, cards } = body;
  let book = await books.member(member);
  if (book && (await isUnregistered(tx, book))) await registerLate(tx, books, book, key, body);
  if (!book) {
    const owner = await firstOwner(tx, cards);
    if (owner === undefined) {
      book = await books.open(registeredAccount(body), { cards }, [shop]);
      for (const card of cards) await tx.addCard(card, member);
    } else {
      await tx.addAlias(member, owner);
      await raiseAlarm(tx, { ...key, kind: 'duplicateCard', detail: `${member} -> ${owner}` });
      book = await books.member(owner);
    }
  }
  if (!book) throw new Error(`the owner of a card of ${member} is no member`);
  // The first word for a card holds, whoever registers it again.
  if (part && !(await tx.person(book.row.member)) && (await keepPerson(tx, book.row.member, part))) {
    book.renamed = true;
    book.changed = true;
  }
  books.visit(book, shop, key.atMs);
  await books.ofRecord(book, key, null, member);
}

/** Somebody sold to them before their registration could be read. */
async function isUnregistered(tx: Tx, { row }: MemberBook): Promise<boolean> {
  const { cards } = JSON.parse(row.profile) as Profile;
  return row.hubSeq === 0 && (await issuedCards(tx, cards)).length === cards.length;
}

async function registerLate(tx: Tx, books: Books, book: MemberBook, key: EventKey, body: Registered): Promise<void> {
  const { cards } = body;
  const { member, profile } = book.row;
  const owner = await firstOwner(tx, cards);
  if (owner !== undefined && owner !== member) {
    return raiseAlarm(tx, { ...key, kind: 'duplicateCard', detail: `${member} -> ${owner}` });
  }
  for (const card of cards) await tx.addCard(card, member);
  const own = await cardsAsTold(tx, (JSON.parse(profile) as Profile).cards, cards);
  book.row.profile = JSON.stringify({ cards: own } satisfies Profile);
  books.reopen(book, registeredAccount(body));
}

async function firstOwner(tx: Tx, cards: readonly string[]): Promise<string | undefined> {
  for (const card of cards) {
    const owner = await tx.cardOwner(card);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
