import type { Posting } from '../../shared/loyalty/fold.ts';
import type { LedgerSum } from '../store/rows.ts';

/** Sums of signed sides. Every posting adds to one side what it takes from another, so a sheet is zero in each wallet. */
export class Sheet {
  readonly #points = new Map<string, number>();

  post(postings: readonly Posting[]): void {
    for (const { wallet, from, to, points } of postings) {
      this.add({ wallet, side: from, points: -points });
      this.add({ wallet, side: to, points });
    }
  }

  add({ wallet, side, points }: LedgerSum): void {
    const key = `${wallet}\n${side}`;
    this.#points.set(key, (this.#points.get(key) ?? 0) + points);
  }

  subtract({ wallet, side, points }: LedgerSum): void {
    this.add({ wallet, side, points: -points });
  }

  /** The sides that are not zero. Throws when a wallet does not sum to zero: nothing of the kind may reach the ledger. */
  entries(): LedgerSum[] {
    const entries: LedgerSum[] = [];
    const sums = new Map<string, number>();
    for (const [key, points] of this.#points) {
      if (points === 0) continue;
      const [wallet = '', side = ''] = key.split('\n');
      entries.push({ wallet, side, points });
      sums.set(wallet, (sums.get(wallet) ?? 0) + points);
    }
    for (const [wallet, sum] of sums) if (sum !== 0) throw new Error(`postings of wallet ${wallet} sum to ${sum}`);
    return entries;
  }
}
