import type { MemberDate } from '../facts.ts';
import type { Audience } from '../programme/schema.ts';
import { dayMs, dayNumberOf } from '../time/moment.ts';
import type { Condition, Context } from './types.ts';

type Around = NonNullable<Audience['date']>;

/** A date put on file the day before it would pay at once; so it counts after so many days. */
export const recordedDays = 30;

/** Days around the yearly return of a date of the member, and whether the date is on file for long enough. */
export function dateConditions(around: Around): Condition[] {
  const condition = (reason: Condition['reason'], holds: Condition['holds']): Condition => ({
    reason,
    fact: 'member.dates',
    operator: 'within',
    expected: around,
    actual: (context) => datesOf(context, around.id).map(({ month, day }) => `${twoDigits(month)}-${twoDigits(day)}`),
    holds,
  });
  return [
    condition('audience.date', (context) => nearDates(context, around).length > 0),
    condition('audience.dateNew', (context) =>
      nearDates(context, around).some(
        ({ recorded }) => context.moment.dayNumber - dayNumberOf(recorded) >= recordedDays,
      ),
    ),
  ];
}

function datesOf({ member }: Context, id: string): MemberDate[] {
  return (member?.dates ?? []).filter((date) => date.id === id);
}

function nearDates(context: Context, { id, daysBefore, daysAfter }: Around): MemberDate[] {
  const { dayNumber } = context.moment;
  const year = new Date(dayNumber * dayMs).getUTCFullYear();
  return datesOf(context, id).filter((date) =>
    [year - 1, year, year + 1].some((each) => {
      const past = dayNumber - yearlyReturn(date, each);
      return past >= -daysBefore && past <= daysAfter;
    }),
  );
}

/** 29 February is the 28th in the years that have none. */
export function yearlyReturn({ month, day }: Pick<MemberDate, 'month' | 'day'>, year: number): number {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Date.UTC(year, month - 1, Math.min(day, lastDay)) / dayMs;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
