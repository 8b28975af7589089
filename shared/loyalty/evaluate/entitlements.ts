import type { EntitlementUse, OutcomeLine } from '../outcome.ts';
import { givenOf } from './phases/10-progress.ts';
import type { Run } from './types.ts';

/**
 * Gifts by what was given; all else that works in so many receipts by this one, if it gave something in it. What works in any
 * number of receipts is not used up, and not told.
 */
export function entitlementsUsed(run: Run, lines: readonly OutcomeLine[]): EntitlementUse[] {
  const used = new Map<string, EntitlementUse>();
  for (const { candidate } of [...run.discounts, ...run.donations, ...run.accruals, ...run.tellings]) {
    const entitlement = candidate?.entitlement;
    if (!entitlement || used.has(entitlement.id)) continue;
    const { id, kind, gift, uses = kind === 'coupon' ? 1 : Infinity } = entitlement;
    if (gift) {
      const quantity = givenOf(id, lines);
      used.set(id, { id, quantity, closed: quantity === gift.quantity });
    } else if (uses !== Infinity) used.set(id, { id, quantity: 1000, closed: uses === 1 });
  }
  return [...used.values()];
}
