import { recordedDays, yearlyReturn } from '../compile/dates.ts';
import type { MemberDate } from '../facts.ts';
import type { GrantRefusal } from '../grants/source.ts';
import type { Trigger } from '../programme/schema.ts';
import { dayNumberOf, dayOf } from '../time/moment.ts';
import type { Scene } from './scene.ts';

/** Why a date of the member does not fall on this day with its offset. Null: it does, in a year that counts, and is old enough. */
export function dateFalls(
  { event, context }: Scene,
  { date, offsetDays = 0, years }: Extract<Trigger, { event: 'date' }>,
): GrantRefusal | null {
  const refuse = (expected: unknown, actual: unknown): GrantRefusal => ({
    reason: 'event.noMatch',
    because: [{ fact: 'member.dates', operator: 'is', expected, actual }],
  });
  if (event.name !== date) return refuse(date, event.name ?? null);
  const known = context.facts.member?.dates?.find(({ id }) => id === date);
  if (!known) return refuse(date, null);
  const { dayNumber } = context.moment;
  const returned = dayNumber - offsetDays;
  const year = Number(dayOf(returned).slice(0, 4));
  if (yearlyReturn(known, year) !== returned) return refuse(dayOf(returned).slice(5), monthDay(known));
  const age = known.year === undefined ? event.value : year - known.year;
  if (years && (age === undefined || !years.includes(age))) return refuse(years, age ?? null);
  const onFile = dayNumber - dayNumberOf(known.recorded);
  if (onFile < recordedDays)
    return {
      reason: 'audience.dateNew',
      because: [{ fact: 'member.dates', operator: 'atLeast', expected: recordedDays, actual: onFile }],
    };
  return null;
}

function monthDay({ month, day }: MemberDate): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A date pays once in a calendar year, whatever it is changed to meanwhile. */
export function paidThisYear({ context }: Scene, rule: string): GrantRefusal | null {
  const used = context.facts.member?.uses?.find((each) => each.rule === rule);
  const year = dayOf(context.moment.dayNumber).slice(0, 4);
  if (used?.day.slice(0, 4) !== year) return null;
  return { reason: 'limit.member', because: [{ fact: 'member.uses', operator: 'under', expected: 1, actual: 1 }] };
}
