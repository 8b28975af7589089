import * as z from 'zod/mini';
import { Id, Identification, Integer, NotNegative, Positive, Text, WalletPoints } from '../loyalty/basics.ts';
import { Position } from '../loyalty/outcome.ts';

/** What the host is answered. A client ignores what it does not know: answers may grow within /v1. */

const Wallet = z.object({ id: Id, name: Text, scale: NotNegative });

/** What the host should know of the till before it asks. */
export const TillInfo = z.object({
  till: Id,
  shop: z.string(),
  currency: z.string(),
  wallets: z.array(Wallet),
  hub: z.object({
    state: z.enum(['online', 'offline', 'catchingUp', 'notEnrolled']),
    /** Sales and returns that the hub does not have yet. */
    waiting: NotNegative,
    /** Age of what is known of members; null: nothing is. */
    ageMs: z.nullable(Integer),
  }),
});
export type TillInfo = z.infer<typeof TillInfo>;

const Gift = z.object({
  entitlement: Id,
  sku: Id,
  name: Text,
  quantity: Positive,
  /** It is rung on this receipt. */
  given: z.boolean(),
  /** Why it can't be now. */
  refused: z.nullable(z.string()),
});

/** A member's card as the counter sees it. */
export const MemberCard = z.object({
  id: Id,
  /** As the shop greets them: a name or the tail of a card, never a phone. */
  name: z.string(),
  identification: Identification,
  blocked: z.boolean(),
  tier: z.nullable(z.object({ id: Id, name: Text })),
  wallets: z.array(
    z.object({
      wallet: Id,
      spendable: NotNegative,
      /** What this receipt will earn. */
      toEarn: NotNegative,
      debt: NotNegative,
      /** What lapses first. */
      expiring: z.nullable(z.object({ points: Positive, at: z.string() })),
    }),
  ),
  progress: z.nullable(z.object({ tier: Text, leftMinor: NotNegative })),
  /** Registered here, and the hub has not confirmed them yet. */
  pending: z.boolean(),
  gifts: z.array(Gift),
});
export type MemberCard = z.infer<typeof MemberCard>;

const SoldLine = z.object({
  /** By it goods are returned: the host's id of the first line that went into it, or `gift:<entitlement>` of one that was added. */
  line: Id,
  /** All lines of the host in it: those of one good and one price are one here. */
  from: z.array(Id),
  sku: Id,
  name: Text,
  quantity: Positive,
  unitPriceMinor: NotNegative,
  grossMinor: NotNegative,
  discounts: z.array(z.object({ rule: Id, name: Text, amountMinor: NotNegative })),
  discountMinor: NotNegative,
  redeemedMinor: NotNegative,
  netMinor: NotNegative,
  earned: z.array(WalletPoints),
  /** The entitlement whose gift it is. */
  gift: z.nullable(Id),
  /** Whole minor units x quantity, together exactly `netMinor`: what a fiscal receipt prints. One line may be several. */
  positions: z.array(z.object(Position.shape)),
});

const Totals = z.object({
  grossMinor: NotNegative,
  discountMinor: NotNegative,
  redeemedMinor: NotNegative,
  netMinor: NotNegative,
  donatedMinor: NotNegative,
  /** What the buyer pays: goods and donation. */
  dueMinor: NotNegative,
  earned: z.array(WalletPoints),
  redeemed: z.array(WalletPoints),
});

const sold = { lines: z.array(SoldLine), totals: Totals };

export const Quote = z.object({
  /** When the receipt began: prices, windows and the programme are of this moment. */
  moment: z.string(),
  programme: z.object({ id: Id, version: Positive }),
  ...sold,
  member: z.nullable(MemberCard),
  /** What may be spent at the most, and what is. */
  redeem: z.array(
    z.object({
      wallet: Id,
      allowed: NotNegative,
      allowedMinor: NotNegative,
      points: NotNegative,
      amountMinor: NotNegative,
      /** Why less than was wished. */
      refused: z.nullable(z.string()),
    }),
  ),
  /** Why rules that concern this basket did not apply. */
  rejections: z.array(z.object({ rule: Id, reason: z.string(), text: Text })),
  /** Lines that may not be sold to this buyer: with them nothing is committed. */
  refused: z.array(z.object({ line: Id, rule: Id })),
});
export type Quote = z.infer<typeof Quote>;

export const Sale = z.object({
  /** Kopilka's id: its QR is `KP1:R:<id>`. */
  id: Id,
  number: Positive,
  moment: z.string(),
  member: z.nullable(Id),
  ...sold,
  /** For the host's printer: member, points and messages, each line no wider than it asked for. */
  bonusLines: z.array(z.string()),
});
export type Sale = z.infer<typeof Sale>;

const refund = {
  refundMinor: NotNegative,
  /** How it goes back: to what paid, last in first out. */
  tenders: z.array(z.object({ kind: z.enum(['cash', 'card']), amountMinor: Positive })),
  reinstated: z.array(WalletPoints),
  clawedBack: z.array(WalletPoints),
};
export const ReturnQuote = z.object({ ...refund });
export type ReturnQuote = z.infer<typeof ReturnQuote>;
export const Returned = z.object({
  id: Id,
  number: Positive,
  /** Kopilka's id of the sale. */
  of: Id,
  moment: z.string(),
  ...refund,
  lines: z.array(
    z.object({
      line: Id,
      sku: Id,
      quantity: Positive,
      refundMinor: NotNegative,
      positions: z.array(z.object(Position.shape)),
    }),
  ),
  bonusLines: z.array(z.string()),
});
export type Returned = z.infer<typeof Returned>;

/** What this till knows of a member's receipts here. */
export const History = z.object({
  receipts: z.array(
    z.object({
      id: Id,
      number: Positive,
      kind: z.enum(['sale', 'return']),
      at: z.string(),
      dueMinor: NotNegative,
      earned: z.array(WalletPoints),
      redeemed: z.array(WalletPoints),
    }),
  ),
});
export type History = z.infer<typeof History>;

export const Done = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;

/** How anything that can't be done is told. */
export const Refusal = z.object({
  code: z.string(),
  message: Text,
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Refusal = z.infer<typeof Refusal>;
