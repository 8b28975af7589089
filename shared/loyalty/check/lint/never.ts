import type { Programme, Promotion, Schedule } from '../../programme/schema.ts';
import { weekdays } from '../../programme/schema.ts';
import { dayMs, parseMoment } from '../../time/moment.ts';
import { finding } from '../finding.ts';
import type { Finding, PathSegment } from '../finding.ts';

/** Rules whose conditions exclude each other. */
export function checkNever({ promotions }: Programme): Finding[] {
  return promotions.flatMap(({ when }: Promotion, index) => {
    const path = ['promotions', index, 'when'];
    const { segments, notSegments = [] } = when?.audience ?? {};
    const excluded = segments?.length && segments.every((segment) => notSegments.includes(segment));
    return [
      ...(when?.schedule ? neverOpen(when.schedule, [...path, 'schedule']) : []),
      ...(excluded ? [finding('audience.excluded', [...path, 'audience', 'segments'])] : []),
    ];
  });
}

function neverOpen({ from, until, windows, rotation }: Schedule, path: readonly PathSegment[]): Finding[] {
  if (from === undefined || until === undefined || !(localMs(from) < localMs(until))) return [];
  if (windows && windows.length > 0 && !windows.some((window) => opensBetween(window, localMs(from), localMs(until))))
    return [finding('schedule.neverOpen', [...path, 'windows'], { from, until })];
  if (rotation && !turnsBetween(rotation, from, until))
    return [finding('schedule.neverTurns', [...path, 'rotation'], { until })];
  return [];
}

type Window = NonNullable<Schedule['windows']>[number];

/** Any eight days in a row hold every weekday, so no more are looked at. */
function opensBetween({ days, from, until }: Window, fromMs: number, untilMs: number): boolean {
  const first = Math.floor(fromMs / dayMs) - 1;
  const last = Math.min(Math.floor((untilMs - 1) / dayMs), first + 8);
  for (let day = first; day <= last; day += 1) {
    const { weekday } = parseMoment(`${new Date(day * dayMs).toISOString().slice(0, 19)}Z`);
    if (days && !days.includes(weekdays[weekday]!)) continue;
    const opens = day * dayMs + timeMs(from);
    const closes = day * dayMs + timeMs(until) + (timeMs(from) < timeMs(until) ? 0 : dayMs);
    if (opens < untilMs && closes > fromMs) return true;
  }
  return false;
}

function turnsBetween(rotation: NonNullable<Schedule['rotation']>, from: string, until: string): boolean {
  const start = monthOf(rotation.from);
  const first = Math.max(start, monthOf(from));
  // A month that begins at `until` is no longer within.
  const last = until.slice(8).startsWith('01T00:00') ? monthOf(until) - 1 : monthOf(until);
  const behind = (first - start) % rotation.everyMonths;
  return first + (behind === 0 ? 0 : rotation.everyMonths - behind) <= last;
}

function monthOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function localMs(local: string): number {
  return Date.parse(`${local}Z`);
}

function timeMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}
