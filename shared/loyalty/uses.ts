import type { MemberFacts, Uses } from './facts.ts';

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

type Earning = NonNullable<MemberFacts['earning']>;

/** One receipt more that earned on this local day; an earlier day than the last one is past. */
export function earnedOnceMore(earning: Earning | undefined, day: string): Earning {
  if (!earning || day > earning.day) return { day, receipts: 1 };
  return day === earning.day ? { day, receipts: earning.receipts + 1 } : earning;
}
