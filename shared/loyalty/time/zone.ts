import type { ShopFacts } from '../facts.ts';
import { dayMs, formatMoment } from './moment.ts';

export type ZoneOffsets = ShopFacts['zone']['offsets'];

/**
 * The instant from which the local calendar shows day `dayNumber` or a later one for good, as a moment with its local offset:
 * the end of the day before. Where the clock jumps over midnight it is the jump; where midnight comes twice and the old day
 * with it, the second.
 */
export function startOfLocalDay(dayNumber: number, offsets: ZoneOffsets): string {
  const midnight = dayNumber * dayMs;
  for (let index = offsets.length - 1; index >= 0; index -= 1) {
    const { from, offsetMinutes } = offsets[index]!;
    const showsMidnight = midnight - offsetMinutes * 60_000;
    if (index > 0 && Date.parse(from) >= showsMidnight) continue;
    const next = offsets[index + 1];
    const jump = next === undefined ? Infinity : Date.parse(next.from);
    return showsMidnight < jump ? formatMoment(showsMidnight, offsetMinutes) : formatMoment(jump, next!.offsetMinutes);
  }
  throw new Error('a zone has at least one offset');
}
