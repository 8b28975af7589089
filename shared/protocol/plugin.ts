import * as z from 'zod/mini';
import { Id, NotNegative, Positive, Quantity } from '../loyalty/basics.ts';
import { DonationWish } from '../loyalty/facts.ts';
import { RegistrationForm } from './registration.ts';
import { said } from './said.ts';
import { WishedGood } from './wishes.ts';

/**
 * What another till (the host) asks of this one over HTTP on loopback. Amounts are minor units, quantities thousandths, points the wallet's
 * smallest units. Within /v1 these only grow: a field may be added, none goes or changes its meaning. What is not known is refused.
 */

const mostLines = 1000;
const mostWishes = 100;

export const HostId = said(
  "A host's own id of a receipt, a basket or a line.",
  z.string().check(z.minLength(1), z.maxLength(100)),
);

export const Who = said(
  'Who buys: by the code of a card, or by a phone as people write it, with the code word where it was said.',
  z.union([
    z.strictObject({ card: z.string().check(z.minLength(1), z.maxLength(100)) }),
    z.strictObject({
      phone: z.string().check(z.minLength(1), z.maxLength(40)),
      word: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    }),
  ]),
);
export type Who = z.infer<typeof Who>;

export const Registration = said(
  "A card of the programme that is nobody's yet becomes a new member's, with the hub unreachable too. What they tell of themselves is kept only with their consent.",
  RegistrationForm,
);
export type Registration = z.infer<typeof Registration>;

export const HostLine = z.strictObject({
  id: said(
    "The host's own, unlike any other of the receipt; not `gift:...`, which lines added here are called.",
    z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^(?!gift:)/, 'not gift:')),
  ),
  sku: Id,
  quantity: Quantity,
  priceMinor: said("The host's price of one unit.", NotNegative),
  hostDiscountMinor: said(
    'What the host takes off the whole line by itself: the programme keeps or replaces it.',
    z.optional(Positive),
  ),
  mark: said('The marking code of this very pack.', z.optional(z.string().check(z.minLength(1), z.maxLength(200)))),
});
export type HostLine = z.infer<typeof HostLine>;

export const Basket = said(
  'All of a receipt that a programme asks for. Sent whole every time: nothing is left over from the time before.',
  z.strictObject({
    lines: z.array(HostLine).check(
      z.maxLength(mostLines),
      z.refine((lines) => new Set(lines.map(({ id }) => id)).size === lines.length, 'ids of lines are unique'),
    ),
    member: z.optional(z.nullable(Who)),
    redeem: said(
      'Points to spend: so many at most, or all that is allowed.',
      z.optional(
        z
          .array(z.strictObject({ wallet: Id, points: z.union([Positive, z.literal('all')]) }))
          .check(z.maxLength(mostWishes)),
      ),
    ),
    gifts: said(
      'Gifts to ring now, by `entitlement` of those that wait (`member.gifts` of any answer).',
      z.optional(z.array(Id).check(z.maxLength(mostWishes))),
    ),
    codes: said('Promo codes, coupons and links shown.', z.optional(z.array(Id).check(z.maxLength(mostWishes)))),
    donation: z.optional(DonationWish),
    channel: said('Where the buyer buys; left out: in the shop.', z.optional(z.enum(['shop', 'web', 'app']))),
    attributes: said('What the host tells of the receipt besides: kept in its facts.', z.optional(z.record(Id, Id))),
  }),
);
export type Basket = z.infer<typeof Basket>;

const Columns = said(
  "Characters of a line of the host's printer; left out: 32.",
  z.optional(z.int().check(z.minimum(24), z.maximum(96))),
);

const committing = {
  receipt: said(
    "The host's own id of the receipt: asked again with it and the same body, the same answer comes (for 400 days) and nothing is ever booked twice.",
    HostId,
  ),
  payments: said(
    'What the buyer paid: together exactly `totals.dueMinor` of the quote. Nothing, where nothing is due.',
    z
      .array(
        z.strictObject({
          kind: z.enum(['cash', 'card']),
          amountMinor: Positive,
          reference: z.optional(z.string().check(z.maxLength(100))),
        }),
      )
      .check(z.maxLength(mostWishes)),
  ),
  columns: Columns,
};
export const Commit = said(
  'A sale is committed from an open basket, with exactly what was quoted there; or whole, where no basket was opened.',
  z.union([z.strictObject({ ...committing, basket: HostId }), z.strictObject({ ...committing, sale: Basket })]),
);
export type Commit = z.infer<typeof Commit>;

const returning = {
  of: said(
    "The receipt goods come back by: the host's own id of the sale, or what Kopilka's receipt says (its QR, its id).",
    z.string().check(z.minLength(1), z.maxLength(200)),
  ),
  lines: said(
    "Lines of the sale's answer, and how much of them.",
    z.array(z.strictObject({ line: Id, quantity: Quantity })).check(z.minLength(1), z.maxLength(mostLines)),
  ),
};
export const ReturnQuestion = z.strictObject(returning);
export type ReturnQuestion = z.infer<typeof ReturnQuestion>;
export const Return = z.strictObject({
  receipt: said("The host's own id of the return, as of a sale.", HostId),
  ...returning,
  columns: Columns,
});
export type Return = z.infer<typeof Return>;

export const HistoryQuestion = z.strictObject({
  member: Who,
  limit: said('Newest first; left out: 20.', z.optional(z.int().check(z.minimum(1), z.maximum(200)))),
});
export type HistoryQuestion = z.infer<typeof HistoryQuestion>;

export const WishQuestion = z.strictObject({
  wish: said("The host's own id of the wish: asked again with it, it is the same wish.", HostId),
  member: Who,
  good: said('A good of the catalogue, or what the member says where there is none.', WishedGood),
  quantity: said('Left out: one piece.', z.optional(Quantity)),
});
export type WishQuestion = z.infer<typeof WishQuestion>;

export const WishDropping = z.strictObject({ wish: said("Kopilka's id, as the card has it.", Id), member: Who });
export type WishDropping = z.infer<typeof WishDropping>;
