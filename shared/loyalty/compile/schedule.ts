import type { Schedule, weekdays } from '../programme/schema.ts';
import type { LocalMoment } from '../time/moment.ts';
import type { Condition } from './types.ts';

const weekdayNumbers: Record<(typeof weekdays)[number], number> = {
  mon: 0,
  tue: 1,
  wed: 2,
  thu: 3,
  fri: 4,
  sat: 5,
  sun: 6,
};
type Window = { days: ReadonlySet<number> | null; fromMs: number; untilMs: number };

/** Local time by the moment: `from` is within, `until` is not, and any window will do. */
export function scheduleConditions(schedule: Schedule): Condition[] {
  const conditions: Condition[] = [];
  const { from, until, windows, rotation } = schedule;
  if (from !== undefined) {
    const fromMs = localMs(from);
    conditions.push(momentCondition('schedule.notYet', 'atLeast', from, (moment) => moment.localMs >= fromMs));
  }
  if (until !== undefined) {
    const untilMs = localMs(until);
    conditions.push(momentCondition('schedule.over', 'before', until, (moment) => moment.localMs < untilMs));
  }
  if (windows) {
    const parsed = windows.map(parseWindow);
    const within = (moment: LocalMoment) => parsed.some((window) => isWithin(moment, window));
    conditions.push(momentCondition('schedule.window', 'within', windows, within));
  }
  if (rotation) {
    const first = monthNumber(`${rotation.from}-01`);
    const isOn = (moment: LocalMoment) => {
      const months = monthNumber(moment.localMs) - first;
      return months >= 0 && months % rotation.everyMonths === 0;
    };
    conditions.push(momentCondition('schedule.rotation', 'within', rotation, isOn));
  }
  return conditions;
}

function momentCondition(
  reason: Condition['reason'],
  operator: Condition['operator'],
  expected: unknown,
  holds: (moment: LocalMoment) => boolean,
): Condition {
  return {
    reason,
    fact: 'moment',
    operator,
    expected,
    actual: ({ facts }) => facts.moment,
    holds: ({ moment }) => holds(moment),
  };
}

function parseWindow({ days, from, until }: NonNullable<Schedule['windows']>[number]): Window {
  return {
    days: days ? new Set(days.map((day) => weekdayNumbers[day])) : null,
    fromMs: timeOfDayMs(from),
    untilMs: timeOfDayMs(until),
  };
}

/** A window that ends at or before its start runs over midnight and belongs to the day it starts on. */
function isWithin(moment: LocalMoment, { days, fromMs, untilMs }: Window): boolean {
  const { weekday, msOfDay } = moment;
  const today = days === null || days.has(weekday);
  if (fromMs < untilMs) return today && msOfDay >= fromMs && msOfDay < untilMs;
  const yesterday = days === null || days.has((weekday + 6) % 7);
  return (today && msOfDay >= fromMs) || (yesterday && msOfDay < untilMs);
}

function monthNumber(localDay: string | number): number {
  const day = new Date(localDay);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}

function timeOfDayMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}

function localMs(local: string): number {
  return Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
}
