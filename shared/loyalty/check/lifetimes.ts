import type { Lifetime } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { existsLocally } from './schedules.ts';

const longestDays = 36_500;

/** Lives end on a day of the calendar, within a hundred years. `today` tells which are over. */
export function lifetimes(lifetime: Lifetime, path: readonly PathSegment[], today?: string): Finding[] {
  if ('days' in lifetime) return tooLong(lifetime.days, [...path, 'days']);
  if ('months' in lifetime) return tooLong(lifetime.months, [...path, 'months'], 30);
  if ('quarters' in lifetime) return tooLong(lifetime.quarters, [...path, 'quarters'], 91);
  return lifetime.kind === 'date' ? lastDay(lifetime.day, [...path, 'day'], today) : [];
}

function lastDay(day: string, path: readonly PathSegment[], today: string | undefined): Finding[] {
  if (!existsLocally(`${day}T00:00`)) return [finding('moment.impossible', path, { value: day })];
  return today !== undefined && day < today ? [finding('lifetime.over', path, { day })] : [];
}

/** `value` counts terms of so many days each. */
export function tooLong(value: number | undefined, path: readonly PathSegment[], daysOfOne = 1): Finding[] {
  return value !== undefined && value > longestDays / daysOfOne ? [finding('days.tooMany', path, { value })] : [];
}
