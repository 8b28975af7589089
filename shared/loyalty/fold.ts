import { recentKept } from './account.ts';
import type { Account, AccountLease } from './account.ts';
import { extendLots } from './extend.ts';
import type { RightsFacts } from './facts.ts';
import type { Reaction } from './event.ts';
import { addBought, addEarning, addHistory, addUses, setCounters, takeHistory, takeUses } from './fold/counts.ts';
import { describe } from './fold/described.ts';
import type { Description } from './fold/described.ts';
import { reopenEntitlement, revokeEntitlement, useEntitlement } from './fold/entitlements.ts';
import { addFromLease, closeLease, holdIssued, lendToLease, openLease, useLeased } from './fold/leases.ts';
import { applyMovement, clawBack, expire, payDebtFromLots } from './fold/points.ts';
import type { Posting } from './fold/points.ts';
import { applyReaction } from './fold/reaction.ts';
import { addTerms, countTerms, dropTerms, endTerms, restoreTerms } from './fold/terms.ts';
import type { ReturnMoney, SaleMoney, Share, ShareBack } from './outcome.ts';

export type { Posting } from './fold/points.ts';

export type Holder = { till: string; rights: RightsFacts['held'] };

/** What may happen to an account after it was opened. `at` is when it was committed (hub: corrected). */
export type AccountEvent =
  | {
      kind: 'sale';
      receipt: string;
      moment: string;
      money: SaleMoney;
      leasesClosed: readonly string[];
      /** The till that rang it, and by which leases it held the rights; left out: nobody held any. */
      holder?: Holder;
    }
  | { kind: 'return'; ofReceipt: string; money: ReturnMoney; whole: boolean }
  /** A share of somebody else's sale arrives, and is taken back as that sale is returned. */
  | { kind: 'shared'; receipt: string; share: Share }
  | { kind: 'unshared'; ofReceipt: string; share: ShareBack }
  | { kind: 'reacted'; reaction: Reaction }
  /** What the hub came to know of the member. */
  | { kind: 'described'; description: Description }
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
  happen(draft, event, postings);
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

function structuredCopy(account: Account): Account {
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

function happen(draft: Account, event: AccountEvent, postings: Posting[]): void {
  switch (event.kind) {
    case 'sale':
      return applySale(draft, event, postings);
    case 'return':
      return applyReturn(draft, event, postings);
    case 'shared':
      return applyMovement(draft, { ...event.share, kind: 'accrue' }, postings);
    case 'unshared':
      return clawBack(draft, event.share, postings);
    case 'reacted':
      return applyReaction(draft, event.reaction, postings);
    case 'described':
      return describe(draft, event.description);
    case 'granted':
      return openLease(draft, event.lease, postings, lendToLease);
    case 'leased':
      return openLease(draft, event.lease, postings, addFromLease);
    case 'leaseClosed':
      return closeLease(draft, event.lease, postings);
    case 'expired':
      expire(draft, event.at, postings);
      return dropTerms(draft, Date.parse(event.at));
  }
}

function applySale(draft: Account, event: Extract<AccountEvent, { kind: 'sale' }>, postings: Posting[]): void {
  const { receipt, moment, money, leasesClosed, holder } = event;
  const { netMinor, earned } = money.totals;
  for (const movement of money.movements) applyMovement(draft, movement, postings);
  for (const extension of money.extended ?? []) extendLots(draft.lots, extension, moment);
  for (const lease of leasesClosed) closeLease(draft, lease, postings);
  draft.entitlements = [...draft.entitlements, ...(money.entitlements.issued ?? [])];
  if (holder) holdIssued(draft, holder.till, money.entitlements.issued ?? []);
  for (const use of money.entitlements.used) {
    const held = heldBy(holder, use.id);
    useEntitlement(draft, use, held);
    for (const lease of held) useLeased(draft, lease, use);
  }
  draft.spendMinor += netMinor;
  draft.purchaseCount += 1;
  draft.recent = [...draft.recent, { receipt, moment, netMinor }].slice(-recentKept);
  countTerms(draft, moment);
  addTerms(draft, money.terms);
  setCounters(draft, money.counters);
  addUses(draft, money.uses);
  addBought(draft, money.bought);
  if (money.day !== undefined) {
    addHistory(draft, money.day, netMinor, 1);
    if (earned.length > 0) addEarning(draft, money.day);
  }
  if (money.tier) draft.tier = money.tier.to;
}

/** The leases a right may be used by: the one that names it, or the till's own hold of what it opened. */
export function heldBy(holder: Holder | undefined, entitlement: string): string[] {
  if (!holder) return [];
  const named = holder.rights.find((each) => each.entitlement === entitlement)?.lease;
  return [named ?? entitlement];
}

function applyReturn(draft: Account, event: Extract<AccountEvent, { kind: 'return' }>, postings: Posting[]): void {
  const { ofReceipt, money, whole } = event;
  const { refundMinor } = money.totals;
  for (const movement of money.movements) applyMovement(draft, movement, postings);
  for (const { id, quantity } of money.entitlements.reopened) reopenEntitlement(draft, id, quantity);
  for (const id of money.entitlements.revoked ?? []) revokeEntitlement(draft, id);
  draft.spendMinor -= refundMinor;
  if (whole) {
    draft.purchaseCount = Math.max(0, draft.purchaseCount - 1);
    draft.recent = draft.recent.filter(({ receipt }) => receipt !== ofReceipt);
  } else {
    draft.recent = draft.recent.map((recent) =>
      recent.receipt === ofReceipt ? { ...recent, netMinor: Math.max(0, recent.netMinor - refundMinor) } : recent,
    );
  }
  endTerms(draft, money.ended);
  restoreTerms(draft, money.terms);
  setCounters(draft, money.counters);
  takeUses(draft, money.unused, money.day);
  addBought(draft, money.bought, -1);
  if (money.day !== undefined) takeHistory(draft, money.day, refundMinor, whole ? 1 : 0);
  if (money.tier) draft.tier = money.tier.to;
}
