import { mulDiv } from '../../money/money.ts';
import type { VatTotal } from '../outcome.ts';

/** VAT included in an amount, computed once per rate on the sum, half up; rates ascending. Lines without a rate are left out. */
export function vatTotals(lines: readonly { vatRateBp?: number | undefined; netMinor: number }[]): VatTotal[] {
  const totals: VatTotal[] = [];
  for (const { vatRateBp: rateBp, netMinor } of lines) {
    if (rateBp === undefined) continue;
    const known = totals.find((total) => total.rateBp === rateBp);
    if (known) known.grossMinor += netMinor;
    else totals.push({ rateBp, grossMinor: netMinor, vatMinor: 0 });
  }
  for (const total of totals) total.vatMinor = includedVat(total.grossMinor, total.rateBp);
  return totals.toSorted((a, b) => a.rateBp - b.rateBp);
}

export function includedVat(grossMinor: number, rateBp: number): number {
  return mulDiv(grossMinor, rateBp, 10_000 + rateBp, 'halfUp');
}
