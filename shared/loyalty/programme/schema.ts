import * as z from 'zod/mini';
import { BasisPoints, Id, Identification, Integer, NotNegative, Positive, Text } from '../basics.ts';

/**
 * The programme file: one JSON document of few ideas. Strict everywhere, so that a misspelt key is told and never ignored.
 * What is left out takes its value from the one table in defaults.ts, which is frozen with the engine.
 */

export const Lifetime = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  /** Day 0 is the day of activation; the lot can be spent to the end of local day `days`. */
  z.strictObject({ kind: z.literal('days'), days: Positive }),
  z.strictObject({ kind: z.literal('endOfMonth'), months: NotNegative }),
]);
export type Lifetime = z.infer<typeof Lifetime>;

export const Wallet = z.strictObject({
  id: Id,
  name: Text,
  /** Decimals of a point; never changes. */
  scale: z.union([z.literal(0), z.literal(2)]),
  /** Minor units of money that one whole point is worth. */
  worthMinor: Positive,
  activationDays: z.optional(NotNegative),
  lifetime: z.optional(Lifetime),
  redemption: z.optional(
    z.strictObject({
      /** Most of the sum left on lines that keep redemption. */
      capBp: z.optional(BasisPoints),
      /** Points are spent in whole steps of so many smallest units. */
      stepPoints: z.optional(Positive),
      minimumIdentification: z.optional(Identification),
    }),
  ),
});
export type Wallet = z.infer<typeof Wallet>;

export const TierCondition = z.strictObject({
  fact: z.enum(['spend', 'purchases', 'receipt']),
  operator: z.enum(['over', 'atLeast']),
  /** Minor units, or a count for `purchases`. */
  value: NotNegative,
});
export type TierCondition = z.infer<typeof TierCondition>;

/** Tiers stand in order, lowest first; the first is where a member starts. */
export const Tier = z.strictObject({
  id: Id,
  name: Text,
  entry: z.optional(
    z.union([
      z.strictObject({ any: z.array(TierCondition).check(z.minLength(1)) }),
      z.strictObject({ all: z.array(TierCondition).check(z.minLength(1)) }),
    ]),
  ),
});
export type Tier = z.infer<typeof Tier>;

const TimeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'time of day'));
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const Schedule = z.strictObject({
  /** First local moment, `2026-01-01T09:00`; from is within, until is not. */
  from: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'local moment'))),
  until: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'local moment'))),
  /** Recurring windows of local time: any of them. Left out `days` are all days. */
  windows: z.optional(
    z.array(z.strictObject({ days: z.optional(z.array(z.enum(weekdays))), from: TimeOfDay, until: TimeOfDay })),
  ),
});
export type Schedule = z.infer<typeof Schedule>;

/** All that is given must hold; within a list any. */
export const Audience = z.strictObject({
  member: z.optional(z.boolean()),
  tiers: z.optional(z.array(Id)),
  segments: z.optional(z.array(Id)),
  cardTypes: z.optional(z.array(Id)),
  /** Left out: a phone alone earns; discounts, gifts and offers want at least phone and code word. */
  minimumIdentification: z.optional(Identification),
});
export type Audience = z.infer<typeof Audience>;

/** Goods that match any entry of every list given, and none of `except`. */
const goodsLists = {
  skus: z.optional(z.array(Id)),
  categories: z.optional(z.array(Id)),
  brands: z.optional(z.array(Id)),
  tags: z.optional(z.array(Id)),
};
export const Goods = z.strictObject({ ...goodsLists, except: z.optional(z.strictObject(goodsLists)) });
export type Goods = z.infer<typeof Goods>;

export const When = z.strictObject({
  schedule: z.optional(Schedule),
  audience: z.optional(Audience),
  shops: z.optional(z.array(Id)),
  regions: z.optional(z.array(Id)),
  channels: z.optional(z.array(z.enum(['shop', 'web', 'app']))),
  goods: z.optional(Goods),
  /** What is left on the lines (of these goods, if given) at this phase, gift units apart. */
  basket: z.optional(
    z.strictObject({ operator: z.enum(['over', 'atLeast']), valueMinor: NotNegative, goods: z.optional(Goods) }),
  ),
  previousReceipt: z.optional(z.strictObject({ operator: z.enum(['over', 'atLeast']), valueMinor: NotNegative })),
  /** Which purchase of the member this is, counted from 1. */
  purchase: z.optional(z.strictObject({ from: Positive, to: z.optional(Positive) })),
  /** A promo code that must be shown. */
  code: z.optional(Id),
  /** Needs an entitlement that names this promotion. */
  entitlement: z.optional(z.boolean()),
});
export type When = z.infer<typeof When>;

export const Give = z.discriminatedUnion('kind', [
  /** Phase 2. */
  z.strictObject({ kind: z.literal('fixedPrice'), priceMinor: NotNegative }),
  /** Phase 3: of each matching line, one percentage of their sum; or so much off each unit. */
  z.strictObject({ kind: z.literal('linePercent'), rateBp: BasisPoints, capMinor: z.optional(Positive) }),
  z.strictObject({ kind: z.literal('lineAmount'), amountMinor: Positive }),
  /** Phase 4: of every so many units, the dearest together, the cheapest is free. Weighed goods take no part. */
  z.strictObject({ kind: z.literal('cheapestFree'), outOf: z.int().check(z.minimum(2)) }),
  /** Phase 4: one unit of each part for so much together, as often as there are units. Weighed goods take no part. */
  z.strictObject({
    kind: z.literal('bundlePrice'),
    parts: z.array(Goods).check(z.minLength(2)),
    priceMinor: NotNegative,
  }),
  /** Phase 5: off the sum of the matching lines. */
  z.strictObject({ kind: z.literal('basketPercent'), rateBp: BasisPoints, capMinor: z.optional(Positive) }),
  z.strictObject({ kind: z.literal('basketAmount'), amountMinor: Positive }),
  /** Phase 6: the good its entitlement names, at zero price. */
  z.strictObject({ kind: z.literal('gift') }),
  /** Phase 9: points at a rate of the matching lines' sum. */
  z.strictObject({
    kind: z.literal('pointsRate'),
    wallet: Id,
    rateBp: BasisPoints,
    base: z.optional(z.enum(['paid', 'beforeRedemption'])),
    whenRedeemed: z.optional(z.enum(['accrue', 'none'])),
  }),
  /** Phase 9: what the rates give on the matching lines, times so much (20 000 = twice), the surplus told apart. */
  z.strictObject({ kind: z.literal('pointsMultiplier'), wallet: Id, factorBp: BasisPoints }),
  /** Phase 9: a fixed number of points for the receipt. */
  z.strictObject({ kind: z.literal('pointsFixed'), wallet: Id, points: Positive }),
]);
export type Give = z.infer<typeof Give>;

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
});
export type Promotion = z.infer<typeof Promotion>;

export const Group = z.strictObject({
  id: Id,
  mode: z.enum(['all', 'best', 'first']),
  scope: z.optional(z.enum(['receipt', 'line'])),
});
export type Group = z.infer<typeof Group>;

/** A card number belongs to the type whose mask it matches: digits as they are, `#` any digit, `*` any rest (at the end only). */
export const CardMask = z.strictObject({
  cardType: Id,
  mask: z.string().check(z.regex(/^[0-9A-Za-z#-]+\*?$/, 'card mask')),
});

export const Programme = z.strictObject({
  $schema: z.optional(z.string()),
  id: Id,
  version: Positive,
  name: Text,
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, 'currency')),
  /** The least engine semantics that can run it. */
  engine: z.optional(Positive),
  wallets: z.array(Wallet),
  tiers: z.optional(z.array(Tier)),
  segments: z.optional(z.array(z.strictObject({ id: Id, name: Text }))),
  promotions: z.array(Promotion),
  groups: z.optional(z.array(Group)),
  /** The host till's own discount: rule `host` of phase 2, a member of groups like any. */
  hostDiscount: z.optional(
    z.strictObject({ keeps: z.optional(Keeps), group: z.optional(Id), priority: z.optional(Integer) }),
  ),
  rounding: z.optional(z.strictObject({ total: z.enum(['none', 'downTo100']) })),
  identification: z.optional(
    z.strictObject({
      cards: z.optional(z.array(CardMask)),
      /** Least strength that may take gifts. */
      minimumForGifts: z.optional(Identification),
    }),
  ),
  returns: z.optional(z.strictObject({ reinstateDays: z.optional(NotNegative) })),
});
export type Programme = z.infer<typeof Programme>;
