import * as z from 'zod/mini';
import { BasisPoints, Id, NotNegative, Positive, Quantity, Text } from '../basics.ts';
import { Lifetime } from './wallet.ts';
import { When } from './when.ts';

/**
 * What an activity answers. `purchase` is part of every sale and computed with it, at till and hub alike; all others happen at the
 * hub: told by a person, by another system, or found by a job.
 */
export const Trigger = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('purchase') }),
  z.strictObject({ event: z.literal('registered'), links: z.optional(z.array(Id)) }),
  /** A date of the member (birthday, a pet's), so many days after it (before: negative); once a year, on file for 30 days. */
  z.strictObject({
    event: z.literal('date'),
    date: Id,
    offsetDays: z.optional(z.int().check(z.minimum(-180), z.maximum(180))),
    /** The years since the date that count: a cat that comes of age. */
    years: z.optional(z.array(Positive)),
  }),
  /** A day of the calendar, `03-08`, every year. */
  z.strictObject({ event: z.literal('calendar'), day: z.string().check(z.regex(/^\d{2}-\d{2}$/, 'month and day')) }),
  /** `name` is the survey, the meeting, the subscription, the custom event: any of these. */
  z.strictObject({
    event: z.enum([
      'survey',
      'feedback',
      'volunteering',
      'attendance',
      'goodsArrived',
      'subscriptionBought',
      'subscriptionRenewed',
      'subscriptionEnded',
      'custom',
      'granted',
    ]),
    names: z.optional(z.array(Id)),
  }),
  z.strictObject({ event: z.enum(['tierReached', 'tierAtRisk', 'tierLost']), tiers: z.optional(z.array(Id)) }),
  z.strictObject({ event: z.literal('pointsExpiring'), wallet: Id, inDays: NotNegative }),
  /** So many days since the last purchase. */
  z.strictObject({ event: z.literal('silence'), days: Positive }),
  z.strictObject({ event: z.literal('churnRisk'), overBp: BasisPoints }),
]);
export type Trigger = z.infer<typeof Trigger>;
export type EventKind = Trigger['event'];

/** The days from the grant on in which it works; the day of grant is day 0. */
const Term = { startsInDays: z.optional(NotNegative), days: z.optional(Positive) };

export const Grant = z.discriminatedUnion('kind', [
  /** A fixed number, with dates of its own where the wallet's won't do. */
  z.strictObject({
    kind: z.literal('points'),
    wallet: Id,
    points: Positive,
    activationDays: z.optional(NotNegative),
    lifetime: z.optional(Lifetime),
  }),
  /** Of the matching lines of a purchase. */
  z.strictObject({
    kind: z.literal('pointsShare'),
    wallet: Id,
    rateBp: BasisPoints,
    on: z.optional(z.enum(['gross', 'paid'])),
  }),
  /** A right to a promotion that asks for one: a coupon works when shown, an offer and a privilege by themselves. */
  z.strictObject({
    kind: z.literal('entitlement'),
    as: z.enum(['coupon', 'offer', 'privilege']),
    promotion: Id,
    /** Receipts it works in; left out: a coupon once, others as often as they like. */
    uses: z.optional(Positive),
    ...Term,
    /** Works in the very receipt that opens it. */
    sameReceipt: z.optional(z.boolean()),
  }),
  /** A good at zero price: named, by an attribute of the member, or the one of these the member bought most. Fixed when granted. */
  z.strictObject({
    kind: z.literal('gift'),
    promotion: Id,
    sku: z.union([
      Id,
      z.strictObject({ byAttribute: Id, skus: z.record(Id, Id) }),
      z.strictObject({ mostBought: z.array(Id).check(z.minLength(1)) }),
    ]),
    quantity: Quantity,
    ...Term,
  }),
  /** A segment for so many days or so many purchases, or for ever. */
  z.strictObject({
    kind: z.literal('segment'),
    segment: Id,
    purchases: z.optional(Positive),
    ...Term,
  }),
  z.strictObject({ kind: z.literal('tier'), tier: Id }),
  z.strictObject({ kind: z.literal('message'), text: Text }),
]);
export type Grant = z.infer<typeof Grant>;

/** Whom a grant goes to: the member, the one who brought them (level 1; who brought that one: 2), or the agent who leads them. */
const Recipient = z.union([
  z.strictObject({ who: z.enum(['member', 'agent']) }),
  z.strictObject({ who: z.literal('referrer'), level: Positive }),
]);
export type Recipient = z.infer<typeof Recipient>;

/** Reacts to an event. Of a purchase `when` may ask all that a promotion may; of others what is known of the member and the shop. */
export const Activity = z.strictObject({
  id: Id,
  name: Text,
  on: Trigger,
  when: z.optional(When),
  to: z.optional(Recipient),
  give: z.array(Grant).check(z.minLength(1)),
  limits: z.optional(
    z.strictObject({
      /** Times ever; on a local day; in a calendar month: of a purchase per buyer, of an event per recipient. */
      member: z.optional(Positive),
      day: z.optional(Positive),
      month: z.optional(Positive),
    }),
  ),
});
export type Activity = z.infer<typeof Activity>;

/** A counted goal: so many purchases, units, so much money, so many days with a purchase, or events. */
export const Challenge = z.strictObject({
  id: Id,
  name: Text,
  on: Trigger,
  when: z.optional(When),
  counts: z.enum(['times', 'units', 'spendMinor']),
  goal: Positive,
  /** Days from the first count to the goal, else it begins again. */
  days: z.optional(Positive),
  /** Counts at most once a period, and only periods that follow each other: a missed one begins again. */
  streak: z.optional(z.enum(['day', 'week', 'month'])),
  /** Begins again when it is reached, surplus kept; else once and for all (an achievement). */
  repeats: z.optional(z.boolean()),
  give: z.array(Grant).check(z.minLength(1)),
});
export type Challenge = z.infer<typeof Challenge>;

/** Something from the catalogue for points. */
export const Reward = z.strictObject({
  id: Id,
  name: Text,
  wallet: Id,
  points: Positive,
  audience: z.optional(When.shape.audience),
  give: z.array(Grant).check(z.minLength(1)),
});
export type Reward = z.infer<typeof Reward>;
