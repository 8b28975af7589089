import { includedVat } from '../evaluate/vat.ts';
import type { OutcomeLine, VatTotal } from '../outcome.ts';
import { paidUpTo } from './shares.ts';
import type { Part } from './shares.ts';

/** VAT per rate by cumulative difference, so that the returns of a sale sum to the VAT of the sale. */
export function returnVat(
  lines: readonly OutcomeLine[],
  returnedBefore: ReadonlyMap<string, number>,
  parts: readonly Part[],
): VatTotal[] {
  const now = new Map<number, number>();
  for (const { line, from, to } of parts)
    if (line.vatRateBp !== undefined) add(now, line.vatRateBp, paidUpTo(line, to) - paidUpTo(line, from));
  const before = new Map<number, number>();
  for (const line of lines)
    if (line.vatRateBp !== undefined) add(before, line.vatRateBp, paidUpTo(line, returnedBefore.get(line.id) ?? 0));
  return [...now]
    .toSorted(([a], [b]) => a - b)
    .map(([rateBp, grossMinor]) => {
      const already = before.get(rateBp) ?? 0;
      const vatMinor = includedVat(already + grossMinor, rateBp) - includedVat(already, rateBp);
      return { rateBp, grossMinor, vatMinor };
    });
}

function add(sums: Map<number, number>, key: number, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}
