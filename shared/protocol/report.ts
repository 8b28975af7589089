import * as z from 'zod/mini';
import { Id, Moment } from '../loyalty/basics.ts';
import type { Text } from '../loyalty/basics.ts';

/**
 * What the programme costs and brings, by the hub's books.
 *
 * GET /v1/report?from=&to=&programme= -> HubReport     bearer token of the hub's data folder
 *
 * Points are whole smallest units of their wallet, money minor units, rates basis points. What is said of a period is of events
 * from `from` until `to` (not within); balances are as of `to`; members' own sums are as of now.
 */
export const ReportQuery = z.strictObject({
  from: z.optional(Moment),
  to: z.optional(Moment),
  programme: z.optional(Id),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

export type WalletReport = {
  wallet: string;
  name: Text;
  scale: number;
  worthMinor: number;
  /** Unspent points and their worth, leases included; what members owe is told apart. */
  outstanding: number;
  liabilityMinor: number;
  debt: number;
  /** Of the period. */
  accrued: number;
  clawedBack: number;
  redeemed: number;
  reinstated: number;
  /** Breakage: points that lapsed unspent. */
  expired: number;
  toCauses: number;
  /** Spent beyond what there was. */
  lost: number;
  redeemedMinor: number;
};

export type LinkReport = {
  link: string;
  name: Text;
  joined: number;
  bought: number;
  purchases: number;
  turnoverMinor: number;
  averageReceiptMinor: number | null;
  costMinor: number;
  costPerMemberMinor: number | null;
  costPerBuyerMinor: number | null;
};

export type HubReport = {
  programme: { id: string; version: number; name: Text; currency: string };
  from: string | null;
  to: string | null;
  receipts: { sales: number; returns: number; withMember: number };
  /** Paid by members, less what went back to them. */
  turnoverMinor: number;
  discountMinor: number;
  wallets: WalletReport[];
  /** Worth of points redeemed, of members' turnover; null without any. */
  costBp: number | null;
  /** Money that `from` owes `to` after all that was owed back. */
  settlements: { from: string; to: string; reason: string; currency: string; amountMinor: number }[];
  causes: {
    cause: string;
    name: Text;
    /** Of the period, by who gave; and all there ever was, of the goal. */
    byMembersMinor: number;
    byShopsMinor: number;
    totalMinor: number;
    goalMinor: number | null;
    reachedBp: number | null;
  }[];
  /** Level 1 was brought by somebody whom nobody brought, level 2 by one of level 1, and so on. */
  referrals: { level: number; members: number; turnoverMinor: number }[];
  /** What those who bring others got, by the level at which the programme rewards them. */
  referralRewards: { level: number; wallet: string; points: number }[];
  agents: { agent: string; clients: number; turnoverMinor: number; rewards: { wallet: string; points: number }[] }[];
  links: LinkReport[];
  promotions: {
    promotion: string;
    name: Text;
    /** `minor`, or the wallet whose points it gives. */
    unit: string;
    uses: number;
    given: number;
    usesInAll: number;
    givenInAll: number;
    total: number | null;
    budget: number | null;
  }[];
  privileges: { rule: string; name: Text; times: number; costMinor: number }[];
  tiers: { tier: string; name: Text; members: number }[];
  /** Members' wishes that were asked in the period, whatever the programme: how many of them came to the shop since, were wholly bought, or given up. */
  wishes: { asked: number; arrived: number; bought: number; dropped: number };
};

/**
 * GET /v1/report/cashiers?from=&to= -> CashierReport[]   who may look
 *
 * What is worth a look at each cashier, by their records of the period, and at whoever gave points by hand at the hub. None of it proves anything: compare them with each other.
 */
export const CashiersQuery = z.pick(ReportQuery, { from: true, to: true });
export type CashiersQuery = z.infer<typeof CashiersQuery>;

export type CashierReport = {
  cashier: string;
  sales: number;
  netMinor: number;
  withMember: number;
  /** Named only after the last line was rung; basis points of receipts with a member. */
  lateMember: number;
  lateMemberBp: number | null;
  /** Paid receipts that a card was attached to later, by who did it. */
  attached: number;
  /** The cards shown most often, of the receipts with a member. */
  cards: { member: string; receipts: number; shareBp: number }[];
  returns: number;
  refundMinor: number;
  /** Of sales, by count. */
  returnsBp: number | null;
  /** Lines taken off, all and once a member was known. */
  voided: { lines: number; grossMinor: number; afterMember: number; afterMemberMinor: number };
  cancelled: { receipts: number; grossMinor: number };
  priceOverrides: number;
  /** Receipts paid by points, by how those were had: `lease` were set aside by the hub, the rest nobody vouched for. */
  redemptions: { level: string; receipts: number; amountMinor: number }[];
  /** Points given and taken by a person's word at the hub, in smallest units: of who did, by their name there. */
  byHand: { wallet: string; times: number; given: number; taken: number }[];
};
