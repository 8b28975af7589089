import type { Compiled } from '../engine.ts';
import type { EntitlementFacts, Facts, FactLine, MemberFacts, RightsFacts } from '../facts.ts';
import type { FilledCoalition, FilledGive, FilledProgramme, FilledWallet } from '../programme/defaults.ts';
import type { Activity, Challenge, Goods, Grant, Limits, Recipient } from '../programme/schema.ts';
import type { FactId, OperatorId, ReasonId } from '../reasons.ts';
import type { LocalMoment } from '../time/moment.ts';

/** What a promotion may close on its lines for the rules after it: bits of `WorkLine.closed`. */
export const closes = { discounts: 1, accrual: 2, redemption: 4 } as const;

/** The phases in which rules of the programme give something. */
export type RulePhase = 2 | 3 | 4 | 5 | 6 | 8 | 9 | 10;

/** Why a right may not be used now. */
export type WithheldReason = RightsFacts['withheld'][number]['reason'];

/** What is the same for the whole receipt, read from the facts once. */
export type Context = {
  facts: Facts;
  moment: LocalMoment;
  /** Null also for a blocked member: nothing is theirs to have. */
  member: MemberFacts | null;
  /** The member's tier, the first one where the account names none. */
  tier: string | null;
  /** The member's own, and those of the terms in force. */
  segments: readonly string[];
  /** The member's favourite categories. */
  favourites: ReadonlySet<string>;
  codes: readonly string[];
  /** Usable entitlements by the promotion they unlock, the one to use first. Gifts are not among them. */
  unlocked: ReadonlyMap<string, EntitlementFacts>;
  /** The same of those that this till may not use now, with why. */
  withheld: ReadonlyMap<string, WithheldReason>;
};

/** One comparison of a fact, ready to be told as a `because`. */
export type Condition = {
  readonly reason: ReasonId;
  readonly fact: FactId;
  readonly operator: OperatorId;
  readonly expected: unknown;
  actual(context: Context): unknown;
  holds(context: Context): boolean;
};

export type GoodsTest = (line: FactLine, favourites: ReadonlySet<string>) => boolean;

export type Threshold = { operator: 'over' | 'atLeast'; valueMinor: number; goods: GoodsTest | null };

/** So many thousandths of these goods (null: of all). */
export type Content = { quantity: number; goods: GoodsTest | null };

export type RuleGroup = {
  readonly id: string;
  readonly mode: 'all' | 'best' | 'first';
  readonly scope: 'receipt' | 'line';
};

export type Rule = {
  /** Place in the order of application: phase, step of the phase, priority, id. */
  readonly order: number;
  readonly id: string;
  readonly phase: RulePhase;
  readonly priority: number;
  readonly give: FilledGive | { readonly kind: 'host' };
  /** Bits of `closes`. */
  readonly closes: number;
  readonly group: RuleGroup | null;
  /** Null: all goods. */
  readonly goods: GoodsTest | null;
  /** What a bundle is made of, one unit each; what is given for what is bought; empty for all else. */
  readonly parts: readonly GoodsTest[];
  /** As the programme says it, to be told. */
  readonly goodsSaid: Goods | null;
  readonly conditions: readonly Condition[];
  readonly threshold: Threshold | null;
  readonly contains: Content | null;
  readonly limits: Limits | null;
  /** Works only by an entitlement. */
  readonly entitled: boolean;
};

/** The rules under one sku, category, brand or tag. */
export type RuleShelf = {
  /** Rules for this key and nothing else: every line under it is theirs, and they share one list of lines. */
  readonly plain: Rule[];
  /** Rules that ask for more or name other keys too: each line is tested. */
  readonly tested: Rule[];
};

/** Finds the rules that concern a basket without looking at the others. */
export type RuleIndex = {
  /** Null where no rule names one. */
  readonly bySku: ReadonlyMap<string, RuleShelf> | null;
  readonly byCategory: ReadonlyMap<string, RuleShelf> | null;
  readonly byBrand: ReadonlyMap<string, RuleShelf> | null;
  readonly byTag: ReadonlyMap<string, RuleShelf> | null;
  readonly byPartner: ReadonlyMap<string, RuleShelf> | null;
  /** Rules for all goods that need no code or entitlement to be told of. */
  readonly always: readonly Rule[];
  readonly byCode: ReadonlyMap<string, readonly Rule[]>;
  readonly byPromotion: ReadonlyMap<string, Rule>;
};

export type CompiledWallet = FilledWallet & {
  /** Smallest units in a point: 1 or 100. */
  readonly unitsPerPoint: number;
  /** Least number of smallest units that is worth whole minor units and whole steps. */
  readonly stepPoints: number;
  /** What it pays for; null: all goods. */
  readonly payable: GoodsTest | null;
  /** Most of the sum of these goods; the first that matches a line governs it. */
  readonly goodsCaps: readonly { readonly goods: GoodsTest; readonly capBp: number }[];
};

export type CompiledCoalition = {
  readonly operator: string;
  readonly partners: ReadonlyMap<string, FilledCoalition['partners'][number]>;
};

/** Goods that only those may buy for whom the conditions hold, while the schedule lasts. */
export type CompiledAccess = {
  readonly id: string;
  readonly goods: GoodsTest | null;
  readonly schedule: readonly Condition[];
  readonly audience: readonly Condition[];
};

/** What must hold of a receipt (of an event: of the member and the place) for an activity or a challenge. */
export type Asks = {
  readonly conditions: readonly Condition[];
  readonly code: string | null;
  readonly goods: GoodsTest | null;
  readonly goodsSaid: Goods | null;
  readonly threshold: Threshold | null;
  readonly contains: Content | null;
};

export type CompiledActivity = Asks &
  Pick<Activity, 'id' | 'on'> & {
    readonly to: Recipient;
    readonly give: readonly Grant[];
    readonly limits: NonNullable<Activity['limits']> | null;
  };

export type CompiledChallenge = Asks &
  Pick<Challenge, 'id' | 'on' | 'counts' | 'goal'> & {
    readonly days: number | null;
    readonly streak: NonNullable<Challenge['streak']> | null;
    readonly repeats: boolean;
    readonly give: readonly Grant[];
  };

/** The reacting side of a programme; lists in order of id. */
export type Reacting = {
  readonly activities: readonly CompiledActivity[];
  readonly challenges: readonly CompiledChallenge[];
  /** Rights that work in the receipt that opens them; `n` is the grant's place in its activity. */
  readonly sameReceipt: readonly {
    readonly activity: CompiledActivity;
    readonly grant: Extract<Grant, { kind: 'entitlement' }>;
    readonly n: number;
  }[];
  readonly eventActivities: readonly CompiledActivity[];
  readonly eventChallenges: readonly CompiledChallenge[];
  /** Skus that gifts are chosen among by what the member bought most. */
  readonly chosenAmong: ReadonlySet<string>;
  /** Something asks for days of the past. */
  readonly byDay: boolean;
};

export type CompiledProgramme = Compiled & {
  readonly filled: FilledProgramme;
  readonly index: RuleIndex;
  readonly host: Rule;
  readonly wallets: readonly CompiledWallet[];
  readonly access: readonly CompiledAccess[];
  /** Promotions that are computed anew when something comes back. */
  readonly recomputed: ReadonlySet<string>;
  /** Groups that choose, in the programme's order. */
  readonly choosing: readonly RuleGroup[];
  readonly reacting: Reacting;
  /** Wallets whose lots every purchase moves. */
  readonly extending: readonly CompiledWallet[];
  /** When each cause collects. */
  readonly causes: ReadonlyMap<string, readonly Condition[]>;
  readonly coalition: CompiledCoalition | null;
};
