import { leasedPoints } from '../account.ts';
import type { Account } from '../account.ts';
import type { Movement } from '../outcome.ts';

/**
 * Sides of the points ledger. Points flow `from` one `to` another: accrual issued -> member, redemption member (or a lease)
 * -> redeemed (given to a cause -> charity), clawback back to issued, what no lot could cover out of debt (below zero is what
 * the member owes), an overdraft out of loss.
 */
export type Side = 'member' | 'issued' | 'redeemed' | 'charity' | 'expired' | 'debt' | 'loss' | `lease:${string}`;
export type Posting = { wallet: string; from: Side; to: Side; points: number };

/** `spentOn`: where redeemed points go. */
export function applyMovement(
  draft: Account,
  movement: Movement,
  postings: Posting[],
  spentOn: 'redeemed' | 'charity' = 'redeemed',
): void {
  const { wallet, points } = movement;
  if (movement.kind === 'accrue' || movement.kind === 'reinstate') {
    const { lot: id, activeFrom, expiresAt } = movement;
    const lot = draft.lots.find((each) => each.id === id);
    if (lot) {
      lot.points += points;
      lot.expiresAt = expiresAt;
    } else draft.lots.push({ id, wallet, points, activeFrom, expiresAt });
    postings.push({ wallet, from: movement.kind === 'accrue' ? 'issued' : 'redeemed', to: 'member', points });
  } else if (movement.kind === 'redeem') redeem(draft, movement, postings, spentOn);
  else if (movement.kind === 'clawback') clawBack(draft, movement, postings);
  else if (movement.kind === 'settle') {
    const paid = take(draft, movement.lot, Math.min(points, debtOf(draft, wallet)));
    if (paid > 0) payDebt(draft, wallet, paid, postings);
  } else owe(draft, wallet, points, postings);
}

function redeem(
  draft: Account,
  movement: Extract<Movement, { kind: 'redeem' }>,
  postings: Posting[],
  spentOn: Side,
): void {
  const { wallet, lot: id, points } = movement;
  const lease = movement.lease === undefined ? undefined : draft.leases.find((each) => each.id === movement.lease);
  const leased = lease?.lots.find((lot) => lot.id === id);
  const fromLease = Math.min(points, leased?.points ?? 0);
  if (lease && leased && fromLease > 0) {
    leased.points -= fromLease;
    take(draft, id, fromLease);
    postings.push({ wallet, from: `lease:${lease.id}`, to: spentOn, points: fromLease });
  }
  const rest = points - fromLease;
  if (rest === 0) return;
  const taken = take(draft, id, Math.min(rest, freePoints(draft, id)));
  if (taken > 0) postings.push({ wallet, from: 'member', to: spentOn, points: taken });
  if (rest > taken) postings.push({ wallet, from: 'loss', to: spentOn, points: rest - taken });
}

type Clawback = Extract<Movement, { kind: 'clawback' }>;

/** From the lot, then others of the wallet, then as debt (or, forgiven, not at all). */
export function clawBack(
  draft: Account,
  { wallet, lot: lotId, points, forgive }: Pick<Clawback, 'wallet' | 'lot' | 'points' | 'forgive'>,
  postings: Posting[],
): void {
  const others = draft.lots.filter((lot) => lot.wallet === wallet && lot.id !== lotId).toSorted(bySoonestExpiry);
  let left = points;
  for (const id of [lotId, ...others.map((lot) => lot.id)]) {
    left -= take(draft, id, Math.min(left, freePoints(draft, id)));
    if (left === 0) break;
  }
  if (points > left) postings.push({ wallet, from: 'member', to: 'issued', points: points - left });
  if (left > 0 && !forgive) owe(draft, wallet, left, postings);
}

function owe(draft: Account, wallet: string, points: number, postings: Posting[]): void {
  addDebt(draft, wallet, points);
  postings.push({ wallet, from: 'debt', to: 'issued', points });
}

export function addDebt(draft: Account, wallet: string, points: number): void {
  const debt = draft.debt.find((each) => each.wallet === wallet);
  if (debt) debt.points += points;
  else draft.debt.push({ wallet, points });
}

function payDebt(draft: Account, wallet: string, points: number, postings: Posting[]): void {
  const debt = draft.debt.find((each) => each.wallet === wallet);
  if (debt) debt.points -= points;
  postings.push({ wallet, from: 'member', to: 'debt', points });
}

/** Balance and debt are never both above zero: where the books differ from what a till thought, free points pay first. */
export function payDebtFromLots(draft: Account, postings: Posting[]): void {
  for (const debt of draft.debt.filter((each) => each.points > 0)) {
    for (const lot of draft.lots.filter((each) => each.wallet === debt.wallet).toSorted(bySoonestExpiry)) {
      const paid = take(draft, lot.id, Math.min(debt.points, freePoints(draft, lot.id)));
      if (paid > 0) payDebt(draft, debt.wallet, paid, postings);
    }
  }
}

/** Takes up to `points` from a lot; the answer is how many there were. */
export function take(draft: Account, lotId: string, points: number): number {
  const lot = draft.lots.find((each) => each.id === lotId);
  if (!lot) return 0;
  const taken = Math.min(points, lot.points);
  lot.points -= taken;
  return taken;
}

export function freePoints(draft: Account, lotId: string): number {
  const lot = draft.lots.find((each) => each.id === lotId);
  return lot ? Math.max(0, lot.points - leasedPoints(draft, lotId)) : 0;
}

function debtOf(draft: Account, wallet: string): number {
  return draft.debt.find((each) => each.wallet === wallet)?.points ?? 0;
}

/** What has lapsed by then, leased points excepted. */
export function expire(draft: Account, at: string, postings: Posting[]): void {
  const atMs = Date.parse(at);
  for (const lot of draft.lots) {
    if (lot.expiresAt === null || Date.parse(lot.expiresAt) > atMs) continue;
    const lapsed = take(draft, lot.id, freePoints(draft, lot.id));
    if (lapsed > 0) postings.push({ wallet: lot.wallet, from: 'member', to: 'expired', points: lapsed });
  }
}

function bySoonestExpiry(
  a: { id: string; expiresAt: string | null },
  b: { id: string; expiresAt: string | null },
): number {
  const ends = (lot: { expiresAt: string | null }) => (lot.expiresAt === null ? Infinity : Date.parse(lot.expiresAt));
  const [left, right] = [ends(a), ends(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
