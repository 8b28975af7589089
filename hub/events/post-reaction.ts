import type { Reaction } from '../../shared/loyalty/event.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { openAccount } from '../../shared/loyalty/account.ts';
import { postDebts } from '../ledger/money.ts';
import type { Eventing, Happening } from './happen.ts';

/** Books what one member gets. Points that became a donation are the operator's to pay out: it holds their worth. */
export async function postReaction(
  { tx, books, nowMs }: Eventing,
  { id, moment, shop = '' }: Happening,
  reaction: Reaction,
  programme: Programme,
): Promise<void> {
  const { member, rule, donations } = reaction;
  const joined = moment.slice(0, 10);
  const book = (await books.member(member)) ?? (await books.open(openAccount({ member, joined }), { cards: [] }, []));
  await books.ofHub(book, nowMs, () => ({ kind: 'reacted', reaction }));
  const debts = donations.map(({ cause, amountMinor }) => ({
    from: 'operator',
    to: `cause:${cause}`,
    reason: 'donation' as const,
    rule,
    amountMinor,
  }));
  await postDebts(tx, { shop, txn: `event/${id}/${member}`, atMs: nowMs }, programme, debts);
}
