import type { CompiledProgramme, CompiledWallet, Condition, Context, Rule, RulePhase } from '../compile/types.ts';
import type { EntitlementFacts, FactLine } from '../facts.ts';
import type { Because, RedemptionOffer } from '../outcome.ts';
import type { ReasonId } from '../reasons.ts';
import type { Offered } from './draw.ts';

/** Scans of one good at one price, joined. */
export type BaseLine = {
  readonly fact: FactLine;
  readonly from: string[];
  quantity: number;
  readonly unitPriceMinor: number;
};

/** A rule that concerns this basket. */
export type Candidate = {
  readonly rule: Rule;
  /** Indexes of the base lines whose goods it names; empty for a gift. Split-off units go with them. */
  readonly lines: readonly number[];
  /** Indexes of the lines its threshold reads; null for all. */
  readonly thresholdLines: readonly number[] | null;
  /** Indexes of the lines whose units it counts; null where it counts none. */
  readonly contentLines: readonly number[] | null;
  /** What unlocked it: a coupon, an offer or the gift itself. */
  readonly entitlement: EntitlementFacts | null;
  /** The first condition of the receipt that does not hold. */
  readonly failed: Condition | null;
};

/** A wallet the member has, with what may be spent of it, soonest expiry first. */
export type Purse = {
  readonly wallet: CompiledWallet;
  readonly funds: readonly Offered[];
  readonly availablePoints: number;
};

/** All that is known before the first phase: the same for every run over this basket. */
export type Plan = {
  readonly compiled: CompiledProgramme;
  readonly context: Context;
  readonly lines: readonly BaseLine[];
  /** By place in the order of rules. */
  readonly candidates: readonly Candidate[];
  readonly phases: Readonly<Record<RulePhase, readonly Candidate[]>>;
  readonly purses: readonly Purse[];
};

/** What each candidate may do: all, nothing, or only these lines. Absent means all. */
export type Choice = ReadonlyMap<Candidate, boolean | ReadonlySet<number>>;

/** A line while phases work on it. */
export type WorkLine = {
  readonly id: string;
  readonly fact: FactLine;
  readonly from: string[];
  readonly unitPriceMinor: number;
  /** The base line it was, or was split from; after the last one for a line the engine added. */
  readonly place: number;
  /** The entitlement whose gift this is. */
  readonly gift: string | null;
  /** The rule that gives it for nothing to everybody. */
  readonly free: string | null;
  /** Some units of the base line that a multi-buy set apart: told as one line with it in the end. */
  readonly split: boolean;
  quantity: number;
  grossMinor: number;
  /** What is left of gross after discounts and redemption. */
  leftMinor: number;
  redeemedMinor: number;
  /** Least that may be left of it. */
  floorMinor: number;
  /** Bits of `closes`. */
  closed: number;
};

export type DiscountKind = 'fixedPrice' | 'discount' | 'gift' | 'rounding';

/** An amount taken off lines; only lines that got some of it are listed. */
export type Discount = {
  readonly kind: DiscountKind;
  readonly rule: string;
  readonly candidate: Candidate | null;
  readonly lines: readonly number[];
  readonly amounts: readonly number[];
  readonly totalMinor: number;
};

export type Redemption = {
  readonly purse: Purse;
  readonly points: number;
  readonly amountMinor: number;
  readonly lines: readonly number[];
  readonly amounts: readonly number[];
  readonly linePoints: readonly number[];
  readonly because: readonly Because[];
};

export type Accrual = {
  readonly candidate: Candidate;
  readonly wallet: CompiledWallet;
  readonly points: number;
  readonly lines: readonly number[];
  readonly linePoints: readonly number[];
};

/** Money for a cause: of the shop by a rule, or the member's own (no candidate). It changes no line. */
export type Donated = {
  readonly candidate: Candidate | null;
  readonly cause: string;
  readonly amountMinor: number;
  readonly lines: readonly number[];
  readonly amounts: readonly number[];
  readonly because: readonly Because[];
};

/** Something that is not money: a privilege with its cost, or words. */
export type Telling = { readonly candidate: Candidate; readonly costMinor: number };

export type GiftUnits = { readonly candidate: Candidate; readonly lines: readonly number[]; readonly quantity: number };

/** Why a candidate (or a wish, by name) came to nothing. */
export type Refusal = {
  readonly rule: string;
  readonly reason: ReasonId;
  readonly because: readonly Because[];
};

/** One pass through the phases. A trial run (for a group) tells nothing and skips what only tells. */
export type Run = {
  readonly plan: Plan;
  readonly choice: Choice;
  readonly telling: boolean;
  readonly lines: WorkLine[];
  readonly gifts: GiftUnits[];
  /** Units set apart from base lines: the base line's index, then theirs. */
  readonly splits: Map<number, number[]>;
  readonly discounts: Discount[];
  readonly redemptions: Redemption[];
  readonly accruals: Accrual[];
  readonly donations: Donated[];
  /** The units of each bundle whose price is split among partners, by the rule that made it. */
  readonly bundles: Map<Candidate, number[]>;
  readonly tellings: Telling[];
  readonly refusals: Refusal[];
  /** Gifts whose units must count as bought after all. */
  readonly undone: Candidate[];
  readonly offers: RedemptionOffer[];
  /** What thresholds read, to be told. */
  readonly thresholdReads: Map<Candidate, number>;
};
