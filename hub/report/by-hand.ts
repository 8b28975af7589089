import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { CashierReport } from '../../shared/protocol/report.ts';
import type { ByHandEvent } from '../events/by-hand.ts';

type Sum = CashierReport['byHand'][number];

/** Points that people gave and took by their word, by person. `texts`: events of members, as JSON. */
export async function byHandOf(texts: Iterable<string> | AsyncIterable<string>): Promise<Map<string, Sum[]>> {
  const people = new Map<string, Map<string, Sum>>();
  for await (const text of texts) {
    // Of all that happened to members little is by hand.
    if (!text.includes('"by":')) continue;
    const event = JSON.parse(text) as AccountEvent | ByHandEvent;
    if (event.kind === 'reacted' && 'by' in event) count(people, event);
  }
  return new Map([...people].map(([by, sums]) => [by, [...sums.values()].toSorted(byWallet)]));
}

function count(people: Map<string, Map<string, Sum>>, { by, reaction }: ByHandEvent): void {
  const sums = people.get(by) ?? new Map<string, Sum>();
  people.set(by, sums);
  for (const movement of reaction.movements) {
    const { wallet, points } = movement;
    const { times, given, taken } = sums.get(wallet) ?? { times: 0, given: 0, taken: 0 };
    const isGiven = movement.kind === 'accrue';
    sums.set(wallet, {
      wallet,
      times: times + 1,
      given: given + (isGiven ? points : 0),
      taken: taken + (isGiven ? 0 : points),
    });
  }
}

function byWallet(a: Sum, b: Sum): number {
  return a.wallet < b.wallet ? -1 : 1;
}
