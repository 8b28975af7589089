import type { Account } from '../../shared/loyalty/account.ts';
import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { EventReply } from '../../shared/protocol/happening.ts';
import type { Books, MemberBook } from '../ledger/books.ts';
import type { HappeningRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

/**
 * Takes a member's dates (a birthday, a pet's) out of the account, of all it was folded from and of all that was fed of it: as if nobody had
 * told them. What they brought stays. Records of tills keep what they say. Answers whether there were any.
 */
export async function forgetDates(tx: Tx, books: Books, book: MemberBook): Promise<boolean> {
  const { member, account, opening } = book.row;
  let found = account.dates !== undefined;
  const noting = (edited: string, text: string) => {
    found ||= edited !== text;
    return edited;
  };
  await tx.editEvents(member, (text) => noting(eventWithout(text), text));
  await tx.editHappenings(member, happeningWithout);
  for (const shop of await tx.shops()) {
    await tx.editChanges(shop, 'member', member, (text) => noting(documentWithout(text), text));
  }
  if (found) books.reopen(book, undated(JSON.parse(opening) as Account));
  return found;
}

export function undated(account: Account): Account {
  const { dates: _, ...rest } = account;
  return rest;
}

function eventWithout(text: string): string {
  const event = JSON.parse(text) as AccountEvent;
  if (event.kind !== 'described' || event.description.dates === undefined) return text;
  const { dates: _, ...description } = event.description;
  return JSON.stringify({ ...event, description });
}

function documentWithout(text: string): string {
  const doc = JSON.parse(text) as { account: Account };
  return doc.account.dates === undefined ? text : JSON.stringify({ ...doc, account: undated(doc.account) });
}

/** The event of a date is gone; of others what a date had to do with it. */
function happeningWithout({ kind, answer }: HappeningRow): string | null {
  if (kind === 'date') return null;
  if (!answer.includes('"member.dates"')) return answer;
  const reply = JSON.parse(answer) as EventReply;
  const rejections = reply.rejections.map((each) => ({
    ...each,
    because: each.because.filter(({ fact }) => fact !== 'member.dates'),
  }));
  return JSON.stringify({ ...reply, rejections });
}
