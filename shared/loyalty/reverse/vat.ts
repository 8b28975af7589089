import { includedVat } from '../evaluate/vat.ts';
import type { VatTotal } from '../outcome.ts';

/** What was refunded for a line. */
export type Refunded = { vatRateBp?: number | undefined; refundMinor: number };

/** VAT per rate by cumulative difference, so that the returns of a sale sum to the VAT of the sale. */
export function returnVat(before: readonly Refunded[], now: readonly Refunded[]): VatTotal[] {
  const already = byRate(before);
  return [...byRate(now)]
    .toSorted(([a], [b]) => a - b)
    .map(([rateBp, grossMinor]) => {
      const earlier = already.get(rateBp) ?? 0;
      const vatMinor = includedVat(earlier + grossMinor, rateBp) - includedVat(earlier, rateBp);
      return { rateBp, grossMinor, vatMinor };
    });
}

function byRate(refunds: readonly Refunded[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { vatRateBp, refundMinor } of refunds)
    if (vatRateBp !== undefined) sums.set(vatRateBp, (sums.get(vatRateBp) ?? 0) + refundMinor);
  return sums;
}
