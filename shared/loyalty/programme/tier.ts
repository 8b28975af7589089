import * as z from 'zod/mini';
import { Id, NotNegative, Positive, Text } from '../basics.ts';

/** Minor units for `spend` and `receipt`, a count for `purchases` and `referrals`, days since joining for `memberDays`. */
export const TierCondition = z.strictObject({
  fact: z.enum(['spend', 'purchases', 'receipt', 'referrals', 'memberDays']),
  operator: z.enum(['over', 'atLeast', 'under', 'atMost']),
  value: NotNegative,
  /** Of `spend` and `purchases`: only those of so many last local days, today included. */
  withinDays: z.optional(Positive),
});
export type TierCondition = z.infer<typeof TierCondition>;

const CardTypeCondition = z.strictObject({ fact: z.literal('cardType'), oneOf: z.array(Id) });
const AnyCondition = z.union([TierCondition, CardTypeCondition]);
export type AnyTierCondition = z.infer<typeof AnyCondition>;

/** Any or all of the conditions. */
const Conditions = z.union([
  z.strictObject({ any: z.array(AnyCondition).check(z.minLength(1)) }),
  z.strictObject({ all: z.array(AnyCondition).check(z.minLength(1)) }),
]);
export type TierConditions = z.infer<typeof Conditions>;

/** Tiers stand in order, lowest first; the first is where a member starts. */
export const Tier = z.strictObject({
  id: Id,
  name: Text,
  entry: z.optional(Conditions),
  /** When the tier is left, looked at by a review (a job of the hub) once a period. */
  exit: z.optional(Conditions),
  review: z.optional(z.enum(['day', 'month', 'quarter', 'year'])),
  /** Days between a review that finds the exit due and the fall; a purchase that undoes the exit saves the tier. */
  graceDays: z.optional(NotNegative),
});
export type Tier = z.infer<typeof Tier>;
