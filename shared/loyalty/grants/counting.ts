import type { CompiledChallenge } from '../compile/types.ts';
import type { Counter } from '../facts.ts';
import { dayMs, dayNumberOf, dayOf } from '../time/moment.ts';

type Counting = Pick<CompiledChallenge, 'id' | 'goal' | 'days' | 'streak' | 'repeats'>;

/** Where the member stands after `amount` more on a local day, and how many times that reached the goal. Null: it counts nothing. */
export function counted(
  challenge: Counting,
  counter: Counter | undefined,
  dayNumber: number,
  amount: number,
): { state: Counter; rounds: number } | null {
  const { id, goal, streak, repeats } = challenge;
  if (amount <= 0 || (counter && isDone(challenge, counter))) return null;
  if (counter && streak !== null && countedPeriod(streak, counter, dayNumber)) return null;
  const before = counter === undefined ? 0 : standingCount(challenge, counter, dayNumber);
  const today = dayOf(dayNumber);
  const count = before + (streak === null ? amount : 1);
  const rounds = count < goal ? 0 : repeats ? Math.floor(count / goal) : 1;
  const since = before === 0 || rounds > 0 ? today : counter!.since;
  return {
    state: {
      challenge: id,
      count: repeats ? count - rounds * goal : count,
      since,
      last: counter !== undefined && counter.last > today ? counter.last : today,
      reached: (counter?.reached ?? 0) + rounds,
    },
    rounds,
  };
}

/** Reached once and for all. */
export function isDone({ repeats }: Pick<Counting, 'repeats'>, { reached }: Counter): boolean {
  return !repeats && reached > 0;
}

/** What of the count still stands on a local day: nothing when its time is over or a period was missed. */
export function standingCount({ days, streak }: Counting, { count, since, last }: Counter, dayNumber: number): number {
  if (days !== null && dayNumber - dayNumberOf(since) > days) return 0;
  if (streak !== null && periodOf(streak, dayNumber) > periodOf(streak, dayNumberOf(last)) + 1) return 0;
  return count;
}

/** A count that a return brought back to nothing leaves its period free. */
function countedPeriod(
  streak: NonNullable<Counting['streak']>,
  { count, reached, last }: Counter,
  day: number,
): boolean {
  return (count > 0 || reached > 0) && periodOf(streak, day) <= periodOf(streak, dayNumberOf(last));
}

/** Periods in their order; weeks begin on Monday. */
function periodOf(streak: NonNullable<Counting['streak']>, dayNumber: number): number {
  if (streak === 'day') return dayNumber;
  if (streak === 'week') return Math.floor((dayNumber + 3) / 7);
  const day = new Date(dayNumber * dayMs);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}
