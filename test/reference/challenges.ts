import type { Counter } from '../../shared/loyalty/facts.ts';
import type { Challenge } from '../../shared/loyalty/programme/schema.ts';
import { asRule, giveToMember, linesOf } from './activities.ts';
import { compare, total } from './arithmetic.ts';
import { dayNumber, daysBetween, localDay, monthNumber } from './calendar.ts';
import { holds } from './conditions.ts';
import { isEarnedOut } from './limits.ts';
import { containsHolds, thresholdHolds } from './select.ts';
import { leftOf } from './state.ts';
import type { Sale } from './state.ts';

/** Phase 10, after activities: counted goals. */
export function challenges(sale: Sale): void {
  const ofPurchase = (sale.programme.challenges ?? []).filter(({ on }) => on.event === 'purchase');
  for (const challenge of ofPurchase.toSorted((a, b) => compare(a.id, b.id))) {
    const lines = linesOf(sale, challenge);
    if (!holds(sale, asRule(challenge)) || isEarnedOut(sale) || lines.length === 0) continue;
    if (!containsHolds(sale, challenge.when ?? {}) || !thresholdHolds(sale, challenge.when ?? {})) continue;
    const counted = countedOn(sale, challenge);
    if (counted !== undefined) count(sale, challenge, counted);
  }
}

/** Whole units of the lines together, their net, or the receipt as one. */
function countedOn(sale: Sale, challenge: Challenge): number | undefined {
  const lines = linesOf(sale, challenge);
  const amounts = {
    times: 1n,
    units: total(lines.map(({ quantity }) => quantity)) / 1000n,
    spendMinor: total(lines.map(leftOf)),
  };
  const amount = Number(amounts[challenge.counts]);
  return amount === 0 ? undefined : amount;
}

function count(sale: Sale, challenge: Challenge, amount: number): void {
  const today = localDay(sale.facts.moment);
  const before = sale.member?.counters?.find((counter) => counter.challenge === challenge.id);
  if (before !== undefined && before.reached > 0 && challenge.repeats !== true) return;
  const now = next(challenge, before, amount, today);
  if (now === undefined) return;
  let grants = 0;
  while (now.count >= challenge.goal) {
    for (const grant of challenge.give) {
      giveToMember(sale, { rule: challenge.id, lines: [] }, grant, `${sale.facts.receipt}:${challenge.id}:${grants}`);
      grants += 1;
    }
    now.reached += 1;
    now.count = challenge.repeats === true ? now.count - challenge.goal : now.count;
    now.since = today;
    if (challenge.repeats !== true) break;
  }
  sale.counters.push(now);
}

/** Undefined where the period is counted already. */
function next(
  { id: challenge, days, streak }: Challenge,
  before: Counter | undefined,
  amount: number,
  today: string,
): Counter | undefined {
  const reached = before?.reached ?? 0;
  const fresh: Counter = { challenge, count: amount, since: today, last: today, reached };
  if (streak !== undefined) fresh.count = 1;
  if (before === undefined || (before.count === 0 && before.reached === 0)) return fresh;
  const periods = streak === undefined ? 1 : periodOf(today, streak) - periodOf(before.last, streak);
  if (periods === 0) return undefined;
  if (before.count === 0) return fresh;
  if (days !== undefined && daysBetween(before.since, today) > days) return fresh;
  if (streak === undefined) return { ...before, count: before.count + amount, last: today };
  return periods === 1 ? { ...before, count: before.count + 1, last: today } : fresh;
}

/** Days, weeks from Monday on, or months, numbered. */
function periodOf(day: string, streak: NonNullable<Challenge['streak']>): number {
  if (streak === 'month') return monthNumber(day);
  // Day 0, 1 January 1970, was a Thursday.
  return streak === 'day' ? dayNumber(day) : Math.floor((dayNumber(day) + 3) / 7);
}
