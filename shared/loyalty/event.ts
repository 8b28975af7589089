import * as z from 'zod/mini';
import { Day, Id, Integer, Moment, NotNegative } from './basics.ts';
import { GiftGood, MemberFacts, ShopFacts } from './facts.ts';
import type { Counter, EntitlementFacts, SegmentTerm, Uses } from './facts.ts';
import type { Donation, Effect, Message, Movement, Rejection, TierChange } from './outcome.ts';

/** Something that happened to a member and is not a purchase, as plain data. */

/** Told by a person or a system, found by a job of the hub, or asked for by the member. */
export const eventKinds = [
  'registered',
  'date',
  'calendar',
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
  'tierReached',
  'tierAtRisk',
  'tierLost',
  'pointsExpiring',
  'silence',
  'churnRisk',
  'reward',
  'conversion',
  'review',
] as const;

export const EventFacts = z.strictObject({
  /** Its own id: an event is answered once. */
  id: Id,
  moment: Moment,
  kind: z.enum(eventKinds),
  /** The survey, meeting, subscription, tier, wallet, date, custom event, reward or conversion that it is about. */
  name: z.optional(Id),
  /** How much of it: days of silence or to expiry, churn risk in basis points, years of a date, steps of a conversion. */
  value: z.optional(Integer),
  /** Where it happened; its zone says which local day it is. */
  shop: ShopFacts,
  /** Left out: shop. */
  channel: z.optional(z.enum(['shop', 'web', 'app'])),
  member: MemberFacts,
  /** Of the member's referrers and agent those who are known: what they are granted reads their own uses, tier and attributes. */
  others: z.optional(z.array(MemberFacts)),
  /** Of a registration by a link: how many joined by it before. */
  joined: z.optional(NotNegative),
  /** Lists that the member's phone or card is on. */
  lists: z.optional(z.array(Id)),
  /** Goods that gifts may be made of. */
  goods: z.optional(z.array(GiftGood)),
  /** Of a review: since when the tier is at risk, and when it was last reviewed. */
  atRiskSince: z.optional(Day),
  reviewed: z.optional(Day),
});
export type EventFacts = z.infer<typeof EventFacts>;

/** What one member gets of an event by one rule. */
export type Reaction = {
  rule: string;
  who: 'member' | 'referrer' | 'agent';
  member: string;
  movements: Movement[];
  issued: EntitlementFacts[];
  terms: SegmentTerm[];
  tier: TierChange | null;
  /** The local day since which the tier is at risk; null: no longer; left out: as it was. */
  atRiskSince?: string | null | undefined;
  /** The local day of this review. */
  reviewed?: string | undefined;
  /** Members who joined by this one, to be added. */
  referrals?: number | undefined;
  counters: Counter[];
  uses: Uses[];
  donations: Donation[];
  messages: Message[];
};
export type ReactOutcome = { kind: 'reaction'; reactions: Reaction[]; effects: Effect[]; rejections: Rejection[] };
