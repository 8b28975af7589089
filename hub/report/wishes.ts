import type { HubReport } from '../../shared/protocol/report.ts';
import type { Span, WishRow } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/** What was bought was there. */
export async function wishesIn(reader: Reader, within: Pick<Span, 'fromMs' | 'untilMs'>): Promise<HubReport['wishes']> {
  const sums = await reader.wishSums(within);
  const count = (...states: WishRow['state'][]) =>
    sums.filter(({ state }) => states.includes(state)).reduce((sum, { wishes }) => sum + wishes, 0);
  return {
    asked: count('asked', 'ordered', 'arrived', 'bought', 'dropped'),
    arrived: count('arrived', 'bought'),
    bought: count('bought'),
    dropped: count('dropped'),
  };
}
