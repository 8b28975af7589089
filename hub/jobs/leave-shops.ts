import { Books, lapseMs } from '../ledger/books.ts';
import type { MemberBook } from '../ledger/books.ts';
import type { MemberRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { retentionOf } from './retention.ts';

const membersAtOnce = 200;
const doneKey = 'jobs.left';
const dayMs = 86_400_000;

/**
 * Once a day looks for members who were not at a shop for longer than `visitDays`: they leave it, and are to it what members of others are, until
 * they come again. Of whom nobody knows when they were there it is noted that they are known from now on. Repeatable: who left, left. Answers how
 * often somebody did.
 */
export async function leaveShops(store: Store, atMs: number): Promise<number> {
  const { reader } = store;
  const day = String(Math.floor(atMs / dayMs));
  if ((await reader.meta(doneKey)) === day) return 0;
  const sinceMs = atMs - (await retentionOf(reader)).visitDays * dayMs;
  let [after, left] = ['', 0];
  for (;;) {
    const rows = await reader.members(after, membersAtOnce);
    const due = rows.filter((row) => row.shops.some((shop) => (row.visits[shop] ?? -Infinity) < sinceMs));
    if (due.length > 0) left += await store.write((tx) => leaveOf(tx, due, atMs, sinceMs));
    const last = rows.at(-1);
    if (!last || rows.length < membersAtOnce) break;
    after = last.member;
  }
  await store.write(async (tx) => tx.setMeta(doneKey, day));
  return left;
}

async function leaveOf(tx: Tx, due: readonly MemberRow[], atMs: number, sinceMs: number): Promise<number> {
  const books = new Books(tx);
  let left = 0;
  for (const { member } of due) {
    // As of this transaction: a sale may have brought them to a shop meanwhile.
    const book = await books.member(member);
    if (!book) continue;
    const gone = leaving(book, sinceMs);
    for (const shop of gone) books.leave(book, shop);
    left += gone.length;
    if (noteUnknown(book, atMs) && !book.changed) {
      const { row } = book;
      await tx.saveMember(row, JSON.stringify(row.account), lapseMs(row.account));
    }
  }
  await books.save();
  await tx.takePositions();
  return left;
}

/** Whoever has points or rights set aside is somewhere still. */
function leaving({ row }: MemberBook, sinceMs: number): string[] {
  if (row.account.leases.length > 0) return [];
  return row.shops.filter((shop) => (row.visits[shop] ?? Infinity) < sinceMs);
}

function noteUnknown({ row }: MemberBook, atMs: number): boolean {
  const unknown = row.shops.filter((shop) => row.visits[shop] === undefined);
  row.visits = { ...row.visits, ...Object.fromEntries(unknown.map((shop) => [shop, atMs])) };
  return unknown.length > 0;
}
