import * as z from 'zod/mini';
import { Id, NotNegative, Positive, Quantity } from '../loyalty/basics.ts';
import { DonationWish } from '../loyalty/facts.ts';

/**
 * What another till (the host) asks of this one over HTTP on loopback. Amounts are minor units, quantities thousandths, points the wallet's
 * smallest units. Within /v1 these only grow: a field may be added, none goes or changes its meaning. What is not known is refused.
 */

const mostLines = 1000;
const mostWishes = 100;

/** A host's own id of a receipt, a basket or a line. */
export const HostId = z.string().check(z.minLength(1), z.maxLength(100));

/** Who buys: by the code of a card, or by a phone as people write it, with the code word where it was said. */
export const Who = z.union([
  z.strictObject({ card: z.string().check(z.minLength(1), z.maxLength(100)) }),
  z.strictObject({
    phone: z.string().check(z.minLength(1), z.maxLength(40)),
    word: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  }),
]);
export type Who = z.infer<typeof Who>;

export const HostLine = z.strictObject({
  /** The host's own, unlike any other of the receipt; not `gift:...`, which lines added here are called. */
  id: z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^(?!gift:)/, 'not gift:')),
  sku: Id,
  quantity: Quantity,
  /** The host's price of one unit. */
  priceMinor: NotNegative,
  /** What the host takes off the whole line by itself: the programme keeps or replaces it. */
  hostDiscountMinor: z.optional(Positive),
  /** The marking code of this very pack. */
  mark: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});
export type HostLine = z.infer<typeof HostLine>;

/** All of a receipt that a programme asks for. Sent whole every time: nothing is left over from the time before. */
export const Basket = z.strictObject({
  lines: z.array(HostLine).check(
    z.maxLength(mostLines),
    z.refine((lines) => new Set(lines.map(({ id }) => id)).size === lines.length, 'ids of lines are unique'),
  ),
  member: z.optional(z.nullable(Who)),
  /** Points to spend: so many at most, or all that is allowed. */
  redeem: z.optional(
    z
      .array(z.strictObject({ wallet: Id, points: z.union([Positive, z.literal('all')]) }))
      .check(z.maxLength(mostWishes)),
  ),
  /** Gifts to ring now, by entitlement. */
  gifts: z.optional(z.array(Id).check(z.maxLength(mostWishes))),
  /** Promo codes, coupons and links shown. */
  codes: z.optional(z.array(Id).check(z.maxLength(mostWishes))),
  donation: z.optional(DonationWish),
  /** Where the buyer buys; left out: in the shop. */
  channel: z.optional(z.enum(['shop', 'web', 'app'])),
  /** What the host tells of the receipt besides: kept in its facts. */
  attributes: z.optional(z.record(Id, Id)),
});
export type Basket = z.infer<typeof Basket>;

/** Characters of a line of the host's printer; left out: 32. */
const Columns = z.optional(z.int().check(z.minimum(24), z.maximum(96)));

const committing = {
  /** The host's own id of the receipt: asked again with it and the same body, the same answer comes and nothing is booked twice. */
  receipt: HostId,
  /** What the buyer paid: together exactly `totals.dueMinor` of the quote. Nothing, where nothing is due. */
  payments: z
    .array(
      z.strictObject({
        kind: z.enum(['cash', 'card']),
        amountMinor: Positive,
        reference: z.optional(z.string().check(z.maxLength(100))),
      }),
    )
    .check(z.maxLength(mostWishes)),
  columns: Columns,
};
/** A sale is committed from an open basket, with exactly what was quoted there; or whole, where no basket was opened. */
export const Commit = z.union([
  z.strictObject({ ...committing, basket: HostId }),
  z.strictObject({ ...committing, sale: Basket }),
]);
export type Commit = z.infer<typeof Commit>;

const returning = {
  /** The receipt goods come back by: the host's own id of the sale, or what Kopilka's receipt says (its QR, its id). */
  of: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Lines of the sale's answer, and how much of them. */
  lines: z.array(z.strictObject({ line: Id, quantity: Quantity })).check(z.minLength(1), z.maxLength(mostLines)),
};
export const ReturnQuestion = z.strictObject(returning);
export type ReturnQuestion = z.infer<typeof ReturnQuestion>;
export const Return = z.strictObject({
  /** The host's own id of the return, as of a sale. */
  receipt: HostId,
  ...returning,
  columns: Columns,
});
export type Return = z.infer<typeof Return>;

export const HistoryQuestion = z.strictObject({
  member: Who,
  /** Newest first; left out: 20. */
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(200))),
});
export type HistoryQuestion = z.infer<typeof HistoryQuestion>;
