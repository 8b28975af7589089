import type { Uses } from '../facts.ts';
import type { Activity } from '../programme/schema.ts';
import { dayOf } from '../time/moment.ts';
import type { LocalMoment } from '../time/moment.ts';
import type { GrantRefusal } from './source.ts';

type Limits = NonNullable<Activity['limits']>;

/** The limit that is reached: uses before this one must be below it. Null: none is. */
export function overLimit(
  limits: Limits,
  uses: readonly Uses[],
  rule: string,
  { dayNumber }: Pick<LocalMoment, 'dayNumber'>,
): GrantRefusal | null {
  const used = uses.find((each) => each.rule === rule);
  if (!used) return null;
  const today = dayOf(dayNumber);
  const counts = [
    { most: limits.member, count: used.count, reason: 'limit.member', fact: 'member.uses' },
    { most: limits.day, count: used.day === today ? used.dayCount : 0, reason: 'limit.day', fact: 'member.dayUses' },
    {
      most: limits.month,
      count: sameMonth(used.day, today) ? used.monthCount : 0,
      reason: 'limit.month',
      fact: 'member.monthUses',
    },
  ] as const;
  for (const { most, count, reason, fact } of counts)
    if (most !== undefined && count >= most)
      return { reason, because: [{ fact, operator: 'under', expected: most, actual: count }] };
  return null;
}

function sameMonth(a: string, b: string): boolean {
  return a.slice(0, 7) === b.slice(0, 7);
}
