import type { Lifetime } from '../programme/schema.ts';
import { dayMs, dayNumberOf } from './moment.ts';
import type { LocalMoment } from './moment.ts';
import { startOfLocalDay } from './zone.ts';
import type { ZoneOffsets } from './zone.ts';

/** When a lot granted at `moment` may be spent from, and from when no longer (null: for ever). The day of grant is day 0. */
export function lotDates(
  moment: string,
  parsed: LocalMoment,
  activationDays: number,
  lifetime: Lifetime,
  offsets: ZoneOffsets,
): { activeFrom: string; expiresAt: string | null } {
  const activationDay = parsed.dayNumber + activationDays;
  return {
    activeFrom: activationDays === 0 ? moment : startOfLocalDay(activationDay, offsets),
    expiresAt: expiry(activationDay, lifetime, offsets),
  };
}

function expiry(activationDay: number, lifetime: Lifetime, offsets: ZoneOffsets): string | null {
  const lastDay = lastDayOf(activationDay, lifetime);
  return lastDay === null ? null : startOfLocalDay(lastDay + 1, offsets);
}

/** The local day to whose end a lot that is active from `activationDay` can be spent; null: for ever. */
function lastDayOf(activationDay: number, lifetime: Lifetime): number | null {
  const { kind } = lifetime;
  if (kind === 'never') return null;
  if (kind === 'date') return dayNumberOf(lifetime.day);
  if (kind === 'endOfMonth') return lastDayOfMonth(activationDay, lifetime.months);
  if (kind === 'endOfQuarter')
    return lastDayOfMonth(activationDay, 2 - (monthOf(activationDay) % 3) + 3 * lifetime.quarters);
  return activationDay + lifetime.days;
}

function monthOf(dayNumber: number): number {
  return new Date(dayNumber * dayMs).getUTCMonth();
}

/** The last day of the month so many months after the day's own. */
function lastDayOfMonth(dayNumber: number, months: number): number {
  const day = new Date(dayNumber * dayMs);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 1) / dayMs - 1;
}
