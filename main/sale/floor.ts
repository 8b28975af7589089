import type { WalletPoints } from '../../shared/loyalty/basics.ts';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import type { Risk } from '../store/risks.ts';

/**
 * Level T2: what a till may risk of a member without a lease, where the programme lets it. Counted over its own sales that the hub has
 * not acknowledged, so that all tills together never risk more than their number times the limits.
 */
export type FloorQuestion = {
  member: string;
  /** How old the replica is; null: nobody knows. */
  ageMs: number | null;
  risked: readonly Risk[];
};

const hourMs = 3_600_000;
const defaultHours = 24;

/** Points that may still be risked on this receipt, by wallet; none left out. */
export function floorLeft(offline: Offline | undefined, { member, ageMs, risked }: FloorQuestion): WalletPoints[] {
  if (!isFresh(offline, ageMs)) return [];
  return (offline?.floor ?? []).flatMap(({ wallet, receiptPoints, memberPoints, tillPoints, redemptions }) => {
    const own = risked.flatMap((risk) => ('wallet' in risk && risk.wallet === wallet ? [risk] : []));
    if (own.length >= redemptions) return [];
    const byTill = sum(own);
    const byMember = sum(own.filter((risk) => risk.member === member));
    const points = Math.min(receiptPoints, memberPoints - byMember, tillPoints - byTill);
    return points > 0 ? [{ wallet, points }] : [];
  });
}

/** Of these rights those that may be used without a lease: none twice at this till before the hub knows. */
export function rightsAtRisk(
  offline: Offline | undefined,
  { member, ageMs, risked }: FloorQuestion,
  rights: readonly string[],
): string[] {
  if (!offline?.rights || !isFresh(offline, ageMs)) return [];
  const used = new Set(
    risked.flatMap((risk) => ('entitlement' in risk && risk.member === member ? [risk.entitlement] : [])),
  );
  return rights.filter((id) => !used.has(id));
}

export function isFresh(offline: Offline | undefined, ageMs: number | null): boolean {
  return ageMs !== null && ageMs <= (offline?.snapshotHours ?? defaultHours) * hourMs;
}

function sum(risks: readonly { points: number }[]): number {
  return risks.reduce((total, { points }) => total + points, 0);
}
