import { Person } from '../../shared/protocol/person.ts';
import { Books } from '../ledger/books.ts';
import { seal } from '../identity/sealed.ts';
import type { Random } from '../ports.ts';
import type { MemberRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { keepPerson } from './persons.ts';

const doneKey = 'profilesSealed';
const membersAtOnce = 500;

/** Hubs of before kept names and phones among the cards: seals them, once. What was broken off goes on at the next start. */
export async function sealOldProfiles(store: Store, random: Random): Promise<void> {
  if ((await store.reader.meta(doneKey)) !== undefined) return;
  let after = '';
  let sealed = 0;
  for (;;) {
    const rows = await store.reader.members(after, membersAtOnce);
    const old = rows.filter(({ profile }) => Object.keys(JSON.parse(profile) as object).length > 1);
    if (old.length > 0) await store.write((tx) => sealAll(tx, old, random));
    sealed += old.length;
    const last = rows.at(-1);
    if (!last || rows.length < membersAtOnce) break;
    after = last.member;
  }
  if (sealed > 0) await store.scrub();
  await store.write(async (tx) => tx.setMeta(doneKey, ''));
}

async function sealAll(tx: Tx, rows: readonly MemberRow[], random: Random): Promise<void> {
  const books = new Books(tx);
  for (const { member } of rows) {
    const book = await books.member(member);
    if (!book) continue;
    const { cards, ...person } = JSON.parse(book.row.profile) as { cards: string[] };
    book.row.profile = JSON.stringify({ cards });
    book.changed = true;
    book.renamed = await keepPerson(tx, member, seal(Person.parse(person), random));
  }
  await books.save();
  await tx.takePositions();
}
