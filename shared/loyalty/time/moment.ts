/** A moment as the engine uses it, parsed once per evaluation. */
export type LocalMoment = {
  /** Milliseconds since 1970 UTC: orders moments of any offset. */
  instantMs: number;
  /** What the clock on the wall showed, as if it were UTC: compares with local dates of schedules. */
  localMs: number;
  /** Days since 1970-01-01 on the local calendar. */
  dayNumber: number;
  msOfDay: number;
  /** 0 is Monday. */
  weekday: number;
};

export const dayMs = 86_400_000;
/** 1970-01-01 was a Thursday. */
const weekdayOfDayZero = 3;

/** Parses `2026-11-23T18:59:59+03:00` (a validated moment). */
export function parseMoment(moment: string): LocalMoment {
  const instantMs = Date.parse(moment);
  const localMs = instantMs + offsetMs(moment);
  const dayNumber = Math.floor(localMs / dayMs);
  return {
    instantMs,
    localMs,
    dayNumber,
    msOfDay: localMs - dayNumber * dayMs,
    weekday: (((dayNumber + weekdayOfDayZero) % 7) + 7) % 7,
  };
}

/** Days since 1970-01-01 of a calendar day, `2026-11-23`. */
export function dayNumberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** The calendar day, `2026-11-23`, of days since 1970-01-01. */
export function dayOf(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

/** How far the clock that showed it was ahead of UTC: `Z`, or `+03:00` at its end. */
function offsetMs(moment: string): number {
  if (moment.endsWith('Z')) return 0;
  const minutes = Number(moment.slice(-5, -3)) * 60 + Number(moment.slice(-2));
  return (moment.at(-6) === '-' ? -minutes : minutes) * 60_000;
}

/** The moment as text by a clock that is `offsetMinutes` ahead of UTC, whole seconds. */
export function formatMoment(instantMs: number, offsetMinutes: number): string {
  const local = new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const absolute = Math.abs(offsetMinutes);
  const minutes = absolute % 60;
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits((absolute - minutes) / 60)}:${twoDigits(minutes)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
