import { addedMoney, asAttached } from '../../shared/protocol/attached.ts';
import type { AttachedBody } from '../../shared/protocol/journal.ts';
import { raiseAlarm } from '../items/item.ts';
import { attachedTo, noteAttached } from '../ledger/attached.ts';
import { saleOf } from '../ledger/events.ts';
import { reconcileAttached } from '../reconcile/attached.ts';
import { saveAnswer, withLimits } from '../reconcile/verdicts.ts';
import type { EventKey } from '../store/rows.ts';
import type { Booked, Booking } from './book.ts';
import { bookExtras } from './extras.ts';
import { bookMember, tellTier, tellWishes } from './member.ts';

/**
 * A receipt becomes a member's: booked as the till said, like a sale, at the moment it was attached. A second one, from wherever, books
 * nothing, and a person is told.
 */
export async function bookAttachment(
  booking: Booking,
  key: EventKey,
  { record, text, branch }: Booked,
  body: AttachedBody,
): Promise<void> {
  const { tx, books, reconciler, revisions, generation, shop, head, horizon } = booking;
  const { receipt, member, money } = body;
  const sale = await saleOf(tx, record.till, receipt);
  const why = !sale ? 'no such sale' : sale.facts.member ? 'it had a member' : await whyNotAgain(booking, receipt);
  if (!sale || why !== null) return raiseAlarm(tx, { ...key, kind: 'notAttached', detail: `${receipt}: ${why}` });
  const check = { reader: tx, revisions, books, key, text, shop, generation, head, horizon, branch };
  const answer = await reconcileAttached(reconciler, check, record, body, sale);
  await noteAttached(tx, key, receipt);
  const theirs = asAttached(sale, body);
  const beyond = await bookExtras(booking, key, { ...theirs, money: addedMoney(sale.money, money) });
  beyond.push(...(await bookMember(booking, key, record, member)));
  await tellWishes(booking, key, theirs, member.id);
  if (money.tier) await tellTier(booking, key, theirs, member.id);
  await saveAnswer(tx, shop, key, theirs, withLimits(answer, beyond), 'attachment');
}

async function whyNotAgain({ tx }: Booking, receipt: string): Promise<string | null> {
  return (await attachedTo(tx, receipt)) ? 'it is a member’s already' : null;
}
