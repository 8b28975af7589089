import { applyEvent } from '../../shared/loyalty/fold.ts';
import { Books } from '../ledger/books.ts';
import type { Store, Tx } from '../store/store.ts';

const membersAtOnce = 500;

/**
 * Books the points that have lapsed by `atMs`, those that no lease holds on to. Repeatable: what lapsed once is gone. Answers how
 * many members it touched; some hundreds of them a transaction, so that tills are not kept waiting.
 */
export async function expirePoints(store: Store, atMs: number): Promise<number> {
  let touched = 0;
  let after = '';
  for (;;) {
    const ids = await store.reader.lapsing(atMs, after, membersAtOnce);
    const last = ids.at(-1);
    if (last === undefined) return touched;
    touched += await store.write((tx) => expireOf(tx, ids, atMs));
    after = last;
  }
}

async function expireOf(tx: Tx, ids: readonly string[], atMs: number): Promise<number> {
  const books = new Books(tx);
  let touched = 0;
  for (const id of ids) {
    const book = await books.member(id);
    if (!book) continue;
    const at = new Date(atMs).toISOString();
    const { postings } = applyEvent(book.row.account, { kind: 'expired', at });
    if (postings.length === 0) continue;
    await books.ofHub(book, atMs, () => ({ kind: 'expired', at }));
    touched += 1;
  }
  await books.save();
  await tx.takePositions();
  return touched;
}
