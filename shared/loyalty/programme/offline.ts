import * as z from 'zod/mini';
import { Id, Positive } from '../basics.ts';

/**
 * What tills may do with a member's points and rights while they can't ask the hub. Left out: they use what a lease put aside for
 * them, and refuse the rest with its reason.
 */

/** What one till may risk of a wallet without a lease, counted anew whenever the hub has its sales. All points in smallest units. */
export const Floor = z.strictObject({
  wallet: Id,
  receiptPoints: Positive,
  memberPoints: Positive,
  tillPoints: Positive,
  redemptions: Positive,
});
export type Floor = z.infer<typeof Floor>;

/**
 * What one till may pay back for goods whose receipt it can't ask for, with a manager's approval, counted anew whenever the hub has its
 * records.
 */
export const OfflineReturns = z.strictObject({ receiptMinor: Positive, tillMinor: Positive, returns: Positive });

export const Offline = z.strictObject({
  floor: z.optional(z.array(Floor)),
  /** Gifts, coupons and counted offers may be used without a lease: each at most once a till. */
  rights: z.optional(z.literal(true)),
  /** Left out: no such return is made. */
  returns: z.optional(OfflineReturns),
  /** None of it holds on data older than this. Left out: 24. */
  snapshotHours: z.optional(Positive),
  /** Points and rights of regulars are put aside ahead of time: who has so many receipts of late at a till, at most so many members a till. */
  ahead: z.optional(z.strictObject({ receipts: Positive, days: Positive, members: Positive })),
});
export type Offline = z.infer<typeof Offline>;
