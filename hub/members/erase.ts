import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { EraseReply } from '../../shared/protocol/hub.ts';
import { Books } from '../ledger/books.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { forgetPerson } from './persons.ts';

/**
 * Forgets who a member is: the key and the sealed text here, and by the feed at every till. Card, account, ledger and records stay, of a
 * member without a name; what comes of them as a person later is not kept. Repeatable. Throws `member.notKnown`.
 */
export async function eraseMember(
  { store, clock, forgetCopies }: { store: Store; clock: Clock; forgetCopies: () => Promise<void> },
  id: string,
  { by, why }: { by: string; why: string },
): Promise<EraseReply> {
  const reply = await store.write(async (tx) => {
    const book = await new Books(tx).member(id);
    if (!book) throw new KopilkaError('member.notKnown', { member: id });
    const { member } = book.row;
    const known = await tx.erasure(member);
    await forgetPerson(tx, member);
    for (const shop of await tx.shops()) {
      const told = await tx.revision(shop, 'person', member, Number.MAX_SAFE_INTEGER);
      if (!told) continue;
      await tx.removeChanges(shop, 'person', member);
      await tx.addChange(shop, 'person', member, null);
    }
    const erasure = known ?? { member, atMs: clock.nowMs(), by, why };
    await tx.addErasure(erasure);
    await tx.takePositions();
    return { member, at: new Date(erasure.atMs).toISOString() };
  });
  // Before the log is emptied: who copies holds on to it.
  await forgetCopies();
  await store.scrub();
  return reply;
}
