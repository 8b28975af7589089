import type { Uses } from './facts.ts';

/** One use more, on this local day. A use of an earlier day than the last one counts in all, and in that one's month. */
export function usedOnceMore(uses: readonly Uses[] | undefined, rule: string, day: string): Uses {
  const before = uses?.find((each) => each.rule === rule);
  if (!before) return { rule, count: 1, day, dayCount: 1, monthCount: 1 };
  const count = before.count + 1;
  const sameMonth = before.day.slice(0, 7) === day.slice(0, 7);
  const monthCount = sameMonth ? before.monthCount + 1 : 1;
  if (day < before.day) return { ...before, count, monthCount: sameMonth ? monthCount : before.monthCount };
  return { rule, count, day, dayCount: before.day === day ? before.dayCount + 1 : 1, monthCount };
}

/** One use of that local day taken back; null when none is left. */
export function usedOnceLess(used: Uses, day: string | undefined): Uses | null {
  if (used.count <= 1) return null;
  const less = (count: number, isCounted: boolean) => Math.max(0, count - (isCounted ? 1 : 0));
  return {
    ...used,
    count: used.count - 1,
    dayCount: less(used.dayCount, used.day === day),
    monthCount: less(used.monthCount, used.day.slice(0, 7) === day?.slice(0, 7)),
  };
}
