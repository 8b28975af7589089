import { leasedQuantity, rightQuantity } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import { heldBy } from '../../shared/loyalty/fold.ts';
import type { AccountEvent, Posting } from '../../shared/loyalty/fold.ts';
import type { Difference } from '../store/rows.ts';

/**
 * What the event took that was not there any more when it is folded in its place: points gone elsewhere, a gift given
 * elsewhere. The till could not know; it is booked all the same.
 */
export function limitDifferences(before: Account, event: AccountEvent, postings: readonly Posting[]): Difference[] {
  if (event.kind !== 'sale') return [];
  const differences: Difference[] = [];
  for (const { wallet, from, points } of postings) {
    if (from !== 'loss') continue;
    const redeemed = event.money.totals.redeemed.find((each) => each.wallet === wallet)?.points ?? 0;
    differences.push({ path: `money.totals.redeemed.${wallet}`, till: redeemed, hub: redeemed - points });
  }
  // A right may be opened and used by one receipt.
  const { used, issued = [] } = event.money.entitlements;
  const rights = [...before.entitlements, ...issued];
  for (const { id, quantity } of used) {
    const open = rights.find((each) => each.id === id);
    const others = leasedQuantity(before, id, heldBy(event.holder, id));
    const left = open === undefined ? 0 : Math.max(0, (rightQuantity(open) ?? quantity) - others);
    if (left < quantity) differences.push({ path: `money.entitlements.used.${id}`, till: quantity, hub: left });
  }
  return differences;
}
