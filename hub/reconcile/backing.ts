import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import type { LeaseGrant, SaleBody } from '../../shared/protocol/journal.ts';
import type { Difference } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import type { Revisions } from './revisions.ts';

type BackingCheck = { reader: Reader; revisions: Revisions; key: { till: string } };

/** Points are spent, and rights used, under leases alone; without one as far as the programme lets a till risk it. */
export async function unbacked(check: BackingCheck, body: SaleBody): Promise<Difference[]> {
  const points = riskedPoints(body);
  const rights = await riskedRights(check, body);
  if (points.size === 0 && rights.length === 0) return [];
  const rules = await check.revisions.rules(check.reader, body.facts.basis?.programme.hash ?? '');
  const offline = rules?.programme.offline;
  return [...pointDifferences(body, points, offline), ...(offline?.rights ? [] : rights)];
}

/** Points redeemed under no lease, by wallet. */
function riskedPoints({ money }: SaleBody): Map<string, number> {
  const risked = new Map<string, number>();
  for (const each of money.movements) {
    if (each.kind !== 'redeem' || each.lease !== undefined) continue;
    risked.set(each.wallet, (risked.get(each.wallet) ?? 0) + each.points);
  }
  return risked;
}

function pointDifferences(
  { facts }: SaleBody,
  risked: Map<string, number>,
  offline: Offline | undefined,
): Difference[] {
  const { spending } = facts;
  const allowed = spending?.level === 'lease' ? spending.floor : undefined;
  if (risked.size > 0 && !allowed) {
    return [{ path: 'facts.spending.level', till: spending?.level ?? 'quote', hub: 'lease' }];
  }
  return [...risked].flatMap(([wallet, points]) => {
    const most = offline?.floor?.find((each) => each.wallet === wallet)?.receiptPoints ?? 0;
    return points > most ? [{ path: `facts.spending.floor.${wallet}`, till: points, hub: most }] : [];
  });
}

/** Rights used that no lease of the till backs; what the receipt opened itself is its own to use. */
async function riskedRights({ reader, key }: BackingCheck, { facts, money }: SaleBody): Promise<Difference[]> {
  const own = new Set(money.entitlements.issued?.map(({ id }) => id));
  const risked: Difference[] = [];
  for (const { id } of money.entitlements.used) {
    if (own.has(id)) continue;
    const lease = facts.rights?.held.find(({ entitlement }) => entitlement === id)?.lease;
    const grant = lease === undefined ? undefined : await reader.grant(key.till, lease);
    if (!grant || !covers(grant.grant, id)) {
      risked.push({ path: `facts.rights.held.${id}`, till: lease ?? null, hub: 'lease' });
    }
  }
  return risked;
}

function covers(grant: string, right: string): boolean {
  const { lease } = JSON.parse(grant) as LeaseGrant;
  return lease.rights?.some(({ entitlement }) => entitlement === right) ?? false;
}
