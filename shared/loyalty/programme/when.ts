import * as z from 'zod/mini';
import { Id, Identification, NotNegative, Positive, Quantity } from '../basics.ts';

const TimeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'time of day'));
const LocalMoment = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'local moment'));
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const Schedule = z.strictObject({
  /** First local moment, `2026-01-01T09:00`; from is within, until is not. */
  from: z.optional(LocalMoment),
  until: z.optional(LocalMoment),
  /** Recurring windows of local time: any of them. Left out `days` are all days. */
  windows: z.optional(
    z.array(z.strictObject({ days: z.optional(z.array(z.enum(weekdays))), from: TimeOfDay, until: TimeOfDay })),
  ),
  /** In force in the month `from`, and in every so many months after it: offers that rotate. */
  rotation: z.optional(
    z.strictObject({
      from: z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month')),
      everyMonths: z.int().check(z.minimum(2), z.maximum(24)),
    }),
  ),
});
export type Schedule = z.infer<typeof Schedule>;

/** All that is given must hold; within a list any. */
export const Audience = z.strictObject({
  member: z.optional(z.boolean()),
  tiers: z.optional(z.array(Id)),
  segments: z.optional(z.array(Id)),
  /** None of these. */
  notSegments: z.optional(z.array(Id)),
  cardTypes: z.optional(z.array(Id)),
  /** The member's own region. */
  regions: z.optional(z.array(Id)),
  /** Joined by one of these links. */
  links: z.optional(z.array(Id)),
  /** Whether another member brought them. */
  referred: z.optional(z.boolean()),
  /** Whether an agent leads them. */
  agent: z.optional(z.boolean()),
  /** What is known of the member, each by any of its values. */
  attributes: z.optional(z.record(Id, z.array(Id))),
  /** Joined at most so many local days ago; the day of joining is day 0. */
  joinedWithinDays: z.optional(NotNegative),
  /** So many days around a date of the member (a birthday), on file for 30 days. */
  date: z.optional(z.strictObject({ id: Id, daysBefore: NotNegative, daysAfter: NotNegative })),
  /** Lists (of a partner's subscribers, say) that the phone or card shown is on; no membership is needed. */
  lists: z.optional(z.array(Id)),
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
  partners: z.optional(z.array(Id)),
};
export const Goods = z.strictObject({
  ...goodsLists,
  /** Only goods of a category that the member chose as a favourite. */
  favourite: z.optional(z.boolean()),
  except: z.optional(z.strictObject(goodsLists)),
});
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
  /** At least so many thousandths of these goods are in the basket, gift units apart. */
  contains: z.optional(z.strictObject({ goods: z.optional(Goods), quantity: Quantity })),
  previousReceipt: z.optional(
    z.strictObject({
      operator: z.enum(['over', 'atLeast']),
      valueMinor: NotNegative,
      /** It was at most so many local days ago. */
      withinDays: z.optional(NotNegative),
    }),
  ),
  /** Which purchase of the member this is, counted from 1. */
  purchase: z.optional(z.strictObject({ from: Positive, to: z.optional(Positive) })),
  /** A promo code that must be shown. */
  code: z.optional(Id),
  /** Needs an entitlement that names this promotion. */
  entitlement: z.optional(z.boolean()),
  /** The member must have chosen this offer. */
  chosen: z.optional(z.boolean()),
});
export type When = z.infer<typeof When>;
