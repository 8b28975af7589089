import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { bookShares } from '../ledger/shares.ts';
import { postMoney } from '../ledger/money.ts';
import { countUsage } from '../ledger/usage.ts';
import type { Difference, EventKey } from '../store/rows.ts';
import type { Booking } from './book.ts';

/**
 * What a receipt implies beside its member's account: shares of others, usage of promotions with limits, and money between partners
 * and for causes.
 * The answer: what it took beyond a limit that other tills used up meanwhile.
 */
export async function bookExtras(
  { tx, books, revisions, shop }: Booking,
  key: EventKey,
  body: SaleBody | ReturnBody,
): Promise<Difference[]> {
  if (body.money.shares) await bookShares(tx, books, key, body, body.facts.member?.id);
  if (!hasExtras(body)) return [];
  const sale = body.facts.basis?.programme.hash ?? '';
  const rules = await revisions.rules(tx, sale);
  // Of a programme nobody published nothing can be booked but what the account says: the verdict tells of it.
  if (!rules) return [];
  await postMoney(tx, key, shop, body, rules.programme);
  return countUsage(tx, key, shop, body, rules.programme);
}

/** A plain receipt has none of it and costs a look at a few names. */
function hasExtras({ money }: SaleBody | ReturnBody): boolean {
  const counted = 'given' in money ? money.given : 'unused' in money ? money.unused : undefined;
  return counted !== undefined || money.donations !== undefined || money.settlements !== undefined;
}
