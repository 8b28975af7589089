import type { ShopFacts } from '../loyalty/facts.ts';

type Offsets = ShopFacts['zone']['offsets'];
const hourMs = 3_600_000;
const stepMs = 15 * 24 * hourMs;

/**
 * The zone's offset changes between two UTC instants, the one in force at `fromMs` first, as facts carry them.
 * Throws RangeError for a zone that is not in the IANA database.
 */
export function zoneOffsets(zone: string, fromMs: number, untilMs: number): Offsets {
  const offsetAt = offsetReader(zone);
  const offsets: Offsets = [];
  let known = offsetAt(fromMs);
  offsets.push({ from: utcText(fromMs), offsetMinutes: known });
  for (let at = fromMs; at < untilMs; at += stepMs) {
    const next = Math.min(at + stepMs, untilMs);
    if (offsetAt(next) === known) continue;
    const change = firstChange(offsetAt, at, next, known);
    known = offsetAt(change);
    offsets.push({ from: utcText(change), offsetMinutes: known });
  }
  return offsets;
}

/** The local moment with its offset, `2026-11-23T18:59:59+03:00`, of a UTC instant by a list of offsets. */
export function localMoment(utcMs: number, offsets: Offsets): string {
  const minutes = offsetIn(utcMs, offsets);
  const local = new Date(utcMs + minutes * 60_000).toISOString().slice(0, 19);
  const absolute = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** Offsets stand in order: the last that began by then, else the first. */
function offsetIn(utcMs: number, offsets: Offsets): number {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Date.parse(offsets[middle]?.from ?? '') <= utcMs) low = middle;
    else high = middle - 1;
  }
  return offsets[low]?.offsetMinutes ?? 0;
}

/** To the second: no zone ever changed within one. */
function firstChange(offsetAt: (ms: number) => number, fromMs: number, untilMs: number, known: number): number {
  let [low, high] = [fromMs, untilMs];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low) break;
    if (offsetAt(middle) === known) low = middle;
    else high = middle;
  }
  return high;
}

function offsetReader(zone: string): (utcMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (utcMs) => {
    const parts: Partial<Record<string, number>> = Object.fromEntries(
      format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((local - Math.floor(utcMs / 1000) * 1000) / 60_000);
  };
}

function utcText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
