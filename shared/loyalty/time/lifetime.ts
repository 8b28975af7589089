import type { Lifetime } from '../programme/schema.ts';
import { dayMs } from './moment.ts';
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
  if (lifetime.kind === 'never') return null;
  if (lifetime.kind === 'days') return startOfLocalDay(activationDay + lifetime.days + 1, offsets);
  const day = new Date(activationDay * dayMs);
  const firstOfNext = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + lifetime.months + 1, 1);
  return startOfLocalDay(firstOfNext / dayMs, offsets);
}
