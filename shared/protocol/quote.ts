import * as z from 'zod/mini';
import { Day, Id, Identification, Integer, NotNegative, Positive } from '../loyalty/basics.ts';
import { EventFacts } from '../loyalty/event.ts';
import type { ReactOutcome } from '../loyalty/event.ts';
import { Counter, EntitlementFacts, Facts, MemberFacts, SegmentTerm, Uses } from '../loyalty/facts.ts';
import { Donation, Movement, ReturnMoney, SaleMoney, TierChange } from '../loyalty/outcome.ts';
import type { Outcome, ReturnOutcome } from '../loyalty/outcome.ts';
import { factIds, messageIds, operatorIds, reasonIds } from '../loyalty/reasons.ts';
import { Programme } from '../loyalty/programme/schema.ts';

/**
 * A quote: computing without commitment. One request, or a list of which each step sees what the last one did to the member.
 * docs/quote tells every field; its JSON Schemas are made from here.
 */

export const QuoteReturnedLine = z.strictObject({ line: Id, quantity: Positive });

/** What takes back: a sale's facts without its lines and wishes. */
const returnFactKeys = {
  receipt: true,
  moment: true,
  shop: true,
  till: true,
  cashier: true,
  member: true,
  basis: true,
} as const;
const ReturnFacts = z.pick(Facts, returnFactKeys);

/** A sale as `quote` printed it: what only explains may stand in it and is not read. */
const EarlierSale = z.strictObject({ facts: Facts, outcome: z.object(SaleMoney.shape) });

export const QuoteSale = z.strictObject({ kind: z.literal('sale'), programme: Programme, facts: Facts });

export const QuoteReturn = z.strictObject({
  kind: z.literal('return'),
  programme: Programme,
  sale: EarlierSale,
  /** What earlier returns of this sale took, in order. */
  returned: z.optional(z.array(QuoteReturnedLine)),
  lines: z.array(QuoteReturnedLine).check(z.minLength(1)),
  facts: ReturnFacts,
});

export const QuoteEvent = z.strictObject({ kind: z.literal('event'), programme: Programme, event: EventFacts });

/** A member that an earlier step brought: the account is carried on, only how surely they were known is new. */
export const KnownMember = z.strictObject({ id: Id, identification: Identification });
const SomeMember = z.union([MemberFacts, KnownMember]);
const StepMember = z.nullable(SomeMember);

export const SaleStep = z.strictObject({
  kind: z.literal('sale'),
  /** Left out: that of the step before. */
  programme: z.optional(Programme),
  facts: z.extend(Facts, { member: StepMember }),
});

export const ReturnStep = z.strictObject({
  kind: z.literal('return'),
  programme: z.optional(Programme),
  /** A step of this list, counted from 1, or a sale from elsewhere. */
  sale: z.union([z.strictObject({ step: Positive }), EarlierSale]),
  /** Left out: what earlier steps took back of the same sale. */
  returned: z.optional(z.array(QuoteReturnedLine)),
  lines: z.array(QuoteReturnedLine).check(z.minLength(1)),
  facts: z.extend(ReturnFacts, { member: StepMember }),
});

/** Referrers and agents of the member whom earlier steps brought are known without being named. */
export const EventStep = z.strictObject({
  kind: z.literal('event'),
  programme: z.optional(Programme),
  event: z.extend(EventFacts, { member: SomeMember }),
});

export const QuoteSingle = z.discriminatedUnion('kind', [QuoteSale, QuoteReturn, QuoteEvent]);
export type QuoteSingle = z.infer<typeof QuoteSingle>;
export const QuoteStep = z.discriminatedUnion('kind', [SaleStep, ReturnStep, EventStep]);
export type QuoteStep = z.infer<typeof QuoteStep>;
export const QuoteList = z.array(QuoteStep).check(z.minLength(1), z.maxLength(1000));
export const QuoteRequest = z.union([QuoteSingle, QuoteList]);

const Because = z.strictObject({
  fact: z.enum(factIds),
  operator: z.enum(operatorIds),
  expected: z.unknown(),
  actual: z.unknown(),
});

const Effect = z.strictObject({
  rule: Id,
  version: Positive,
  kind: z.enum([
    'fixedPrice',
    'discount',
    'gift',
    'redemption',
    'accrual',
    'tier',
    'rounding',
    'reinstatement',
    'clawback',
    'donation',
    'share',
    'settlement',
    'entitlement',
    'segment',
    'challenge',
    'privilege',
  ]),
  amount: Integer,
  unit: z.string(),
  allocations: z.array(z.strictObject({ line: Id, amount: Integer })),
  because: z.array(Because),
});

const Rejection = z.strictObject({ rule: Id, reason: z.enum(reasonIds), because: z.array(Because) });

const TierProgress = z.strictObject({ tier: Id, spendMinor: Integer, goalMinor: NotNegative, leftMinor: NotNegative });
const ChallengeProgress = z.strictObject({ challenge: Id, count: NotNegative, goal: Positive, left: NotNegative });
const Progress = z.union([TierProgress, ChallengeProgress]);

const Message = z.strictObject({
  id: z.enum(messageIds),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});

const RedemptionOffer = z.strictObject({
  wallet: Id,
  points: NotNegative,
  amountMinor: NotNegative,
  limitedBy: z.array(Because),
});

const Explained = {
  effects: z.array(Effect),
  rejections: z.array(Rejection),
  progress: z.array(Progress),
  messages: z.array(Message),
};

export const SaleOutcome = z.strictObject({
  kind: z.literal('sale'),
  ...SaleMoney.shape,
  ...Explained,
  redeemable: z.array(RedemptionOffer),
}) satisfies z.ZodMiniType<Outcome>;

export const ReturnedOutcome = z.strictObject({
  kind: z.literal('return'),
  ...ReturnMoney.shape,
  ...Explained,
}) satisfies z.ZodMiniType<ReturnOutcome>;

const Reaction = z.strictObject({
  rule: Id,
  who: z.enum(['member', 'referrer', 'agent']),
  member: Id,
  movements: z.array(Movement),
  issued: z.array(EntitlementFacts),
  terms: z.array(SegmentTerm),
  tier: z.nullable(TierChange),
  atRiskSince: z.optional(z.nullable(Day)),
  reviewed: z.optional(Day),
  referrals: z.optional(Positive),
  counters: z.array(Counter),
  uses: z.array(Uses),
  donations: z.array(Donation),
  messages: z.array(Message),
});

export const EventOutcome = z.strictObject({
  kind: z.literal('reaction'),
  reactions: z.array(Reaction),
  effects: z.array(Effect),
  rejections: z.array(Rejection),
}) satisfies z.ZodMiniType<ReactOutcome>;

const AnyOutcome = z.discriminatedUnion('kind', [SaleOutcome, ReturnedOutcome, EventOutcome]);
/** One outcome for one request, a list of them for a list. */
export const QuoteReply = z.union([AnyOutcome, z.array(AnyOutcome)]);

/** Parts by name, for documents that describe them. */
export const quoteParts = {
  Because,
  Effect,
  Rejection,
  TierProgress,
  ChallengeProgress,
  Message,
  Reaction,
  RedemptionOffer,
  EarlierSale,
  ReturnFacts,
};
