import { leasedPoints, recentKept } from './account.ts';
import type { Account, AccountLease } from './account.ts';
import { extendLots } from './extend.ts';
import type { EntitlementUse, Movement, ReturnMoney, SaleMoney } from './outcome.ts';

/**
 * Sides of the points ledger. Points flow `from` one `to` another: accrual issued -> member, redemption member (or a lease)
 * -> redeemed, clawback back to issued, what no lot could cover out of debt (below zero is what the member owes), an
 * overdraft out of loss.
 */
export type Side = 'member' | 'issued' | 'redeemed' | 'expired' | 'debt' | 'loss' | `lease:${string}`;
export type Posting = { wallet: string; from: Side; to: Side; points: number };

/** What may happen to an account after it was opened. `at` is when it was committed (hub: corrected). */
export type AccountEvent =
  | { kind: 'sale'; receipt: string; moment: string; money: SaleMoney; leasesClosed: readonly string[] }
  | { kind: 'return'; ofReceipt: string; money: ReturnMoney; whole: boolean }
  /** `granted` is in the hub's own books; `leased` in those of a till, whose replica may be older than the grant. */
  | { kind: 'granted'; lease: AccountLease }
  | { kind: 'leased'; lease: AccountLease }
  | { kind: 'leaseClosed'; lease: string }
  | { kind: 'expired'; at: string };

/**
 * The account after the event, and the postings that say the same in the ledger. Pure; the given account is not touched.
 * Never refuses: a redemption beyond the lot is booked and its excess posted from loss, a clawback beyond the lot goes on to
 * other lots and then to debt, or is let go where the programme forgives it.
 */
export function applyEvent(account: Account, event: AccountEvent): { account: Account; postings: Posting[] } {
  const draft = structuredCopy(account);
  const postings: Posting[] = [];
  if (event.kind === 'sale') applySale(draft, event, postings);
  else if (event.kind === 'return') applyReturn(draft, event, postings);
  else if (event.kind === 'granted') openLease(draft, event.lease, postings, lendToLease);
  else if (event.kind === 'leased') openLease(draft, event.lease, postings, addFromLease);
  else if (event.kind === 'leaseClosed') closeLease(draft, event.lease, postings);
  else expire(draft, event.at, postings);
  payDebtFromLots(draft, postings);
  draft.lots = draft.lots.filter((lot) => lot.points > 0);
  draft.debt = draft.debt.filter((debt) => debt.points > 0);
  return { account: draft, postings };
}

/** The postings that bring an opening account into the ledger. */
export function openingPostings(account: Account): Posting[] {
  return [
    ...account.lots.map(({ wallet, points }): Posting => ({ wallet, from: 'issued', to: 'member', points })),
    ...account.debt.map(({ wallet, points }): Posting => ({ wallet, from: 'debt', to: 'issued', points })),
  ];
}

type Draft = Account;

function structuredCopy(account: Account): Draft {
  return {
    ...account,
    lots: account.lots.map((lot) => ({ ...lot })),
    debt: account.debt.map((debt) => ({ ...debt })),
    recent: [...account.recent],
    entitlements: [...account.entitlements],
    closedEntitlements: [...account.closedEntitlements],
    leases: account.leases.map((lease) => ({ ...lease, lots: lease.lots.map((lot) => ({ ...lot })) })),
  };
}

function applySale(draft: Draft, event: Extract<AccountEvent, { kind: 'sale' }>, postings: Posting[]): void {
  for (const movement of event.money.movements) applyMovement(draft, movement, postings);
  for (const extension of event.money.extended ?? []) extendLots(draft.lots, extension, event.moment);
  for (const lease of event.leasesClosed) closeLease(draft, lease, postings);
  for (const use of event.money.entitlements.used) useEntitlement(draft, use);
  const { netMinor } = event.money.totals;
  draft.spendMinor += netMinor;
  draft.purchaseCount += 1;
  draft.recent = [...draft.recent, { receipt: event.receipt, moment: event.moment, netMinor }].slice(-recentKept);
  if (event.money.tier) draft.tier = event.money.tier.to;
}

function applyReturn(draft: Draft, event: Extract<AccountEvent, { kind: 'return' }>, postings: Posting[]): void {
  for (const movement of event.money.movements) applyMovement(draft, movement, postings);
  for (const { id, quantity } of event.money.entitlements.reopened) reopenEntitlement(draft, id, quantity);
  const { refundMinor } = event.money.totals;
  draft.spendMinor -= refundMinor;
  if (event.whole) {
    draft.purchaseCount = Math.max(0, draft.purchaseCount - 1);
    draft.recent = draft.recent.filter((recent) => recent.receipt !== event.ofReceipt);
  } else {
    draft.recent = draft.recent.map((recent) =>
      recent.receipt === event.ofReceipt ? { ...recent, netMinor: Math.max(0, recent.netMinor - refundMinor) } : recent,
    );
  }
  if (event.money.tier) draft.tier = event.money.tier.to;
}

function applyMovement(draft: Draft, movement: Movement, postings: Posting[]): void {
  const { wallet, points } = movement;
  if (movement.kind === 'accrue' || movement.kind === 'reinstate') {
    const { lot: id, activeFrom, expiresAt } = movement;
    const lot = draft.lots.find((each) => each.id === id);
    if (lot) {
      lot.points += points;
      lot.expiresAt = expiresAt;
    } else draft.lots.push({ id, wallet, points, activeFrom, expiresAt });
    postings.push({ wallet, from: movement.kind === 'accrue' ? 'issued' : 'redeemed', to: 'member', points });
  } else if (movement.kind === 'redeem') redeem(draft, movement, postings);
  else if (movement.kind === 'clawback') clawBack(draft, movement, postings);
  else if (movement.kind === 'settle') {
    const paid = take(draft, movement.lot, Math.min(points, debtOf(draft, wallet)));
    if (paid > 0) payDebt(draft, wallet, paid, postings);
  } else owe(draft, wallet, points, postings);
}

function redeem(draft: Draft, movement: Extract<Movement, { kind: 'redeem' }>, postings: Posting[]): void {
  const { wallet, lot: id, points } = movement;
  const lease = movement.lease === undefined ? undefined : draft.leases.find((each) => each.id === movement.lease);
  const leased = lease?.lots.find((lot) => lot.id === id);
  const fromLease = Math.min(points, leased?.points ?? 0);
  if (lease && leased && fromLease > 0) {
    leased.points -= fromLease;
    take(draft, id, fromLease);
    postings.push({ wallet, from: `lease:${lease.id}`, to: 'redeemed', points: fromLease });
  }
  const rest = points - fromLease;
  if (rest === 0) return;
  const taken = take(draft, id, Math.min(rest, freePoints(draft, id)));
  if (taken > 0) postings.push({ wallet, from: 'member', to: 'redeemed', points: taken });
  if (rest > taken) postings.push({ wallet, from: 'loss', to: 'redeemed', points: rest - taken });
}

function clawBack(draft: Draft, movement: Extract<Movement, { kind: 'clawback' }>, postings: Posting[]): void {
  const { wallet, lot: lotId, points, forgive } = movement;
  const others = draft.lots.filter((lot) => lot.wallet === wallet && lot.id !== lotId).toSorted(bySoonestExpiry);
  let left = points;
  for (const id of [lotId, ...others.map((lot) => lot.id)]) {
    left -= take(draft, id, Math.min(left, freePoints(draft, id)));
    if (left === 0) break;
  }
  if (points > left) postings.push({ wallet, from: 'member', to: 'issued', points: points - left });
  if (left > 0 && !forgive) owe(draft, wallet, left, postings);
}

function owe(draft: Draft, wallet: string, points: number, postings: Posting[]): void {
  addDebt(draft, wallet, points);
  postings.push({ wallet, from: 'debt', to: 'issued', points });
}

function addDebt(draft: Draft, wallet: string, points: number): void {
  const debt = draft.debt.find((each) => each.wallet === wallet);
  if (debt) debt.points += points;
  else draft.debt.push({ wallet, points });
}

function payDebt(draft: Draft, wallet: string, points: number, postings: Posting[]): void {
  const debt = draft.debt.find((each) => each.wallet === wallet);
  if (debt) debt.points -= points;
  postings.push({ wallet, from: 'member', to: 'debt', points });
}

/** Balance and debt are never both above zero: where the books differ from what a till thought, free points pay first. */
function payDebtFromLots(draft: Draft, postings: Posting[]): void {
  for (const debt of draft.debt.filter((each) => each.points > 0)) {
    for (const lot of draft.lots.filter((each) => each.wallet === debt.wallet).toSorted(bySoonestExpiry)) {
      const paid = take(draft, lot.id, Math.min(debt.points, freePoints(draft, lot.id)));
      if (paid > 0) payDebt(draft, debt.wallet, paid, postings);
    }
  }
}

/** Takes up to `points` from a lot; the answer is how many there were. */
function take(draft: Draft, lotId: string, points: number): number {
  const lot = draft.lots.find((each) => each.id === lotId);
  if (!lot) return 0;
  const taken = Math.min(points, lot.points);
  lot.points -= taken;
  return taken;
}

function freePoints(draft: Draft, lotId: string): number {
  const lot = draft.lots.find((each) => each.id === lotId);
  return lot ? Math.max(0, lot.points - leasedPoints(draft, lotId)) : 0;
}

function debtOf(draft: Draft, wallet: string): number {
  return draft.debt.find((each) => each.wallet === wallet)?.points ?? 0;
}

type LeasedLot = AccountLease['lots'][number];

function openLease(
  draft: Draft,
  lease: AccountLease,
  postings: Posting[],
  fill: (draft: Draft, leased: LeasedLot, short: number, postings: Posting[]) => void,
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
function addFromLease(draft: Draft, leased: LeasedLot, points: number): void {
  const lot = draft.lots.find((each) => each.id === leased.id);
  if (lot) lot.points += points;
  else draft.lots.push({ ...leased, points });
}

/** A record that came after the grant had taken these points before it: they are owed, and free points pay for them. */
function lendToLease(draft: Draft, leased: LeasedLot, points: number, postings: Posting[]): void {
  addFromLease(draft, leased, points);
  addDebt(draft, leased.wallet, points);
  postings.push({ wallet: leased.wallet, from: 'debt', to: 'member', points });
}

function closeLease(draft: Draft, id: string, postings: Posting[]): void {
  const lease = draft.leases.find((each) => each.id === id);
  if (!lease) return;
  draft.leases = draft.leases.filter((each) => each.id !== id);
  for (const lot of lease.lots)
    if (lot.points > 0) postings.push({ wallet: lot.wallet, from: `lease:${id}`, to: 'member', points: lot.points });
}

function expire(draft: Draft, at: string, postings: Posting[]): void {
  const atMs = Date.parse(at);
  for (const lot of draft.lots) {
    if (lot.expiresAt === null || Date.parse(lot.expiresAt) > atMs) continue;
    const lapsed = take(draft, lot.id, freePoints(draft, lot.id));
    if (lapsed > 0) postings.push({ wallet: lot.wallet, from: 'member', to: 'expired', points: lapsed });
  }
}

function useEntitlement(draft: Draft, use: EntitlementUse): void {
  const open = draft.entitlements.find((each) => each.id === use.id);
  if (!open) return;
  const left = (open.gift?.quantity ?? use.quantity) - use.quantity;
  if (use.closed || left <= 0) {
    draft.entitlements = draft.entitlements.filter((each) => each.id !== use.id);
    draft.closedEntitlements = [...draft.closedEntitlements, open];
  } else {
    draft.entitlements = draft.entitlements.map((each) =>
      each.id === use.id && each.gift ? { ...each, gift: { ...each.gift, quantity: left } } : each,
    );
  }
}

function reopenEntitlement(draft: Draft, id: string, quantity: number): void {
  const open = draft.entitlements.find((each) => each.id === id);
  const closed = draft.closedEntitlements.find((each) => each.id === id);
  if (open?.gift) {
    const gift = { ...open.gift, quantity: open.gift.quantity + quantity };
    draft.entitlements = draft.entitlements.map((each) => (each.id === id ? { ...each, gift } : each));
  } else if (closed) {
    const reopened = closed.gift ? { ...closed, gift: { ...closed.gift, quantity } } : closed;
    draft.closedEntitlements = draft.closedEntitlements.filter((each) => each.id !== id);
    draft.entitlements = [...draft.entitlements, reopened];
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
