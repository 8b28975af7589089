import type { Given } from '../outcome.ts';
import type { Uses } from '../facts.ts';
import type { Rule } from '../compile/types.ts';
import { dayOf } from '../time/moment.ts';
import { usedOnceMore } from '../uses.ts';
import type { Candidate, Run } from './types.ts';

/** What every promotion with limits gave, in the order of rules: minor units, or smallest units of points. */
export function givenByLimited(run: Run): ReadonlyMap<Rule, number> {
  const given = new Map<Rule, number>();
  const add = (candidate: Candidate | null, amount: number) => {
    if (candidate === null || candidate.rule.limits === null) return;
    given.set(candidate.rule, (given.get(candidate.rule) ?? 0) + amount);
  };
  for (const { candidate, totalMinor } of run.discounts) add(candidate, totalMinor);
  for (const { candidate, amountMinor } of run.donations) add(candidate, amountMinor);
  for (const { candidate, points } of run.accruals) add(candidate, points);
  for (const { candidate, costMinor } of run.tellings) add(candidate, costMinor);
  return given.size < 2 ? given : new Map([...given].toSorted(([a], [b]) => a.order - b.order));
}

export function toGiven(given: ReadonlyMap<Rule, number>): Given[] {
  return [...given].map(([rule, amount]) => ({ promotion: rule.id, given: amount }));
}

/** New states of the uses of promotions that one member may have so often only. */
export function promotionUses(run: Run, given: ReadonlyMap<Rule, number>): Uses[] {
  const { member, moment } = run.plan.context;
  if (member === null) return [];
  const counted = [...given.keys()].filter(({ limits }) => limits?.member !== undefined || limits?.day !== undefined);
  return counted.map(({ id }) => usedOnceMore(member.uses, id, dayOf(moment.dayNumber)));
}
