import * as z from 'zod/mini';
import { Day, Id, Integer, Lot, Moment, NotNegative, Quantity, WalletPoints } from './basics.ts';
import { EntitlementFacts, memberExtras } from './facts.ts';
import type { Identification } from './basics.ts';
import type { EntitlementFacts as Entitlement, MemberFacts } from './facts.ts';

/**
 * A member's account: the fold of all that happened to them, in order. The hub folds every till's records; a till folds its
 * own records beyond what the feed confirmed over the account the feed brought. One function, so both always agree.
 */

/** So many thousandths of a right: of a gift's good; of all else a thousand a receipt. */
export const LeasedRight = z.strictObject({ entitlement: Id, quantity: Quantity });
export type LeasedRight = z.infer<typeof LeasedRight>;

/** What only one till may spend: lots or parts of them, single uses of rights. */
export const AccountLease = z.strictObject({
  id: Id,
  till: Id,
  lots: z.array(Lot),
  rights: z.optional(z.array(LeasedRight)),
});
export type AccountLease = z.infer<typeof AccountLease>;

const RecentReceipt = z.strictObject({ receipt: Id, moment: Moment, netMinor: NotNegative });
export type RecentReceipt = z.infer<typeof RecentReceipt>;

export const Account = z.strictObject({
  member: Id,
  joined: Day,
  cardType: z.optional(Id),
  blocked: z.optional(z.boolean()),
  region: z.optional(Id),
  employee: z.optional(Id),
  tier: z.nullable(Id),
  segments: z.array(Id),
  /** What is left of each lot, points under a lease included. Never empty lots. */
  lots: z.array(Lot),
  debt: z.array(WalletPoints),
  spendMinor: Integer,
  purchaseCount: NotNegative,
  /** The latest sales not wholly returned, newest last, at what remains of them. */
  recent: z.array(RecentReceipt),
  entitlements: z.array(EntitlementFacts),
  /** Used up; a returned gift reopens them. */
  closedEntitlements: z.array(EntitlementFacts),
  /** Points and rights set aside for one till. */
  leases: z.array(AccountLease),
  ...memberExtras,
  /** The local day on which a review found the tier's exit due. */
  atRiskSince: z.optional(Day),
  /** The local day of the last review of the tier. */
  reviewed: z.optional(Day),
});
export type Account = z.infer<typeof Account>;

/** How many receipts an account remembers for "previous receipt" when the last ones are returned. */
export const recentKept = 10;

/** A new account: everything empty, in the given starting tier. */
export function openAccount(opening: Pick<Account, 'member' | 'joined'> & Partial<Account>): Account {
  return {
    tier: null,
    segments: [],
    lots: [],
    debt: [],
    spendMinor: 0,
    purchaseCount: 0,
    recent: [],
    entitlements: [],
    closedEntitlements: [],
    leases: [],
    ...opening,
  };
}

/** The account that facts tell of, as far as they do: what `memberFacts` would make of it is the same member. */
export function accountOf(member: MemberFacts): Account {
  const { id, identification: _, lastReceipt, ...described } = member;
  return openAccount({ ...described, member: id, recent: lastReceipt ? [lastReceipt] : [] });
}

/** What facts say of the member: leased points are left out, for they are spent through their lease alone. */
export function memberFacts(account: Account, identification: Identification): MemberFacts {
  const last = account.recent.at(-1) ?? null;
  const { member, joined, cardType, blocked, region, employee, tier, segments, debt, spendMinor, purchaseCount } =
    account;
  return {
    ...extrasOf(account),
    id: member,
    identification,
    joined,
    ...(cardType === undefined ? {} : { cardType }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(region === undefined ? {} : { region }),
    ...(employee === undefined ? {} : { employee }),
    tier,
    segments,
    lots: availableLots(account),
    debt,
    spendMinor,
    purchaseCount,
    lastReceipt: last,
    entitlements: account.entitlements,
  };
}

const extraKeys = Object.keys(memberExtras) as (keyof typeof memberExtras)[];

function extrasOf(account: Account): Partial<Pick<Account, (typeof extraKeys)[number]>> {
  const extras: Record<string, unknown> = {};
  for (const key of extraKeys) if (account[key] !== undefined) extras[key] = account[key];
  return extras;
}

/** The lots less what leases hold, empty ones dropped. */
export function availableLots(account: Account): Lot[] {
  if (account.leases.length === 0) return account.lots;
  return account.lots.flatMap((lot) => {
    const points = lot.points - leasedPoints(account, lot.id);
    return points > 0 ? [{ ...lot, points }] : [];
  });
}

/** How many points of a lot its member's leases hold. */
export function leasedPoints(account: Account, lotId: string): number {
  let leased = 0;
  for (const lease of account.leases) for (const lot of lease.lots) if (lot.id === lotId) leased += lot.points;
  return leased;
}

/** How often a right can still be used, as leases count it; null: in any number of receipts, so that no till need hold it. */
export function rightQuantity({ kind, gift, uses }: Entitlement): number | null {
  if (gift) return gift.quantity;
  const receipts = uses ?? (kind === 'coupon' ? 1 : null);
  return receipts === null ? null : receipts * 1000;
}

/** What leases hold of a right, those named left out. */
export function leasedQuantity(account: Account, entitlement: string, but: readonly string[] = []): number {
  let leased = 0;
  for (const { id, rights = [] } of account.leases)
    if (!but.includes(id)) for (const right of rights) if (right.entitlement === entitlement) leased += right.quantity;
  return leased;
}
