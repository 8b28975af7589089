import type { Account, AccountLease } from '../account.ts';
import { addDebt, freePoints } from './points.ts';
import type { Posting } from './points.ts';

/** Points set aside for one till. */

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
