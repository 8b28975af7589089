import type { WalletPoints } from '../../shared/loyalty/basics.ts';
import type { VatTotal } from '../../shared/loyalty/outcome.ts';
import { halfUp, total } from './arithmetic.ts';

/** Points per wallet, those with nothing left out. */
export function pointsOut(wallets: readonly string[], pointsOf: (wallet: string) => bigint): WalletPoints[] {
  return wallets.map((wallet) => ({ wallet, points: Number(pointsOf(wallet)) })).filter(({ points }) => points > 0);
}

/** VAT included, per rate, lowest first. */
export function vatOf(parts: readonly { rateBp: number | undefined; amount: number }[]): VatTotal[] {
  const rates = [...new Set(parts.flatMap(({ rateBp }) => (rateBp === undefined ? [] : [rateBp])))].toSorted(
    (a, b) => a - b,
  );
  return rates.map((rateBp) => {
    const gross = total(parts.filter((part) => part.rateBp === rateBp).map(({ amount }) => BigInt(amount)));
    const vat = halfUp(gross * BigInt(rateBp), 10_000n + BigInt(rateBp));
    return { rateBp, grossMinor: Number(gross), vatMinor: Number(vat) };
  });
}

export function listsThatAreNotEmpty<T extends Record<string, unknown[]>>(lists: T): Partial<T> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>;
}
