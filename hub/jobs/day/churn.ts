import type { Account } from '../../../shared/loyalty/account.ts';
import { dayNumberOf } from '../../../shared/loyalty/time/moment.ts';

const leastPurchases = 3;

/**
 * How likely a member is gone, in basis points, by how they used to come: 0 while the time since the last purchase is no longer than
 * their usual gap (the mean of the gaps between the latest purchases, ten at most), half when two gaps have passed, all at three.
 * Null: too few purchases on different days to say.
 */
export function churnRiskBp({ recent }: Pick<Account, 'recent'>, dayNumber: number): number | null {
  const days = recent.map(({ moment }) => dayNumberOf(moment.slice(0, 10)));
  const [first, last] = [days[0], days.at(-1)];
  if (days.length < leastPurchases || first === undefined || last === undefined || last <= first) return null;
  const gaps = days.length - 1;
  const usual = last - first;
  // (since - usual / gaps) / (usual / gaps), half of it, in whole numbers.
  const over = (dayNumber - last) * gaps - usual;
  return Math.max(0, Math.min(10_000, Math.floor((over * 5000) / usual)));
}
