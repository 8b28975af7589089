import type { Lifetime } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { existsLocally } from './schedules.ts';

const longestDays = 36_500;

/** Lives end on a day of the calendar, within a hundred years. `today` tells which are over. */
export function lifetimes(lifetime: Lifetime, path: readonly PathSegment[], today?: string): Finding[] {
  switch (lifetime.kind) {
    case 'never':
      return [];
    case 'days':
    case 'sinceLastPurchase':
      return tooLong(lifetime.days, [...path, 'days']);
    case 'endOfMonth':
      return tooLong(lifetime.months, [...path, 'months'], 30);
    case 'endOfQuarter':
      return tooLong(lifetime.quarters, [...path, 'quarters'], 91);
    case 'date':
      return lastDay(lifetime.day, [...path, 'day'], today);
  }
}

function lastDay(day: string, path: readonly PathSegment[], today: string | undefined): Finding[] {
  if (!existsLocally(`${day}T00:00`)) return [finding('moment.impossible', path, { value: day })];
  return today !== undefined && day < today ? [finding('lifetime.over', path, { day })] : [];
}

/** `value` counts terms of so many days each. */
export function tooLong(value: number | undefined, path: readonly PathSegment[], daysOfOne = 1): Finding[] {
  return value !== undefined && value > longestDays / daysOfOne ? [finding('days.tooMany', path, { value })] : [];
}
