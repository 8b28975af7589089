import { openAccount } from '../../shared/loyalty/account.ts';
import type { MemberFacts } from '../../shared/loyalty/facts.ts';
import type { JournalRecord, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { tierChanged } from '../events/happen.ts';
import type { Eventing } from '../events/happen.ts';
import { raiseAlarm } from '../items/item.ts';
import { hubEvent } from '../ledger/events.ts';
import type { Difference, EventKey } from '../store/rows.ts';
import { noteWishes } from '../wishes/buy.ts';
import type { Booking } from './book.ts';

/** What a receipt does to its member, and what is answered to that. */

export async function bookMember(
  { tx, books, shop }: Booking,
  key: EventKey,
  record: JournalRecord,
  { id, joined }: MemberFacts,
): Promise<Difference[]> {
  // A sale to somebody the hub never heard of stands like any other: what they earned waits under that id.
  const book =
    (await books.member(id)) ?? (await books.open(openAccount({ member: id, joined }), { cards: [] }, [shop]));
  books.visit(book, shop, key.atMs);
  return books.ofRecord(book, key, await hubEvent(tx, record.till, record), id);
}

export async function tellWishes(
  { tx, books, shop }: Booking,
  { till, atMs }: EventKey,
  body: SaleBody | ReturnBody,
  member: string,
): Promise<void> {
  const book = await books.member(member);
  if (book) await noteWishes(tx, book.row, { shop, till, atMs }, body);
}

/** Some programmes wait for a tier that is reached or lost. */
export async function tellTier(
  booking: Booking,
  key: EventKey,
  { receipt, facts, money }: SaleBody | ReturnBody,
  member: string,
): Promise<void> {
  const book = await booking.books.member(member);
  const change = money.tier;
  if (!book || !change) return;
  const { moment } = facts;
  await answered(booking, key, moment, (eventing) =>
    tierChanged(eventing, book, { id: receipt, moment, shop: booking.shop }, change),
  );
}

/** What an answer fails of is told to a person: it never stops the records behind it. */
export async function answered(
  { tx, books, revisions, reconciler }: Booking,
  key: EventKey,
  moment: string,
  answer: (eventing: Eventing) => Promise<unknown>,
): Promise<void> {
  const { engines } = reconciler;
  const programme = await revisions.programmeAt(tx, Date.parse(moment), engines.newest);
  if (!programme) return;
  try {
    await answer({ tx, books, revisions, engines, nowMs: key.atMs });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    await raiseAlarm(tx, { ...key, kind: 'unanswered', detail });
  }
}
