import type { CompiledProgramme, Context } from '../compile/types.ts';
import { spendable } from './draw.ts';
import type { Offered } from './draw.ts';
import type { Purse } from './types.ts';

/** What the member may spend now, per wallet, soonest expiry first: a member's own lots, or those of the leases alone. */
export function readPurses({ wallets }: CompiledProgramme, { member, facts, moment }: Context): Purse[] {
  if (member === null) return [];
  const { spending } = facts;
  const offered: Offered[] =
    spending?.level === 'lease'
      ? spending.leases.flatMap(({ lease, lots }) => lots.map((lot) => ({ lot, lease })))
      : member.lots.map((lot) => ({ lot, lease: null }));
  return wallets.map((wallet) => {
    const funds = spendable(offered, wallet.id, moment.instantMs);
    return { wallet, funds, availablePoints: funds.reduce((sum, { lot }) => sum + lot.points, 0) };
  });
}
