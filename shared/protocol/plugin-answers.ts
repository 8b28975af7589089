import * as z from 'zod/mini';
import { Id, Identification, Integer, NotNegative, Positive, Text, WalletPoints } from '../loyalty/basics.ts';
import { Position } from '../loyalty/outcome.ts';
import { said } from './said.ts';
import { OpenWishState } from './wishes.ts';

/** What the host is answered. A client ignores what it does not know: answers may grow within /v1. */

const Wallet = z.object({ id: Id, name: Text, scale: NotNegative });

export const TillInfo = said(
  'What the host should know of the till before it asks.',
  z.object({
    till: said('As its people call it.', z.string()),
    shop: z.string(),
    currency: z.string(),
    wallets: z.array(Wallet),
    hub: z.object({
      state: z.enum(['online', 'offline', 'catchingUp', 'notEnrolled']),
      waiting: said('Sales and returns that the hub does not have yet.', NotNegative),
      ageMs: said('Age of what is known of members; null: nothing is.', z.nullable(Integer)),
    }),
  }),
);
export type TillInfo = z.infer<typeof TillInfo>;

const Gift = z.object({
  entitlement: Id,
  sku: Id,
  name: Text,
  quantity: Positive,
  given: said('It is rung on this receipt.', z.boolean()),
  refused: said("Why it can't be now.", z.nullable(z.string())),
});

export const MemberWish = z.object({
  id: Id,
  sku: said('Null: nobody told yet which good it is.', z.nullable(Id)),
  name: said("Of the good, or the member's own words.", Text),
  quantity: said('What is not bought yet.', Positive),
  state: OpenWishState,
});

export const MemberCard = said(
  "A member's card as the counter sees it.",
  z.object({
    id: Id,
    name: said('As the shop greets them: a name or the tail of a card, never a phone.', z.string()),
    identification: Identification,
    blocked: z.boolean(),
    tier: z.nullable(z.object({ id: Id, name: Text })),
    wallets: z.array(
      z.object({
        wallet: Id,
        spendable: NotNegative,
        toEarn: said('What this receipt will earn.', NotNegative),
        debt: NotNegative,
        expiring: said('What lapses first.', z.nullable(z.object({ points: Positive, at: z.string() }))),
      }),
    ),
    progress: z.nullable(z.object({ tier: Text, leftMinor: NotNegative })),
    pending: said('Registered here, and the hub has not confirmed them yet.', z.boolean()),
    gifts: z.array(Gift),
    wishes: said(
      'Goods they asked for and wait for in this shop; left out: an older till.',
      z.optional(z.array(MemberWish)),
    ),
  }),
);
export type MemberCard = z.infer<typeof MemberCard>;

const SoldLine = z.object({
  line: said(
    "By it goods are returned: the host's id of the first line that went into it, or `gift:<entitlement>` of one that was added.",
    Id,
  ),
  from: said('All lines of the host in it: those of one good and one price are one here.', z.array(Id)),
  sku: Id,
  name: Text,
  quantity: Positive,
  ageLimit: said('Sold to buyers of this age in years: ask for it. Left out: to everybody.', z.optional(Positive)),
  unitPriceMinor: NotNegative,
  grossMinor: NotNegative,
  discounts: z.array(z.object({ rule: Id, name: Text, amountMinor: NotNegative })),
  discountMinor: NotNegative,
  redeemedMinor: NotNegative,
  netMinor: NotNegative,
  earned: z.array(WalletPoints),
  gift: said('The entitlement whose gift it is.', z.nullable(Id)),
  positions: said(
    'Whole minor units x quantity, together exactly `netMinor`: what a fiscal receipt prints. One line may be several.',
    z.array(z.object(Position.shape)),
  ),
});

const Totals = z.object({
  grossMinor: NotNegative,
  discountMinor: NotNegative,
  redeemedMinor: NotNegative,
  netMinor: NotNegative,
  donatedMinor: NotNegative,
  dueMinor: said('What the buyer pays: goods and donation.', NotNegative),
  earned: z.array(WalletPoints),
  redeemed: z.array(WalletPoints),
});

const sold = { lines: z.array(SoldLine), totals: Totals };

export const Quote = z.object({
  moment: said('When the receipt began: prices, windows and the programme are of this moment.', z.string()),
  programme: z.object({ id: Id, version: Positive }),
  ...sold,
  member: z.nullable(MemberCard),
  redeem: said(
    'What may be spent at the most, and what is.',
    z.array(
      z.object({
        wallet: Id,
        allowed: NotNegative,
        allowedMinor: NotNegative,
        points: NotNegative,
        amountMinor: NotNegative,
        refused: said('Why less than was wished.', z.nullable(z.string())),
      }),
    ),
  ),
  rejections: said(
    'Why rules that concern this basket did not apply.',
    z.array(z.object({ rule: Id, reason: z.string(), text: Text })),
  ),
  refused: said(
    'Lines that may not be sold to this buyer: with them nothing is committed.',
    z.array(z.object({ line: Id, rule: Id })),
  ),
});
export type Quote = z.infer<typeof Quote>;

export const Sale = z.object({
  id: said("Kopilka's id: its QR is `KP1:R:<id>`.", Id),
  number: Positive,
  moment: z.string(),
  member: z.nullable(Id),
  ...sold,
  bonusLines: said(
    "For the host's printer: member, points and messages, each line no wider than it asked for.",
    z.array(z.string()),
  ),
});
export type Sale = z.infer<typeof Sale>;

const refund = {
  refundMinor: NotNegative,
  tenders: said(
    'How it goes back: to what paid, last in first out.',
    z.array(z.object({ kind: z.enum(['cash', 'card']), amountMinor: Positive })),
  ),
  reinstated: z.array(WalletPoints),
  clawedBack: z.array(WalletPoints),
};
export const ReturnQuote = z.object({ ...refund });
export type ReturnQuote = z.infer<typeof ReturnQuote>;
export const Returned = z.object({
  id: Id,
  number: Positive,
  of: said("Kopilka's id of the sale.", Id),
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

export const History = said(
  "What this till knows of a member's receipts here.",
  z.object({
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
  }),
);
export type History = z.infer<typeof History>;

export const Done = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;

export const Refusal = said(
  "How anything that can't be done is told.",
  z.object({
    code: z.string(),
    message: Text,
    args: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);
export type Refusal = z.infer<typeof Refusal>;
