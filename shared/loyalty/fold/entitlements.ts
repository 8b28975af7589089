import { leasedQuantity, rightQuantity } from '../account.ts';
import type { Account } from '../account.ts';
import type { EntitlementFacts } from '../facts.ts';
import type { EntitlementUse } from '../outcome.ts';
import { dropLease } from './leases.ts';

/**
 * A gift by what is left of it, all else by the receipts it still works in. What leases other than `held` hold of it stays: a use
 * beyond the rest takes nothing, and is told elsewhere.
 */
export function useEntitlement(draft: Account, use: EntitlementUse, held: readonly string[]): void {
  const open = draft.entitlements.find((each) => each.id === use.id);
  if (!open) return;
  const others = leasedQuantity(draft, use.id, held);
  if (others > 0 && (rightQuantity(open) ?? Infinity) - others < use.quantity) return;
  const left = leftAfter(open, use);
  if (left !== null) draft.entitlements = draft.entitlements.map((each) => (each === open ? left : each));
  else {
    draft.entitlements = draft.entitlements.filter((each) => each !== open);
    draft.closedEntitlements = [...draft.closedEntitlements, open];
  }
}

/** Null when it is used up. */
function leftAfter(open: EntitlementFacts, { quantity, closed }: EntitlementUse): EntitlementFacts | null {
  if (closed) return null;
  const { gift, uses } = open;
  if (gift) return gift.quantity > quantity ? { ...open, gift: { ...gift, quantity: gift.quantity - quantity } } : null;
  return uses !== undefined && uses > 1 ? { ...open, uses: uses - 1 } : null;
}

/** `quantity` thousandths of a gift; all else one receipt more. */
export function reopenEntitlement(draft: Account, id: string, quantity: number): void {
  const open = draft.entitlements.find((each) => each.id === id);
  const closed = draft.closedEntitlements.find((each) => each.id === id);
  if (open) {
    const { gift, uses } = open;
    const more = { ...open };
    if (gift) more.gift = { ...gift, quantity: gift.quantity + quantity };
    else if (uses !== undefined) more.uses = uses + 1;
    draft.entitlements = draft.entitlements.map((each) => (each === open ? more : each));
  } else if (closed) {
    const reopened = closed.gift ? { ...closed, gift: { ...closed.gift, quantity } } : closed;
    draft.closedEntitlements = draft.closedEntitlements.filter((each) => each !== closed);
    draft.entitlements = [...draft.entitlements, reopened];
  }
}

/** What was revoked can't be opened again, used up or not. */
export function revokeEntitlement(draft: Account, id: string): void {
  draft.entitlements = draft.entitlements.filter((each) => each.id !== id);
  draft.closedEntitlements = draft.closedEntitlements.filter((each) => each.id !== id);
  dropLease(draft, id);
}
