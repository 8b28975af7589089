import type { Facts } from '../loyalty/facts.ts';
import type { Usage } from './feed.ts';
import type { RecordBody } from './journal.ts';

/** By promotion, what records add to its usage: a whole return takes a use back. */
export type UsageSums = Map<string, Usage>;

export function addUsage(sums: UsageSums, body: RecordBody): void {
  for (const { promotion, uses, given } of usageOfRecord(body)) {
    const known = sums.get(promotion) ?? { promotion, uses: 0, given: 0 };
    sums.set(promotion, { promotion, uses: known.uses + uses, given: known.given + given });
  }
}

/** What a sale or return adds to the usage of promotions with limits; negative where a return takes it back. */
export function usageOfRecord(body: RecordBody): Usage[] {
  if (body.kind === 'sale') return (body.money.given ?? []).map((each) => ({ ...each, uses: 1 }));
  if (body.kind !== 'return') return [];
  return (body.money.unused ?? []).map(({ promotion, given }) => ({ promotion, uses: -1, given: -given }));
}

/**
 * How far counted promotions are used up, as facts tell it: by what the feed told, and the till's own records beyond that. One
 * function for till and hub. Promotions nobody used yet are left out.
 */
export function usageFacts(
  counted: readonly string[],
  fed: (promotion: string) => Usage | undefined,
  own: ReadonlyMap<string, Usage>,
): NonNullable<Facts['promotions']> {
  return counted.flatMap((promotion) => {
    const [known, more] = [fed(promotion), own.get(promotion)];
    const uses = Math.max(0, (known?.uses ?? 0) + (more?.uses ?? 0));
    const given = Math.max(0, (known?.given ?? 0) + (more?.given ?? 0));
    return uses > 0 || given > 0 ? [{ promotion, uses, given }] : [];
  });
}
