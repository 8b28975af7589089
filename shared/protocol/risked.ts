import type { SaleBody } from './journal.ts';

/** Points a sale redeemed under no lease, by wallet, in its smallest units: what the till risked. */
export function riskedPoints({ money }: Pick<SaleBody, 'money'>): Map<string, number> {
  const risked = new Map<string, number>();
  for (const each of money.movements) {
    if (each.kind !== 'redeem' || each.lease !== undefined) continue;
    risked.set(each.wallet, (risked.get(each.wallet) ?? 0) + each.points);
  }
  return risked;
}

/** Rights a sale used, with the lease it names for each; what the receipt opened itself is its own to use. */
export function usedRights({
  facts,
  money,
}: Pick<SaleBody, 'facts' | 'money'>): { id: string; lease: string | null }[] {
  const opened = new Set(money.entitlements.issued?.map(({ id }) => id));
  return money.entitlements.used.flatMap(({ id }) => {
    if (opened.has(id)) return [];
    return [{ id, lease: facts.rights?.held.find(({ entitlement }) => entitlement === id)?.lease ?? null }];
  });
}
