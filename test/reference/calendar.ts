import type { ShopFacts } from '../../shared/loyalty/facts.ts';
import type { Lifetime } from '../../shared/loyalty/programme/wallet.ts';

/** Days and moments by the plainest means: days are text, counted by the proleptic calendar of Date in UTC. */

const dayMs = 86_400_000;

/** What the clock on the wall showed: `2026-11-23T18:59:59`. */
export function wallClock(moment: string): string {
  return moment.slice(0, 19);
}

export function localDay(moment: string): string {
  return moment.slice(0, 10);
}

export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

export function plusDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * dayMs).toISOString().slice(0, 10);
}

export function daysBetween(earlier: string, later: string): number {
  return dayNumber(later) - dayNumber(earlier);
}

export function weekday(day: string): 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun' {
  // 1 January 1970 was a Thursday.
  const names = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;
  return names[((dayNumber(day) % 7) + 7) % 7]!;
}

/** Months since the year 0, of a day or a month. */
export function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

export function firstOfMonth(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

export function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

/** The first moment of a local day, as the shop's clock shows it. */
export function startOfDay(day: string, zone: ShopFacts['zone']): string {
  const { offsets } = zone;
  const candidates = offsets.map((_, index) => index).toReversed();
  for (const index of candidates) {
    const { from, offsetMinutes } = offsets[index]!;
    const utcMs = Date.parse(`${day}T00:00:00Z`) - offsetMinutes * 60_000;
    if (index === 0 || utcMs >= Date.parse(from)) return `${day}T00:00:00${offsetText(offsetMinutes)}`;
  }
  throw new Error('a zone has an offset at least');
}

function offsetText(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

export type Dates = { activeFrom: string; expiresAt: string | null };

/** When a lot granted at the moment can be spent; null where nothing may be granted any more. */
export function datesOf(
  moment: string,
  activationDays: number,
  lifetime: Lifetime,
  zone: ShopFacts['zone'],
): Dates | null {
  const firstDay = plusDays(localDay(moment), activationDays);
  const activeFrom = activationDays === 0 ? moment : startOfDay(firstDay, zone);
  if (lifetime.kind === 'never') return { activeFrom, expiresAt: null };
  if (lifetime.kind === 'date' && lifetime.day < firstDay) return null;
  return { activeFrom, expiresAt: startOfDay(plusDays(lastDay(firstDay, lifetime), 1), zone) };
}

function lastDay(firstDay: string, lifetime: Exclude<Lifetime, { kind: 'never' }>): string {
  const month = monthNumber(firstDay);
  if (lifetime.kind === 'date') return lifetime.day;
  if (lifetime.kind === 'endOfMonth') return plusDays(firstOfMonth(month + lifetime.months + 1), -1);
  if (lifetime.kind !== 'endOfQuarter') return plusDays(firstDay, lifetime.days);
  return plusDays(firstOfMonth((Math.floor(month / 3) + lifetime.quarters + 1) * 3), -1);
}
