import type { CompiledActivity } from '../../compile/types.ts';
import { overLimit } from '../../grants/uses.ts';
import { usedOnceMore } from '../../uses.ts';
import { dayOf } from '../../time/moment.ts';
import type { Run } from '../types.ts';
import { refuse } from './acted.ts';
import type { Acted, Giving } from './acted.ts';
import { countChallenges } from './challenges.ts';
import { give } from './give.ts';
import { boughtLines, findIn } from './receipt.ts';
import type { BoughtLine } from './receipt.ts';

/** All that the receipt sets off, in order of id: activities, then challenges. Null for a programme that has neither. */
export function actOn(run: Run): Acted | null {
  const { activities, challenges } = run.plan.compiled.reacting;
  if (activities.length + challenges.length === 0) return null;
  const acted: Acted = {
    lots: [],
    shares: [],
    issued: [],
    terms: [],
    counters: [],
    uses: [],
    tiers: [],
    effects: [],
    refusals: [],
    progress: [],
    messages: [],
  };
  const bought = boughtLines(run);
  for (const activity of activities) act(run, bought, activity, acted);
  countChallenges(run, bought, challenges, acted);
  return acted;
}

function act(run: Run, bought: readonly BoughtLine[], activity: CompiledActivity, acted: Acted): void {
  const { id: rule, limits } = activity;
  const { member, moment } = run.plan.context;
  const uses = member?.uses ?? [];
  const found = findIn(run, bought, activity, () => limits && overLimit(limits, uses, rule, moment));
  if (found.kind === 'silent') return;
  if (found.kind === 'refused') {
    refuse({ acted, rule }, found.refusal);
    return;
  }
  const to = recipientOf(run, activity);
  if (to === null) return;
  if (to.who !== 'member' && to.member === member!.id) {
    const because = [{ fact: 'member.id', operator: 'isNot', expected: to.member, actual: to.member }] as const;
    refuse({ acted, rule }, { reason: 'recipient.self', because });
    return;
  }
  const { lines, because } = found;
  const giving: Giving = { run, bought, acted, rule, lines, because, to, allocates: true };
  let gave = false;
  activity.give.forEach((grant, n) => {
    if (give(giving, grant, n)) gave = true;
  });
  if (gave && limits !== null) acted.uses.push(usedOnceMore(uses, rule, dayOf(moment.dayNumber)));
}

/** Null: the member has no such referrer or agent, which is nobody's concern. */
function recipientOf({ plan }: Run, { to }: CompiledActivity): Giving['to'] | null {
  if (to.who === 'member') return { who: 'member' };
  const { referrers = [], agent } = plan.context.member!;
  const member = to.who === 'referrer' ? referrers[to.level - 1] : agent;
  return member === undefined ? null : { who: to.who, member };
}
