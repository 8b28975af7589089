import { raiseAlarm } from '../items/item.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { registeredAccount } from '../../shared/protocol/events.ts';
import type { Books } from '../ledger/books.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { keepPerson } from './persons.ts';
import type { EventKey } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

/**
 * Takes a member a till registered. The first to bring a card has it: registered again elsewhere meanwhile, the second is an alias,
 * and all that happens under it happens to the first; a person is told.
 */
export async function register(
  tx: Tx,
  books: Books,
  key: EventKey,
  body: Extract<JournalRecord['body'], { kind: 'member.registered' }>,
  shop: string,
  part: SealedPart | undefined,
): Promise<void> {
  const { member, cards } = body;
  let book = await books.member(member);
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

async function firstOwner(tx: Tx, cards: readonly string[]): Promise<string | undefined> {
  for (const card of cards) {
    const owner = await tx.cardOwner(card);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
