import type { Counter, EntitlementFacts, Facts, GiftGood, MemberFacts, SegmentTerm, Uses } from './facts.ts';
import type {
  Donation,
  Effect,
  Message,
  Movement,
  Outcome,
  Rejection,
  ReturnOutcome,
  SaleMoney,
  TierChange,
} from './outcome.ts';
import type { EventKind, Programme } from './programme/schema.ts';

/** A line of a return: which line of the sale's outcome, and how many thousandths of it. */
export type ReturnedLine = { line: string; quantity: number };

/** Who takes back, where and when, and what the member's account looks like now. */
export type ReturnFacts = Pick<Facts, 'receipt' | 'moment' | 'shop' | 'till' | 'cashier' | 'member' | 'basis'>;

export type ReturnInput = {
  sale: { facts: Facts; outcome: SaleMoney };
  /** What earlier returns of this sale took, in order. */
  returned: ReturnedLine[];
  lines: ReturnedLine[];
  facts: ReturnFacts;
};

/** Something that happened to a member and is not a purchase: told by a person or a system, or found by a job of the hub. */
export type EventFacts = {
  /** Its own id: an event is answered once. */
  id: string;
  moment: string;
  kind: Exclude<EventKind, 'purchase'> | 'reward' | 'conversion' | 'review';
  /** The survey, meeting, subscription, tier, wallet, date, custom event, reward or conversion that it is about. */
  name?: string;
  /** How much of it: days of silence or to expiry, churn risk in basis points, years of a date. */
  value?: number;
  shop: Facts['shop'];
  member: MemberFacts;
  /** Goods that gifts may be made of. */
  goods?: GiftGood[];
};

/** What one member gets of an event. */
export type Reaction = {
  rule: string;
  who: 'member' | 'referrer' | 'agent';
  member: string;
  movements: Movement[];
  issued: EntitlementFacts[];
  terms: SegmentTerm[];
  tier: TierChange | null;
  /** The local day since which the tier is at risk; null: no longer; left out: as it was. */
  atRiskSince?: string | null;
  counters: Counter[];
  uses: Uses[];
  donations: Donation[];
  messages: Message[];
};
export type ReactOutcome = { kind: 'reaction'; reactions: Reaction[]; effects: Effect[]; rejections: Rejection[] };

/** A compiled programme: opaque to all but the engine that made it. */
export type Compiled = { readonly programme: Programme };

/**
 * What a released engine module exports. `compile` takes a valid programme (schema and `check` passed); `evaluate` and
 * `reverse` are pure and throw only on bugs (a broken invariant) or on a return of more than was sold (`ReturnRefused`).
 */
export type Engine = {
  readonly semantics: number;
  compile(programme: Programme): Compiled;
  evaluate(compiled: Compiled, facts: Facts): Outcome;
  /** Why a promotion gives nothing on this sale, whether the sale concerns it or not; null: nothing keeps it from giving. */
  explain(compiled: Compiled, facts: Facts, rule: string): Rejection | null;
  reverse(compiled: Compiled, input: ReturnInput): ReturnOutcome;
};

/** The engine a till or hub found for a record, with the name under which records keep it. */
export type NamedEngine = Engine & { readonly name: { semantics: number; hash: string } };
