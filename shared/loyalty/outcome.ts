import * as z from 'zod/mini';
import { BasisPoints, Day, Id, Integer, Moment, NotNegative, Positive, Quantity, WalletPoints } from './basics.ts';
import { Counter, EntitlementFacts, SegmentTerm, Uses } from './facts.ts';
import type { FactId, MessageId, OperatorId, ReasonId } from './reasons.ts';

/** Outcomes: what the engine answers. Plain JSON; the money part alone is digested, reasons can always be computed again. */

const LinePoints = z.array(WalletPoints);

export const Position = z.strictObject({
  /** Whole thousandths at one whole price: what a printed or fiscal position says. */
  quantity: Quantity,
  unitNetMinor: NotNegative,
  netMinor: NotNegative,
});
export type Position = z.infer<typeof Position>;

export const OutcomeLine = z.strictObject({
  /** Id of the (first) fact line; a gift line added by the engine has id `gift:<entitlement>`. */
  id: Id,
  /** All fact lines that joined into this one, itself first. Units of a gift are split off into a line of their own. */
  from: z.array(Id),
  sku: Id,
  quantity: Quantity,
  /** Price before any promotion. */
  unitPriceMinor: NotNegative,
  grossMinor: NotNegative,
  /** By rule, in the order they were applied. */
  discounts: z.array(z.strictObject({ rule: Id, amountMinor: NotNegative })),
  discountMinor: NotNegative,
  redeemed: z.array(z.strictObject({ wallet: Id, points: NotNegative, amountMinor: NotNegative })),
  redeemedMinor: NotNegative,
  /** grossMinor - discountMinor - redeemedMinor. */
  netMinor: NotNegative,
  earned: LinePoints,
  /** The entitlement whose gift this line is. */
  gift: z.optional(Id),
  /** The promotion that gives this line for nothing. */
  free: z.optional(Id),
  vatRateBp: z.optional(BasisPoints),
  /** Sums to netMinor, dearest first. */
  positions: z.array(Position),
});
export type OutcomeLine = z.infer<typeof OutcomeLine>;

export const VatTotal = z.strictObject({ rateBp: BasisPoints, grossMinor: Integer, vatMinor: Integer });
export type VatTotal = z.infer<typeof VatTotal>;

export const SaleTotals = z.strictObject({
  grossMinor: NotNegative,
  discountMinor: NotNegative,
  redeemedMinor: NotNegative,
  /** What is left to pay for the goods in money. */
  netMinor: NotNegative,
  /** What the member gives to causes on top of it, paid with it; left out: nothing. See `dueMinor`. */
  donatedMinor: z.optional(Positive),
  redeemed: LinePoints,
  earned: LinePoints,
  /** VAT included in net, per rate, on what is left after discounts and points. */
  vat: z.array(VatTotal),
});
export type SaleTotals = z.infer<typeof SaleTotals>;

/**
 * A change to the member's points. redeem and clawback take from a lot, accrue and reinstate put into one, settle moves
 * from a lot into paying off debt, debt grows by what no lot could cover. `points` is never zero.
 */
export const Movement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('redeem'), wallet: Id, lot: Id, points: NotNegative, lease: z.optional(Id) }),
  z.strictObject({
    kind: z.literal('accrue'),
    wallet: Id,
    lot: Id,
    points: NotNegative,
    activeFrom: Moment,
    expiresAt: z.nullable(Moment),
  }),
  z.strictObject({
    kind: z.literal('reinstate'),
    wallet: Id,
    lot: Id,
    points: NotNegative,
    activeFrom: Moment,
    expiresAt: z.nullable(Moment),
  }),
  /** `forgive`: what neither this lot nor another holds is let go, where it would else be owed. */
  z.strictObject({
    kind: z.literal('clawback'),
    wallet: Id,
    lot: Id,
    points: NotNegative,
    forgive: z.optional(z.literal(true)),
  }),
  z.strictObject({ kind: z.literal('settle'), wallet: Id, lot: Id, points: NotNegative }),
  z.strictObject({ kind: z.literal('debt'), wallet: Id, points: NotNegative }),
]);
export type Movement = z.infer<typeof Movement>;

export const EntitlementUse = z.strictObject({
  id: Id,
  /** Thousandths of the good given now. */
  quantity: Quantity,
  /** Nothing is left of it. */
  closed: z.boolean(),
});
export type EntitlementUse = z.infer<typeof EntitlementUse>;

/** The tier the member is in from the next receipt on. */
export const TierChange = z.strictObject({ from: z.nullable(Id), to: z.nullable(Id) });
export type TierChange = z.infer<typeof TierChange>;

/** A share of the receipt for somebody who is not here: booked by the hub as a lot of theirs. */
export const Share = z.strictObject({
  rule: Id,
  who: z.enum(['referrer', 'agent']),
  member: Id,
  wallet: Id,
  lot: Id,
  points: Positive,
  activeFrom: Moment,
  expiresAt: z.nullable(Moment),
  /** By line of the sale, so that a return takes its part back. */
  lines: z.array(z.strictObject({ line: Id, points: Positive })),
});
export type Share = z.infer<typeof Share>;

/** Money for a cause: out of the shop's pocket by a rule, or the member's own. */
export const Donation = z.strictObject({
  cause: Id,
  by: z.enum(['shop', 'member']),
  amountMinor: Positive,
  rule: z.nullable(Id),
  lines: z.array(z.strictObject({ line: Id, amountMinor: Positive })),
});
export type Donation = z.infer<typeof Donation>;

const owed = {
  from: Id,
  to: Id,
  reason: z.enum(['accrual', 'redemption', 'bundle']),
  /** The wallet whose points it is for, or the promotion that made the bundle. */
  rule: Id,
  amountMinor: Positive,
};
/** What one partner (or the operator) owes another: for points granted or taken, or for its part of a bundle. */
export const Settlement = z.strictObject({
  ...owed,
  /** By line of the sale, so that a return takes its part back. */
  lines: z.array(z.strictObject({ line: Id, amountMinor: Positive })),
});
export type Settlement = z.infer<typeof Settlement>;
export const SettlementBack = z.strictObject(owed);
export type SettlementBack = z.infer<typeof SettlementBack>;

/** Lots of the wallet that are alive at the sale's moment live to `expiresAt` at least: each purchase moves them. */
export const Extension = z.strictObject({ wallet: Id, expiresAt: Moment });
export type Extension = z.infer<typeof Extension>;

/** A promotion with limits gave something: minor units, or smallest units of points. */
export const Given = z.strictObject({ promotion: Id, given: NotNegative });
export type Given = z.infer<typeof Given>;

/** What only programmes beyond the simplest bring about. A list that would be empty is left out. */
export const saleExtras = {
  shares: z.optional(z.array(Share)),
  donations: z.optional(z.array(Donation)),
  settlements: z.optional(z.array(Settlement)),
  extended: z.optional(z.array(Extension)),
  given: z.optional(z.array(Given)),
  /** Segments for a time, granted by this receipt. */
  terms: z.optional(z.array(SegmentTerm)),
  /** New states of the challenges that counted this receipt. */
  counters: z.optional(z.array(Counter)),
  /** New states of the uses that this receipt changed: promotions with limits of a member, activities with limits. */
  uses: z.optional(z.array(Uses)),
  /** Privileges that are not money, with what they cost. */
  privileges: z.optional(z.array(z.strictObject({ rule: Id, costMinor: NotNegative }))),
  /** Lines that may not be sold to this buyer: the sale can't be committed with them. */
  refused: z.optional(z.array(z.strictObject({ line: Id, access: Id }))),
  /** The local day that the receipt counts on, where the programme asks for days of the past. */
  day: z.optional(Day),
  /** Units bought of goods that gifts are chosen among. */
  bought: z.optional(z.array(z.strictObject({ sku: Id, quantity: Quantity }))),
};

const SaleExtras = z.strictObject(saleExtras);
export type SaleExtras = z.infer<typeof SaleExtras>;

/** What a record keeps and a digest covers. */
export const SaleMoney = z.strictObject({
  lines: z.array(OutcomeLine),
  totals: SaleTotals,
  movements: z.array(Movement),
  entitlements: z.strictObject({ used: z.array(EntitlementUse), issued: z.optional(z.array(EntitlementFacts)) }),
  tier: z.nullable(TierChange),
  ...saleExtras,
});
export type SaleMoney = z.infer<typeof SaleMoney>;

export const ReturnLine = z.strictObject({
  /** Line id of the sale's outcome. */
  line: Id,
  sku: Id,
  quantity: Quantity,
  refundMinor: NotNegative,
  /** The printed positions that come back, in their order. */
  positions: z.array(Position),
  reinstated: LinePoints,
  clawedBack: LinePoints,
  gift: z.optional(Id),
  vatRateBp: z.optional(BasisPoints),
});
export type ReturnLine = z.infer<typeof ReturnLine>;

/** Taken back from a share; `forgive`: what its owner no longer has is not owed. */
export const ShareBack = z.strictObject({
  rule: Id,
  member: Id,
  wallet: Id,
  lot: Id,
  points: Positive,
  forgive: z.optional(z.literal(true)),
});
export type ShareBack = z.infer<typeof ShareBack>;

/** What of the sale's extras comes back with these lines. A list that would be empty is left out. */
export const returnExtras = {
  /** Taken back from the lots of those who had a share. */
  shares: z.optional(z.array(ShareBack)),
  donations: z.optional(z.array(z.strictObject({ cause: Id, by: z.enum(['shop', 'member']), amountMinor: Positive }))),
  /** The sale's, turned round. */
  settlements: z.optional(z.array(SettlementBack)),
  /** Terms that this sale gave and that end with its return, by their `by`. */
  ended: z.optional(z.array(Id)),
  counters: z.optional(z.array(Counter)),
  /** Promotions whose use is given back, for the sale is wholly undone. */
  unused: z.optional(z.array(Given)),
  /** The local day of the sale, where something is counted by days. */
  day: z.optional(Day),
  /** Units that come back of goods that gifts are chosen among. */
  bought: z.optional(z.array(z.strictObject({ sku: Id, quantity: Quantity }))),
  /** Terms of so many purchases that get this one back, for the sale is wholly undone. */
  terms: z.optional(z.array(SegmentTerm)),
};

const ReturnExtras = z.strictObject(returnExtras);
export type ReturnExtras = z.infer<typeof ReturnExtras>;

export const ReturnMoney = z.strictObject({
  lines: z.array(ReturnLine),
  totals: z.strictObject({
    /** For the goods. */
    refundMinor: NotNegative,
    /** The member's own donation, given back with it once the whole sale is undone; left out: nothing. See `dueMinor`. */
    donatedMinor: z.optional(Positive),
    reinstated: LinePoints,
    clawedBack: LinePoints,
    vat: z.array(VatTotal),
  }),
  movements: z.array(Movement),
  /** A gift returned reopens its entitlement; what a returned line had opened and is unused is revoked. */
  entitlements: z.strictObject({
    reopened: z.array(z.strictObject({ id: Id, quantity: Quantity })),
    revoked: z.optional(z.array(Id)),
  }),
  tier: z.nullable(TierChange),
  ...returnExtras,
});
export type ReturnMoney = z.infer<typeof ReturnMoney>;

/** One comparison that decided: `fact operator expected`, and what the fact was. */
export type Because = { fact: FactId; operator: OperatorId; expected: unknown; actual: unknown };

export type Effect = {
  rule: string;
  /** The programme's version. */
  version: number;
  kind:
    | 'fixedPrice'
    | 'discount'
    | 'gift'
    | 'redemption'
    | 'accrual'
    | 'tier'
    | 'rounding'
    | 'reinstatement'
    | 'clawback'
    | 'donation'
    | 'share'
    | 'settlement'
    | 'entitlement'
    | 'segment'
    | 'challenge'
    | 'privilege';
  amount: number;
  /** `minor`, a wallet's id, `thousandths` for gifts, or `times`. */
  unit: string;
  allocations: { line: string; amount: number }[];
  because: Because[];
};

/** Why a rule, a wish or a gift that concerned this basket did not apply. `reason` is a key of the message catalogue. */
export type Rejection = { rule: string; reason: ReasonId; because: Because[] };

/** A message to show, by id and arguments, never text. */
export type Message = { id: MessageId; args: Record<string, string | number> };

/** How far the member is from the next tier: `leftMinor` more to spend. */
export type TierProgress = { tier: string; spendMinor: number; goalMinor: number; leftMinor: number };
/** How far in a challenge, after this receipt. */
export type ChallengeProgress = { challenge: string; count: number; goal: number; left: number };
export type Progress = TierProgress | ChallengeProgress;

export type Explained = {
  effects: Effect[];
  rejections: Rejection[];
  progress: Progress[];
  messages: Message[];
};

/** What may be redeemed at the most per wallet on this basket, whether wished or not, and what limits it. */
export type RedemptionOffer = { wallet: string; points: number; amountMinor: number; limitedBy: Because[] };

export type Outcome = { kind: 'sale' } & SaleMoney & Explained & { redeemable: RedemptionOffer[] };
export type ReturnOutcome = { kind: 'return' } & ReturnMoney & Explained;

/** What is to be paid in money for a sale, or given back for a return: goods and the member's own donation. */
export function dueMinor(totals: Pick<SaleTotals, 'netMinor' | 'donatedMinor'> | ReturnMoney['totals']): number {
  const { donatedMinor = 0 } = totals;
  return ('netMinor' in totals ? totals.netMinor : totals.refundMinor) + donatedMinor;
}

/** The part of an outcome that records keep, without anything beside the money. */
export function saleMoney(outcome: SaleMoney): SaleMoney {
  return pick(outcome, saleKeys);
}

export function returnMoney(outcome: ReturnMoney): ReturnMoney {
  return pick(outcome, returnKeys);
}

const saleKeys = Object.keys(SaleMoney.shape) as (keyof SaleMoney)[];
const returnKeys = Object.keys(ReturnMoney.shape) as (keyof ReturnMoney)[];

function pick<T extends object>(whole: T, keys: readonly (keyof T)[]): T {
  const part = {} as T;
  for (const key of keys) if (whole[key] !== undefined) part[key] = whole[key];
  return part;
}
