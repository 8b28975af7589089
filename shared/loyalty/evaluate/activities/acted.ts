import type { Lot } from '../../basics.ts';
import type { Counter, EntitlementFacts, SegmentTerm, Uses } from '../../facts.ts';
import type { Because, ChallengeProgress, Effect, Message, Share } from '../../outcome.ts';
import type { GrantRefusal } from '../../grants/source.ts';
import type { Refusal, Run } from '../types.ts';
import type { BoughtLine } from './receipt.ts';

/** Points of a receipt by the id of a line. */
export type LinePart = { line: string; points: number };

/** What the receipt's activities and challenges bring about. */
export type Acted = {
  /** Lots of the member; points of no line are a reward for a goal, which a return does not touch. */
  readonly lots: { rule: string; lot: Lot; lines: readonly LinePart[] }[];
  readonly shares: Share[];
  readonly issued: EntitlementFacts[];
  readonly terms: SegmentTerm[];
  readonly counters: Counter[];
  readonly uses: Uses[];
  /** Ids of tiers granted. */
  readonly tiers: string[];
  readonly effects: Effect[];
  readonly refusals: Refusal[];
  readonly progress: ChallengeProgress[];
  readonly messages: Message[];
};

/** Grants of one rule in one receipt. */
export type Giving = {
  readonly run: Run;
  readonly bought: readonly BoughtLine[];
  readonly acted: Acted;
  readonly rule: string;
  readonly lines: readonly BoughtLine[];
  readonly because: readonly Because[];
  /** Whom points go to; rights, segments, tiers and messages are the member's. */
  readonly to: { who: 'member' } | { who: 'referrer' | 'agent'; member: string };
  /** Points are for the lines, and come back with them; those for a goal that was reached stay. */
  readonly allocates: boolean;
};

export function refuse({ acted, rule }: Pick<Giving, 'acted' | 'rule'>, { reason, because }: GrantRefusal): void {
  acted.refusals.push({ rule, reason, because });
}

export function tell(
  { run, acted, rule, because }: Giving,
  kind: Effect['kind'],
  amount: number,
  unit: string,
  lines: readonly LinePart[] = [],
): void {
  const allocations = lines.map(({ line, points }) => ({ line, amount: points }));
  const { version } = run.plan.compiled.filled;
  acted.effects.push({ rule, version, kind, amount, unit, allocations, because: [...because] });
}
