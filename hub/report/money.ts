import { mulDiv } from '../../shared/money/money.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { HubReport } from '../../shared/protocol/report.ts';
import type { MoneySum } from '../store/rows.ts';

/** What is left to be paid between each two sides, by reason, after all that went back. Gifts to causes are told apart. */
export function settlementsOf(sums: readonly MoneySum[]): HubReport['settlements'] {
  const pairs = new Map<string, HubReport['settlements'][number]>();
  for (const { side, other, reason, currency, amountMinor } of sums) {
    if (reason === 'donation' || side > other) continue;
    const key = JSON.stringify([side, other, reason, currency]);
    const known = pairs.get(key) ?? { from: side, to: other, reason, currency, amountMinor: 0 };
    // The side that comes first owes what it has less than nothing of.
    pairs.set(key, { ...known, amountMinor: known.amountMinor - amountMinor });
  }
  return [...pairs.values()]
    .filter(({ amountMinor }) => amountMinor !== 0)
    .map((pair) => {
      const { from, to, amountMinor } = pair;
      return amountMinor > 0 ? pair : { ...pair, from: to, to: from, amountMinor: -amountMinor };
    });
}

export function causesOf(
  { causes = [] }: Programme,
  sums: readonly MoneySum[],
  inAll: readonly MoneySum[],
): HubReport['causes'] {
  return causes.map(({ id: cause, name, goalMinor }) => {
    const given = (from: readonly MoneySum[], isBy: (other: string) => boolean) =>
      from
        .filter(({ side, other }) => side === `cause:${cause}` && isBy(other))
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const totalMinor = given(inAll, () => true);
    return {
      cause,
      name,
      byMembersMinor: given(sums, (other) => other === 'member'),
      byShopsMinor: given(sums, (other) => other !== 'member'),
      totalMinor,
      goalMinor: goalMinor ?? null,
      reachedBp: goalMinor === undefined ? null : mulDiv(Math.max(0, totalMinor), 10_000, goalMinor, 'down'),
    };
  });
}
