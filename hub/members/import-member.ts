import type { ImportedMember } from '../../shared/protocol/feed.ts';
import type { MemberBook } from '../ledger/books.ts';
import type { Profile } from '../store/rows.ts';
import { same } from '../reconcile/compare.ts';
import { seal } from '../identity/sealed.ts';
import { cardsAsTold } from './cards.ts';
import { undated } from './forget-dates.ts';
import { keepPerson, personOf } from './persons.ts';
import { want } from './import-documents.ts';
import type { Importing, Place } from './import-documents.ts';

/**
 * Takes a member with an opening account. Known already: what people may know is replaced, shops are added, and another opening than
 * before has everything since folded upon it.
 */
export async function importMember(
  importing: Importing,
  member: ImportedMember,
  { line, refuse }: Place,
): Promise<void> {
  const { tx, books, random } = importing;
  const { id, shops, account: told, cards, ...person } = member;
  const account = (await tx.erasure(id)) ? undated(told) : told;
  if (account.member !== id) throw refuse('doc.account.member', `not ${id}`);
  for (const shop of shops) want(importing, shop, line, 'doc.shops');
  const book = await books.member(id);
  const own = await takeCards(
    importing,
    id,
    book ? (JSON.parse(book.row.profile) as Profile).cards : [],
    cards,
    refuse,
  );
  const isNamed = Object.keys(person).length > 0;
  if (!book) {
    if (isNamed) await keepPerson(tx, id, seal(person, random));
    await books.open(account, { cards: own }, shops.toSorted());
    return;
  }
  if (book.row.member !== id) throw refuse('doc.id', `${id} was registered twice and is ${book.row.member} now`);
  for (const shop of shops) books.visit(book, shop, null);
  if (!same(JSON.parse(book.row.profile), { cards: own })) change(book, { cards: own });
  // Sealed anew nothing is what it was: what it says is compared.
  if (isNamed && !same(await personOf(tx, id), person) && (await keepPerson(tx, id, seal(person, random)))) {
    book.renamed = true;
    book.changed = true;
  }
  if (!same(JSON.parse(book.row.opening), account)) books.reopen(book, account);
}

function change(book: MemberBook, profile: Profile): void {
  book.row.profile = JSON.stringify(profile);
  book.changed = true;
}

/** Answers the cards that identify the member from now on. */
async function takeCards(
  { tx }: Importing,
  member: string,
  before: readonly string[],
  cards: readonly string[],
  refuse: Place['refuse'],
): Promise<string[]> {
  for (const [index, card] of cards.entries()) {
    const owner = await tx.cardOwner(card);
    if (owner === member) continue;
    if (owner !== undefined) throw refuse(`doc.cards[${index}]`, `card ${card} is of member ${owner}`);
    await tx.addCard(card, member);
  }
  const own = await cardsAsTold(tx, before, cards);
  for (const card of before) if (!own.includes(card)) await tx.removeCard(card);
  return own;
}
