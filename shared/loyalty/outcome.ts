import * as z from 'zod/mini';
import { BasisPoints, Id, Integer, Moment, NotNegative, Quantity, WalletPoints } from './basics.ts';
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
  /** What is left to pay in money. */
  netMinor: NotNegative,
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
  z.strictObject({ kind: z.literal('clawback'), wallet: Id, lot: Id, points: NotNegative }),
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

/** What a record keeps and a digest covers. */
export const SaleMoney = z.strictObject({
  lines: z.array(OutcomeLine),
  totals: SaleTotals,
  movements: z.array(Movement),
  entitlements: z.strictObject({ used: z.array(EntitlementUse) }),
  tier: z.nullable(TierChange),
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

export const ReturnMoney = z.strictObject({
  lines: z.array(ReturnLine),
  totals: z.strictObject({
    refundMinor: NotNegative,
    reinstated: LinePoints,
    clawedBack: LinePoints,
    vat: z.array(VatTotal),
  }),
  movements: z.array(Movement),
  /** A gift returned reopens its entitlement. */
  entitlements: z.strictObject({ reopened: z.array(z.strictObject({ id: Id, quantity: Quantity })) }),
  tier: z.nullable(TierChange),
});
export type ReturnMoney = z.infer<typeof ReturnMoney>;

/** One comparison that decided: `fact operator expected`, and what the fact was. */
export type Because = { fact: FactId; operator: OperatorId; expected: unknown; actual: unknown };

export type Effect = {
  rule: string;
  /** The programme's version. */
  version: number;
  kind:
    'fixedPrice' | 'discount' | 'gift' | 'redemption' | 'accrual' | 'tier' | 'rounding' | 'reinstatement' | 'clawback';
  amount: number;
  /** `minor`, a wallet's id, or `thousandths` for gifts. */
  unit: string;
  allocations: { line: string; amount: number }[];
  because: Because[];
};

/** Why a rule, a wish or a gift that concerned this basket did not apply. `reason` is a key of the message catalogue. */
export type Rejection = { rule: string; reason: ReasonId; because: Because[] };

/** A message to show, by id and arguments, never text. */
export type Message = { id: MessageId; args: Record<string, string | number> };

/** How far the member is from the next tier: `leftMinor` more to spend. */
export type Progress = { tier: string; spendMinor: number; goalMinor: number; leftMinor: number };

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

/** The part of an outcome that records keep. A schema'd copy: nothing beside the money is in it. */
export function saleMoney({ lines, totals, movements, entitlements, tier }: SaleMoney): SaleMoney {
  return { lines, totals, movements, entitlements, tier };
}

export function returnMoney({ lines, totals, movements, entitlements, tier }: ReturnMoney): ReturnMoney {
  return { lines, totals, movements, entitlements, tier };
}
