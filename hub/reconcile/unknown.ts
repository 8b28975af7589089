import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Difference } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

const mostLookedAt = 1000;

/** Of facts: what a till's own records say beyond its replica. Prices and programmes are the feed's alone. */
const ofOwnRecords = ['facts.member', 'facts.spending', 'facts.rights', 'facts.promotions', 'returned'];

/**
 * Whether facts differ only in what rests on records of their till that this hub can't read: what they should be, a newer one will say.
 * `own`: the records that the till says it knew beyond its replica.
 */
export async function restOnUnknown(
  reader: Reader,
  till: string,
  own: NonNullable<Facts['basis']>['own'],
  found: readonly Difference[],
): Promise<boolean> {
  if (own.length === 0 || !found.every(({ path }) => ofOwnRecords.some((start) => path.startsWith(start))))
    return false;
  const first = { till, atMs: -1, epoch: '', seq: 0, hash: '' };
  const unknown = await reader.unknownRecords(first, mostLookedAt);
  return unknown.some(
    (each) =>
      each.till === till &&
      own.some(({ epoch, from, to }) => each.epoch === epoch && from <= each.seq && each.seq <= to),
  );
}
