import { mulDiv } from '../../money/money.ts';
import type { VatTotal } from '../outcome.ts';

/** VAT included in an amount, computed once per rate on the sum, half up; rates ascending. Lines without a rate are left out. */
export function vatTotals(lines: readonly { vatRateBp?: number | undefined; netMinor: number }[]): VatTotal[] {
  const sums = new Map<number, number>();
  for (const { vatRateBp, netMinor } of lines)
    if (vatRateBp !== undefined) sums.set(vatRateBp, (sums.get(vatRateBp) ?? 0) + netMinor);
  return [...sums]
    .toSorted(([a], [b]) => a - b)
    .map(([rateBp, grossMinor]) => ({ rateBp, grossMinor, vatMinor: includedVat(grossMinor, rateBp) }));
}

export function includedVat(grossMinor: number, rateBp: number): number {
  return mulDiv(grossMinor, rateBp, 10_000 + rateBp, 'halfUp');
}
