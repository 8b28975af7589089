import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import type { LeaseGrant, SaleBody } from '../../shared/protocol/journal.ts';
import { riskedPoints, usedRights } from '../../shared/protocol/risked.ts';
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

/** Rights used that no lease of the till backs. */
async function riskedRights({ reader, key }: BackingCheck, body: SaleBody): Promise<Difference[]> {
  const risked: Difference[] = [];
  for (const { id, lease } of usedRights(body)) {
    const grant = lease === null ? undefined : await reader.grant(key.till, lease);
    if (!grant || !covers(grant.grant, id)) risked.push({ path: `facts.rights.held.${id}`, till: lease, hub: 'lease' });
  }
  return risked;
}

function covers(grant: string, right: string): boolean {
  const { lease } = JSON.parse(grant) as LeaseGrant;
  return lease.rights?.some(({ entitlement }) => entitlement === right) ?? false;
}
