import type { CompiledProgramme, Context } from '../compile/types.ts';
import type { Lot } from '../basics.ts';
import type { Fund, Purse } from './types.ts';

type Offered = { lot: Lot; lease: string | null };

/** What the member may spend now, per wallet, soonest expiry first: a member's own lots, or those of the leases alone. */
export function readPurses({ wallets }: CompiledProgramme, { member, facts, moment }: Context): Purse[] {
  if (member === null) return [];
  const { spending } = facts;
  const offered: Offered[] =
    spending?.level === 'lease'
      ? spending.leases.flatMap(({ lease, lots }) => lots.map((lot) => ({ lot, lease })))
      : member.lots.map((lot) => ({ lot, lease: null }));
  return wallets.map((wallet) => {
    const funds = offered.filter(({ lot }) => lot.wallet === wallet.id && isSpendable(lot, moment.instantMs));
    if (funds.length > 1) funds.sort(bySoonestExpiry);
    return { wallet, funds: funds.map(toFund), availablePoints: funds.reduce((sum, { lot }) => sum + lot.points, 0) };
  });
}

function isSpendable({ points, activeFrom, expiresAt }: Lot, instantMs: number): boolean {
  return points > 0 && Date.parse(activeFrom) <= instantMs && expiryMs(expiresAt) > instantMs;
}

function toFund({ lot, lease }: Offered): Fund {
  return { lot: lot.id, lease, points: lot.points };
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
