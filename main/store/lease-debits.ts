import type { LeasedRight } from '../../shared/loyalty/account.ts';
import type { Lot } from '../../shared/loyalty/basics.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';

/** Points and rights of a member set aside for this till: what is left of them to spend. */
export type OpenLease = {
  lease: string;
  /** Null of a return right. */
  member: string | null;
  lots: Lot[];
  rights: LeasedRight[];
  /** Taken for nobody at the counter. */
  ahead: boolean;
  /** It is the right to take goods back by this receipt; null, and left out by older versions: of points and rights. */
  receipt?: string | null;
};

type Spent = Pick<SaleBody, 'facts' | 'money'>;

/** What only a bug can ask for, or a journal that lost records. */
export class LeaseShort extends Error {}

/** The leases a sale spends of: those it names, and the till's own holds, which have the ids of their rights. */
export function leasesNamed({ facts, money }: Spent): Set<string> {
  const named = new Set<string>();
  for (const each of money.movements) if (each.kind === 'redeem' && each.lease !== undefined) named.add(each.lease);
  for (const { id } of money.entitlements.used) named.add(leaseOf(facts, id) ?? id);
  return named;
}

/** What a sale leaves of a lease; null for a hold there is none of. Throws `LeaseShort` where it spends more than is left. */
export function afterSale(lease: OpenLease | null, id: string, { facts, money }: Spent): OpenLease | null {
  const uses = money.entitlements.used.filter((use) => (leaseOf(facts, use.id) ?? use.id) === id);
  const isNamed = uses.length === 0 || uses.some((use) => leaseOf(facts, use.id) === id);
  if (!lease) {
    if (isNamed) throw new LeaseShort(`lease ${id} is not open`);
    return null;
  }
  const lots = lease.lots.map((lot) => ({ ...lot }));
  for (const each of money.movements) {
    if (each.kind !== 'redeem' || each.lease !== id) continue;
    const lot = lots.find((held) => held.id === each.lot);
    if (!lot || lot.points < each.points) {
      throw new LeaseShort(`lease ${id} does not hold ${each.points} points of lot ${each.lot}`);
    }
    lot.points -= each.points;
  }
  const rights = lease.rights.map((right) => {
    const used = uses.find((use) => use.id === right.entitlement)?.quantity ?? 0;
    if (used > right.quantity) throw new LeaseShort(`lease ${id} does not hold ${used} of right ${right.entitlement}`);
    return { ...right, quantity: right.quantity - used };
  });
  return {
    ...lease,
    lots: lots.filter(({ points }) => points > 0),
    rights: rights.filter(({ quantity }) => quantity > 0),
  };
}

function leaseOf({ rights }: SaleBody['facts'], entitlement: string): string | undefined {
  return rights?.held.find((each) => each.entitlement === entitlement)?.lease;
}
