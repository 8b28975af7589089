import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { EraseReply } from '../../shared/protocol/hub.ts';
import { Books } from '../ledger/books.ts';
import type { Clock } from '../ports.ts';
import type { ErasureRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import { forgetDates } from './forget-dates.ts';
import { forgetHeldPerson } from './held-persons.ts';
import { forgetPerson } from './persons.ts';
import { forgetWords } from '../wishes/words.ts';

/**
 * Forgets who a member is: the keys and the sealed texts here, of the person and of what they wished for in their own words, dates such as a
 * birthday, and by the feed all of it at every till. Card, account, ledger and records stay, of a
 * member without a name; what comes of them as a person later is not kept. Repeatable. Throws `member.notKnown`.
 */
export async function eraseMember(
  { store, clock, forgetCopies }: { store: Store; clock: Clock; forgetCopies: () => Promise<void> },
  id: string,
  { by, why }: { by: string; why: string },
): Promise<EraseReply> {
  const reply = await store.write(async (tx) => {
    const books = new Books(tx);
    const book = await books.member(id);
    // Or of one whose registration waits in the backlog of a revoked till.
    const waited = await forgetHeldPerson(tx, id);
    const wished = await forgetWords(tx, book?.row.member ?? id);
    const known = await tx.erasure(book?.row.member ?? id);
    if (!book) {
      await tx.takePositions();
      if (!waited && !wished && !known) throw new KopilkaError('member.notKnown', { member: id });
      return keepErasure(tx, known ?? { member: id, atMs: clock.nowMs(), by, why });
    }
    const { member } = book.row;
    await forgetPerson(tx, member);
    const kind = (await forgetDates(tx, books, book)) ? 'member' : 'person';
    for (const shop of await tx.shops()) {
      // Where nothing of the kind was fed nobody has anything to let go of.
      if (!(await tx.revision(shop, kind, member, Number.MAX_SAFE_INTEGER))) continue;
      await tx.removeChanges(shop, 'person', member);
      await tx.addChange(shop, 'person', member, null);
    }
    await saveLateLimits(tx, await books.save());
    await tx.takePositions();
    return keepErasure(tx, known ?? { member, atMs: clock.nowMs(), by, why });
  });
  // Before the log is emptied: who copies holds on to it.
  await forgetCopies();
  await store.scrub();
  return reply;
}

async function keepErasure(tx: Tx, erasure: ErasureRow): Promise<EraseReply> {
  await tx.addErasure(erasure);
  return { member: erasure.member, at: new Date(erasure.atMs).toISOString() };
}
