import type { CompiledProgramme, Context } from '../compile/types.ts';
import type { EventFacts, Reaction, ReactOutcome } from '../event.ts';
import { readContext } from '../evaluate/context.ts';
import type { Facts, MemberFacts } from '../facts.ts';
import type { GrantRefusal, GrantSource } from '../grants/source.ts';
import type { Because, Effect } from '../outcome.ts';

/** An event while the programme answers it. */
export type Scene = {
  readonly compiled: CompiledProgramme;
  readonly event: EventFacts;
  readonly context: Context;
  /** The tier the member is in by now. */
  tier: string | null;
  readonly reactions: Reaction[];
  readonly effects: Effect[];
  readonly rejections: ReactOutcome['rejections'];
};

/** `member`: as the event is to be understood, which is not always as it was told. */
export function openScene(compiled: CompiledProgramme, event: EventFacts, member: MemberFacts = event.member): Scene {
  const { id: receipt, moment, shop, channel = 'shop', lists, goods } = event;
  const facts: Facts = {
    receipt,
    moment,
    lines: [],
    shop,
    channel,
    till: receipt,
    cashier: null,
    member,
    ...(lists ? { lists } : {}),
    ...(goods ? { goods } : {}),
  };
  const context = readContext(compiled, facts);
  return { compiled, event, context, tier: context.tier, reactions: [], effects: [], rejections: [] };
}

export function sourceOf({ event, context }: Scene, rule: string): GrantSource {
  const { id: by, moment, shop, goods = [] } = event;
  return { by, rule, moment, at: context.moment, offsets: shop.zone.offsets, goods, lines: [] };
}

export type Recipient = {
  who: Reaction['who'];
  member: string;
  /** What is known of them; null: nothing. */
  facts: MemberFacts | null;
};

export function memberOf({ context }: Scene): Recipient {
  const facts = context.facts.member!;
  return { who: 'member', member: facts.id, facts };
}

/** A reaction to be filled, not yet among those of the scene. */
export function reactionOf(rule: string, { who, member }: Recipient): Reaction {
  return {
    rule,
    who,
    member,
    movements: [],
    issued: [],
    terms: [],
    tier: null,
    counters: [],
    uses: [],
    donations: [],
    messages: [],
  };
}

export function reject({ rejections }: Scene, rule: string, { reason, because }: GrantRefusal): void {
  rejections.push({ rule, reason, because: [...because] });
}

export function effectOf(
  { compiled }: Scene,
  rule: string,
  kind: Effect['kind'],
  amount: number,
  unit: string,
  because: readonly Because[] = [],
): Effect {
  return { rule, version: compiled.filled.version, kind, amount, unit, allocations: [], because: [...because] };
}
