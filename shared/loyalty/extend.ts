import type { Lot } from './basics.ts';
import type { Extension } from './outcome.ts';

/** Moves the wallet's lots that are alive at the moment to the new date, never to an earlier one. Changes them in place. */
export function extendLots(lots: readonly Lot[], { wallet, expiresAt }: Extension, moment: string): void {
  const until = Date.parse(expiresAt);
  const now = Date.parse(moment);
  for (const lot of lots) {
    if (lot.wallet !== wallet || lot.expiresAt === null) continue;
    const ends = Date.parse(lot.expiresAt);
    if (ends > now && ends < until) lot.expiresAt = expiresAt;
  }
}
