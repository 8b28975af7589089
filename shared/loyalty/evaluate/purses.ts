import type { CompiledProgramme, Context } from '../compile/types.ts';
import { draw, spendable } from './draw.ts';
import type { Offered } from './draw.ts';
import type { Purse } from './types.ts';

/**
 * What the member may spend now, per wallet, soonest expiry first: the member's own lots; under leases theirs alone, and of
 * the own ones what the floor limits allow.
 */
export function readPurses({ wallets }: CompiledProgramme, { member, facts, moment }: Context): Purse[] {
  if (member === null) return [];
  const { spending } = facts;
  const own: Offered[] = member.lots.map((lot) => ({ lot, lease: null }));
  if (spending?.level !== 'lease')
    return wallets.map((wallet) => purse(wallet, spendable(own, wallet.id, moment.instantMs)));
  const leased = spending.leases.flatMap(({ lease, lots }) => lots.map((lot) => ({ lot, lease })));
  return wallets.map((wallet) => {
    const risked = spending.floor?.find((each) => each.wallet === wallet.id)?.points ?? 0;
    const parts = risked === 0 ? [] : draw(spendable(own, wallet.id, moment.instantMs), risked);
    const atRisk = parts.map(({ lot, points }) => ({ lot: { ...lot, points }, lease: null }));
    return purse(wallet, spendable([...leased, ...atRisk], wallet.id, moment.instantMs));
  });
}

function purse(wallet: Purse['wallet'], funds: Offered[]): Purse {
  return { wallet, funds, availablePoints: funds.reduce((sum, { lot }) => sum + lot.points, 0) };
}
