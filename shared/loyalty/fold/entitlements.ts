import type { Account } from '../account.ts';
import type { EntitlementFacts } from '../facts.ts';
import type { EntitlementUse } from '../outcome.ts';

/** Rights: a gift is used by its quantity, all else by receipts. */

export function useEntitlement(draft: Account, use: EntitlementUse): void {
  const open = draft.entitlements.find((each) => each.id === use.id);
  if (!open) return;
  const left = use.closed ? null : lessOne(open, use.quantity);
  if (left !== null) draft.entitlements = draft.entitlements.map((each) => (each === open ? left : each));
  else {
    draft.entitlements = draft.entitlements.filter((each) => each !== open);
    draft.closedEntitlements = [...draft.closedEntitlements, open];
  }
}

/** What is open after the use; null when nothing is. */
function lessOne(open: EntitlementFacts, quantity: number): EntitlementFacts | null {
  if (open.gift) {
    const left = open.gift.quantity - quantity;
    return left > 0 ? { ...open, gift: { ...open.gift, quantity: left } } : null;
  }
  return open.uses !== undefined && open.uses > 1 ? { ...open, uses: open.uses - 1 } : null;
}

export function reopenEntitlement(draft: Account, id: string, quantity: number): void {
  const open = draft.entitlements.find((each) => each.id === id);
  const closed = draft.closedEntitlements.find((each) => each.id === id);
  if (open) {
    const more = oneMore(open, quantity);
    draft.entitlements = draft.entitlements.map((each) => (each === open ? more : each));
  } else if (closed) {
    const reopened = closed.gift ? { ...closed, gift: { ...closed.gift, quantity } } : closed;
    draft.closedEntitlements = draft.closedEntitlements.filter((each) => each !== closed);
    draft.entitlements = [...draft.entitlements, reopened];
  }
}

function oneMore(open: EntitlementFacts, quantity: number): EntitlementFacts {
  if (open.gift) return { ...open, gift: { ...open.gift, quantity: open.gift.quantity + quantity } };
  return open.uses === undefined ? open : { ...open, uses: open.uses + 1 };
}

/** What was revoked can't be opened again, used up or not. */
export function revokeEntitlement(draft: Account, id: string): void {
  draft.entitlements = draft.entitlements.filter((each) => each.id !== id);
  draft.closedEntitlements = draft.closedEntitlements.filter((each) => each.id !== id);
}
