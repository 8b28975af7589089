import { rightQuantity } from '../account.ts';
import type { Account, AccountLease } from '../account.ts';
import type { EntitlementFacts } from '../facts.ts';
import type { EntitlementUse } from '../outcome.ts';
import { addDebt, freePoints } from './points.ts';
import type { Posting } from './points.ts';

/** Points and rights set aside for one till. */

type LeasedLot = AccountLease['lots'][number];

export function openLease(
  draft: Account,
  lease: AccountLease,
  postings: Posting[],
  fill: (draft: Account, leased: LeasedLot, short: number, postings: Posting[]) => void,
): void {
  if (draft.leases.some((each) => each.id === lease.id)) return;
  for (const leased of lease.lots) {
    const short = leased.points - freePoints(draft, leased.id);
    if (short > 0) fill(draft, leased, short, postings);
    postings.push({ wallet: leased.wallet, from: 'member', to: `lease:${lease.id}`, points: leased.points });
  }
  draft.leases.push({ ...lease, lots: lease.lots.map((lot) => ({ ...lot })) });
}

/** A till's replica may be older than the grant: the hub set these points aside, so they exist. */
export function addFromLease(draft: Account, leased: LeasedLot, points: number): void {
  const lot = draft.lots.find((each) => each.id === leased.id);
  if (lot) lot.points += points;
  else draft.lots.push({ ...leased, points });
}

/** A record that came after the grant had taken these points before it: they are owed, and free points pay for them. */
export function lendToLease(draft: Account, leased: LeasedLot, points: number, postings: Posting[]): void {
  addFromLease(draft, leased, points);
  addDebt(draft, leased.wallet, points);
  postings.push({ wallet: leased.wallet, from: 'debt', to: 'member', points });
}

export function closeLease(draft: Account, id: string, postings: Posting[]): void {
  const lease = draft.leases.find((each) => each.id === id);
  if (!lease) return;
  draft.leases = draft.leases.filter((each) => each.id !== id);
  for (const lot of lease.lots)
    if (lot.points > 0) postings.push({ wallet: lot.wallet, from: `lease:${id}`, to: 'member', points: lot.points });
}

/**
 * A right that a receipt opened is held by the till that rang it, under the right's own id, until that till closes it: it works there with
 * the next receipt, and nowhere else meanwhile.
 */
export function holdIssued(draft: Account, till: string, issued: readonly EntitlementFacts[]): void {
  for (const right of issued) {
    const quantity = rightQuantity(right);
    if (quantity === null || draft.leases.some(({ id }) => id === right.id)) continue;
    draft.leases.push({ id: right.id, till, lots: [], rights: [{ entitlement: right.id, quantity }] });
  }
}

/** What a receipt uses of a right its lease holds less of. A till's own hold ends as it is used up. */
export function useLeased(draft: Account, lease: string, { id, quantity }: EntitlementUse): void {
  draft.leases = draft.leases.flatMap((each) => {
    if (each.id !== lease || each.rights === undefined) return [each];
    const rights = each.rights.flatMap((right) => {
      if (right.entitlement !== id) return [right];
      const left = right.quantity - quantity;
      return left > 0 ? [{ ...right, quantity: left }] : [];
    });
    return rights.length === 0 && lease === id ? [] : [{ ...each, rights }];
  });
}

/** Of a right that is no more nothing is held. */
export function dropLease(draft: Account, id: string): void {
  draft.leases = draft.leases.filter((lease) => lease.id !== id);
}
