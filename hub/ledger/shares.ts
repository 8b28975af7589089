import { openAccount } from '../../shared/loyalty/account.ts';
import { raiseAlarm } from '../items/item.ts';
import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { EventKey } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import type { Books } from './books.ts';

/**
 * Books the shares of a receipt into the accounts of those who have them, or takes back what a return takes: in their place among
 * all that happened to each. Nobody has a share of their own receipt, whatever name the till knew them by.
 */
export async function bookShares(
  tx: Tx,
  books: Books,
  key: EventKey,
  body: SaleBody | ReturnBody,
  buyer: string | undefined,
): Promise<void> {
  for (const [nth, { member, event }] of shareEvents(body).entries()) {
    const joined = body.facts.moment.slice(0, 10);
    const book = (await books.member(member)) ?? (await books.open(openAccount({ member, joined }), { cards: [] }, []));
    if (buyer !== undefined && book === (await books.member(buyer))) {
      await raiseAlarm(tx, { ...key, kind: 'selfShare', detail: member });
      continue;
    }
    // Several shares of one receipt may be one member's: each is an event of its own.
    await books.ofRecord(book, { ...key, hash: `s${nth}:${key.hash}` }, event, member, JSON.stringify(event));
  }
}

function shareEvents(body: SaleBody | ReturnBody): { member: string; event: AccountEvent }[] {
  if (body.kind === 'sale') {
    const { receipt, money } = body;
    return (money.shares ?? []).map((share) => ({ member: share.member, event: { kind: 'shared', receipt, share } }));
  }
  const { ofReceipt, money } = body;
  return (money.shares ?? []).map((share) => ({ member: share.member, event: { kind: 'unshared', ofReceipt, share } }));
}
