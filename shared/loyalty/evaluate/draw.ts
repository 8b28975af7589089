import type { Lot } from '../basics.ts';

/** A lot, or the part of it under a lease. */
export type Offered = { readonly lot: Lot; readonly lease: string | null };
export type Drawn = Offered & { readonly points: number };

/** Those of a wallet that may be spent at the moment, in the order in which they are: soonest expiry first. */
export function spendable(offered: readonly Offered[], wallet: string, instantMs: number): Offered[] {
  const found = offered.filter(({ lot }) => lot.wallet === wallet && isSpendable(lot, instantMs));
  if (found.length > 1) found.sort(bySoonestExpiry);
  return found;
}

/** Takes up to `points` (smallest units) from what is offered, in its order. The parts sum to less where there is no more. */
export function draw(offered: readonly Offered[], points: number): Drawn[] {
  const drawn: Drawn[] = [];
  let left = points;
  for (const { lot, lease } of offered) {
    if (left === 0) break;
    const taken = Math.min(left, lot.points);
    left -= taken;
    drawn.push({ lot, lease, points: taken });
  }
  return drawn;
}

function isSpendable({ points, activeFrom, expiresAt }: Lot, instantMs: number): boolean {
  return points > 0 && Date.parse(activeFrom) <= instantMs && expiryMs(expiresAt) > instantMs;
}

/** Ties: the older lot, then ids, so that the order in which a snapshot lists them decides nothing. */
function bySoonestExpiry(a: Offered, b: Offered): number {
  const [left, right] = [expiryMs(a.lot.expiresAt), expiryMs(b.lot.expiresAt)];
  if (left !== right) return left < right ? -1 : 1;
  const age = Date.parse(a.lot.activeFrom) - Date.parse(b.lot.activeFrom);
  if (age !== 0) return age;
  if (a.lot.id !== b.lot.id) return a.lot.id < b.lot.id ? -1 : 1;
  return (a.lease ?? '') < (b.lease ?? '') ? -1 : 1;
}

function expiryMs(expiresAt: string | null): number {
  return expiresAt === null ? Infinity : Date.parse(expiresAt);
}
