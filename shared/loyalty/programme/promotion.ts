import * as z from 'zod/mini';
import { BasisPoints, Id, Integer, NotNegative, Positive, Text } from '../basics.ts';
import { Goods, When } from './when.ts';

/** `from` in thousandths of a unit or in minor units, rising. */
const Steps = z.array(z.strictObject({ from: Positive, rateBp: BasisPoints })).check(z.minLength(1));
const BasketSteps = z
  .array(
    z.union([
      z.strictObject({ from: Positive, rateBp: BasisPoints }),
      z.strictObject({ from: Positive, amountMinor: Positive }),
    ]),
  )
  .check(z.minLength(1));

export const Give = z.discriminatedUnion('kind', [
  /** Phase 2. */
  z.strictObject({ kind: z.literal('fixedPrice'), priceMinor: NotNegative }),
  /** Phase 3: of each matching line, one percentage of their sum; or so much off each unit. */
  z.strictObject({ kind: z.literal('linePercent'), rateBp: BasisPoints, capMinor: z.optional(Positive) }),
  z.strictObject({ kind: z.literal('lineAmount'), amountMinor: Positive }),
  /** Phase 3: a percentage of the lines' sum by how many units they are, or how much money: the highest step that is reached. */
  z.strictObject({ kind: z.literal('lineLadder'), by: z.enum(['quantity', 'amount']), steps: Steps }),
  /**
   * Phase 4: of every so many units, the dearest together, the cheapest are free, or cheaper by a percentage. Weighed goods take no
   * part in anything of this phase.
   */
  z.strictObject({
    kind: z.literal('cheapestFree'),
    outOf: z.int().check(z.minimum(2)),
    /** How many of them; 1. */
    free: z.optional(Positive),
    /** How much off each; 10 000, all of it. */
    rateBp: z.optional(BasisPoints),
  }),
  /** Phase 4: for every so many units of the rule's goods, so many of others (cheapest first) free or cheaper by a percentage. */
  z.strictObject({
    kind: z.literal('buyGet'),
    buy: Positive,
    get: z.strictObject({ goods: Goods, units: Positive, rateBp: z.optional(BasisPoints) }),
  }),
  /** Phase 4: one unit of each part for so much together, as often as there are units. */
  z.strictObject({
    kind: z.literal('bundlePrice'),
    parts: z.array(Goods).check(z.minLength(2)),
    priceMinor: NotNegative,
    /** Who gets which share of what the bundle was paid; sums to 10 000. */
    split: z.optional(z.array(z.strictObject({ partner: Id, shareBp: BasisPoints })).check(z.minLength(2))),
  }),
  /** Phase 5: off the sum of the matching lines. */
  z.strictObject({ kind: z.literal('basketPercent'), rateBp: BasisPoints, capMinor: z.optional(Positive) }),
  z.strictObject({ kind: z.literal('basketAmount'), amountMinor: Positive }),
  /** Phase 5: as lineLadder, on the sum of the matching lines as left here; a step gives a percentage or an amount. */
  z.strictObject({ kind: z.literal('basketLadder'), by: z.enum(['quantity', 'amount']), steps: BasketSteps }),
  /** Phase 6: the good its entitlement names, at zero price. */
  z.strictObject({ kind: z.literal('gift') }),
  /** Phase 6: so many units of a good at zero price to everybody: out of the basket, or in a line of their own where too few were scanned. */
  z.strictObject({ kind: z.literal('freeGood'), sku: Id, units: Positive, from: z.enum(['basket', 'extra']) }),
  /** Phase 8: the shop gives a share of the matching lines to a cause: of what is paid, of gross, or of gross less cost. */
  z.strictObject({
    kind: z.literal('donation'),
    cause: Id,
    rateBp: BasisPoints,
    base: z.optional(z.enum(['paid', 'gross', 'margin'])),
  }),
  /** Phase 9: points at a rate of the matching lines' sum. */
  z.strictObject({
    kind: z.literal('pointsRate'),
    wallet: Id,
    rateBp: BasisPoints,
    base: z.optional(z.enum(['paid', 'beforeRedemption'])),
    whenRedeemed: z.optional(z.enum(['accrue', 'none'])),
  }),
  /** Phase 9: so many points for every whole so much of the matching lines' sum: a stamp, a mile, a lottery entry. */
  z.strictObject({
    kind: z.literal('pointsPer'),
    wallet: Id,
    points: Positive,
    perMinor: Positive,
    base: z.optional(z.enum(['paid', 'beforeRedemption'])),
  }),
  /** Phase 9: what the rates give on the matching lines, times so much (20 000 = twice), the surplus told apart. */
  z.strictObject({ kind: z.literal('pointsMultiplier'), wallet: Id, factorBp: BasisPoints }),
  /** Phase 9: a fixed number of points for the receipt. */
  z.strictObject({ kind: z.literal('pointsFixed'), wallet: Id, points: Positive }),
  /** Phase 9: so many points for every whole unit of the matching lines. */
  z.strictObject({ kind: z.literal('pointsPerUnit'), wallet: Id, points: Positive }),
  /** Phase 10: something that is not money (priority, delivery, warranty): told to the cashier and counted with its cost. */
  z.strictObject({ kind: z.literal('privilege'), costMinor: z.optional(NotNegative) }),
  /** Phase 10: a line of words on screen, receipt and display: a partner's advert, say. */
  z.strictObject({ kind: z.literal('message'), text: Text }),
]);
export type Give = z.infer<typeof Give>;

/** A use is a receipt in which the promotion gave something. What is over a limit is refused with its reason. */
export const Limits = z.strictObject({
  /** In one receipt: units (dearest first) of a price or a percentage in phases 2 and 3, sets in phase 4; of others, 1. */
  receipt: z.optional(Positive),
  /** Uses by one member, ever. */
  member: z.optional(Positive),
  /** Uses by one member on one local day. */
  day: z.optional(Positive),
  /** Uses by all. */
  total: z.optional(Positive),
  /** All that it may give to all: minor units, or smallest units of the wallet's points. The receipt that reaches it gets the rest. */
  budget: z.optional(Positive),
});
export type Limits = z.infer<typeof Limits>;

export const Keeps = z.strictObject({
  /** Later discounts may still touch its lines. */
  discounts: z.optional(z.boolean()),
  accrual: z.optional(z.boolean()),
  redemption: z.optional(z.boolean()),
});
export type Keeps = z.infer<typeof Keeps>;

export const Promotion = z.strictObject({
  id: Id,
  name: Text,
  when: z.optional(When),
  give: Give,
  keeps: z.optional(Keeps),
  group: z.optional(Id),
  /** Lower goes first. */
  priority: z.optional(Integer),
  limits: z.optional(Limits),
  /**
   * On a return: `keep` refunds what its units were paid; `recompute` evaluates what stays with the buyer anew and refunds the
   * difference, so that a discount that the rest no longer deserves is given back.
   */
  onReturn: z.optional(z.enum(['keep', 'recompute'])),
});
export type Promotion = z.infer<typeof Promotion>;

export const Group = z.strictObject({
  id: Id,
  mode: z.enum(['all', 'best', 'first']),
  scope: z.optional(z.enum(['receipt', 'line'])),
});
export type Group = z.infer<typeof Group>;
