import * as z from 'zod/mini';
import { BasisPoints, Day, Id, NotNegative, Positive, Text } from '../basics.ts';
import { Grant } from './activity.ts';
import { Audience, Goods, Schedule } from './when.ts';

/** Companies of one programme. A shop belongs to a partner (facts: shop.partner); what was earned there is settled with the operator. */
export const Coalition = z.strictObject({
  /** Who keeps the points' worth between earning and spending. */
  operator: Id,
  partners: z.array(
    z.strictObject({
      id: Id,
      name: Text,
      /** What it pays the operator for points it grants, of their worth; 10 000. */
      earnBp: z.optional(BasisPoints),
      /** What the operator pays it for points it takes, of the money they paid; 10 000. */
      spendBp: z.optional(BasisPoints),
    }),
  ),
});
export type Coalition = z.infer<typeof Coalition>;

export const Cause = z.strictObject({
  id: Id,
  name: Text,
  goalMinor: z.optional(Positive),
  schedule: z.optional(Schedule),
});
export type Cause = z.infer<typeof Cause>;

/** An invitation by link or QR. Who joins by it is marked with the segment and gets the grants. */
export const Link = z.strictObject({
  id: Id,
  name: Text,
  schedule: z.optional(Schedule),
  /** Most members who may join by it. */
  limit: z.optional(Positive),
  costMinor: z.optional(NotNegative),
  owner: z.optional(z.strictObject({ kind: z.enum(['channel', 'partner', 'agent', 'member']), id: Id })),
  segment: z.optional(Id),
  give: z.optional(z.array(Grant)),
});
export type Link = z.infer<typeof Link>;

/** Goods sold only to an audience, while the schedule lasts. */
export const Access = z.strictObject({
  id: Id,
  name: Text,
  goods: Goods,
  audience: Audience,
  schedule: z.optional(Schedule),
});
export type Access = z.infer<typeof Access>;

/** A member's points of one wallet turned into another's, or into a donation. */
export const Conversion = z.strictObject({
  id: Id,
  name: Text,
  from: z.strictObject({ wallet: Id, points: Positive }),
  to: z.union([z.strictObject({ wallet: Id, points: Positive }), z.strictObject({ cause: Id, amountMinor: Positive })]),
});
export type Conversion = z.infer<typeof Conversion>;

/** A segment that the hub's job fills by a rule, or a list somebody keeps (no rule). */
export const Segment = z.strictObject({
  id: Id,
  name: Text,
  rule: z.optional(
    z.strictObject({
      tiers: z.optional(z.array(Id)),
      links: z.optional(z.array(Id)),
      attributes: z.optional(z.record(Id, z.array(Id))),
      /** Days since the last purchase. */
      silentDays: z.optional(z.strictObject({ from: NotNegative, to: z.optional(NotNegative) })),
      purchases: z.optional(
        z.strictObject({ from: NotNegative, to: z.optional(NotNegative), withinDays: z.optional(Positive) }),
      ),
      spendMinor: z.optional(
        z.strictObject({ from: NotNegative, to: z.optional(NotNegative), withinDays: z.optional(Positive) }),
      ),
      joinedAfter: z.optional(Day),
    }),
  ),
});
export type Segment = z.infer<typeof Segment>;
