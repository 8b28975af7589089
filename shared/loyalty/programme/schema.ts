import * as z from 'zod/mini';
import { Id, Identification, Integer, NotNegative, Positive, Text } from '../basics.ts';
import { Activity, Challenge, Reward } from './activity.ts';
import { Access, Cause, Coalition, Conversion, Link, Segment } from './coalition.ts';
import { Group, Keeps, Promotion } from './promotion.ts';
import { Offline } from './offline.ts';
import { Tier } from './tier.ts';
import { Wallet } from './wallet.ts';

export * from './activity.ts';
export * from './coalition.ts';
export * from './offline.ts';
export * from './promotion.ts';
export * from './tier.ts';
export * from './wallet.ts';
export * from './when.ts';

/**
 * The programme file: one JSON document of few ideas. Strict everywhere, so that a misspelt key is told and never ignored.
 * What is left out takes its value from the one table in defaults.ts, which is frozen with the engine.
 */

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
  segments: z.optional(z.array(Segment)),
  promotions: z.array(Promotion),
  activities: z.optional(z.array(Activity)),
  challenges: z.optional(z.array(Challenge)),
  rewards: z.optional(z.array(Reward)),
  conversions: z.optional(z.array(Conversion)),
  links: z.optional(z.array(Link)),
  access: z.optional(z.array(Access)),
  causes: z.optional(z.array(Cause)),
  coalition: z.optional(Coalition),
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
      /** A receipt without a member may become one's until so many local days after it; 0, on the same day. Left out: not at all. */
      forgottenCardDays: z.optional(NotNegative),
    }),
  ),
  returns: z.optional(z.strictObject({ reinstateDays: z.optional(NotNegative) })),
  /** Receipts of one member that may earn on one local day. */
  limits: z.optional(z.strictObject({ accrualsPerDay: z.optional(Positive) })),
  offline: z.optional(Offline),
});
export type Programme = z.infer<typeof Programme>;
