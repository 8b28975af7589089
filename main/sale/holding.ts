import type { MemberFacts, RightsFacts } from '../../shared/loyalty/facts.ts';
import { rightQuantity } from '../../shared/loyalty/account.ts';
import type { LeaseReply } from '../../shared/protocol/hub.ts';
import type { RecordBody, SaleBody } from '../../shared/protocol/journal.ts';
import { afterSale } from '../store/lease-debits.ts';
import type { Desk } from './desk.ts';
import type { HeldLease, OpenSale } from './open-sale.ts';

/**
 * What this till holds of a member's points and rights. A lease the open sale does not have is at hand: it stays while the hub can't be
 * reached, so that the member can spend it here with the next receipt, and goes back as soon as the hub can.
 */

/** Leases of the member that lie here: what the sale of theirs may spend at once (level T1). */
export function atHand(desk: Desk, member: string): HeldLease[] {
  const taken = desk.heldBeside();
  return desk.deps.journal.openLeases().filter(({ lease, member: of }) => of === member && !taken.has(lease));
}

/** Leases that end with a sale. Offline only those with nothing left: what goes back now can't be spent here until the hub answers. */
export function endedLeases(
  { deps }: Desk,
  { leases }: OpenSale,
  body: Pick<SaleBody, 'facts' | 'money'> | null,
): string[] {
  const ends = deps.online() ? isOver : isEmpty;
  return leases
    .filter((lease) => ends(lease, body ? (afterSale(lease, lease.lease, body) ?? lease) : lease))
    .map(({ lease }) => lease);
}

/** What is kept ahead of time outlives a sale that did not touch it. */
function isOver(lease: HeldLease, left: HeldLease): boolean {
  return !lease.ahead || !same(lease, left);
}

function isEmpty(_: HeldLease, left: HeldLease): boolean {
  return left.lots.length === 0 && left.rights.length === 0;
}

function same(a: HeldLease, b: HeldLease): boolean {
  return JSON.stringify([a.lots, a.rights]) === JSON.stringify([b.lots, b.rights]);
}

/** The records that give leases back. */
export function closings(leases: readonly Pick<HeldLease, 'lease' | 'member'>[]): RecordBody[] {
  return leases.map(({ lease, member }) => ({ kind: 'lease.closed', lease, ...(member === null ? {} : { member }) }));
}

/** Gives back what was granted for somebody who is gone, or too late: closed without having been accepted. */
export function giveBackGrant(desk: Desk, reply: LeaseReply): void {
  if (reply.kind !== 'granted') return;
  const { lease, member = null } = reply.grant;
  if (desk.deps.journal.leaseState(lease.id) !== undefined) return;
  desk.write({ records: closings([{ lease: lease.id, member }]) });
}

/** What goes back when a sale lets its member go without spending. */
export function givenUp(desk: Desk, sale: OpenSale): RecordBody[] {
  const ended = new Set(endedLeases(desk, sale, null));
  return closings(sale.leases.filter(({ lease }) => ended.has(lease)));
}

/**
 * Gives back what lies here for nobody, now that the hub is reached: but what was taken ahead of time, or to take goods back, until the shift ends or
 * another till asks for it, and rights whose receipt the hub has not heard of. So does the right to take goods back by a receipt of this
 * till that another one asks for. Never throws: what could not be written now is given back the next time.
 */
export function tidy(desk: Desk, report: (error: unknown) => void): void {
  const { journal, replica, till, online } = desk.deps;
  if (desk.isClosed || !online()) return;
  const open = journal.openLeases();
  const recalled = new Set(replica.get('recall', till)?.leases);
  if (open.length === 0 && recalled.size === 0) return;
  const isPushed = journal.unpushed().count === 0;
  const { sale, giveBack } = desk.counter;
  const inUse = new Set([...desk.heldBeside(), ...(sale?.leases ?? []).map(({ lease }) => lease)]);
  const wanted = (receipt: string, lease: string) =>
    giveBack?.ofReceipt === receipt || (desk.shift !== null && desk.returning === receipt && !recalled.has(lease));
  const idle: Pick<HeldLease, 'lease' | 'member'>[] = open.filter((each) => {
    if (each.receipt) return !wanted(each.receipt, each.lease);
    const isKept = each.ahead && desk.shift && !recalled.has(each.lease);
    return !inUse.has(each.lease) && !isKept && (isPushed || !isOwnHold(each));
  });
  for (const lease of recalled) {
    // A receipt of this till: the right to take its goods back was its own until now.
    const isOwnSale = journal.leaseState(lease) === undefined && journal.sale(lease) !== undefined;
    if (isOwnSale && !wanted(lease, lease)) idle.push({ lease, member: null });
  }
  if (idle.length === 0) return;
  try {
    desk.write({ records: closings(idle) });
  } catch (error) {
    report(error);
  }
}

/** A right that a receipt of this till opened is held under its own id. */
function isOwnHold({ lease, rights }: HeldLease): boolean {
  return rights.some(({ entitlement }) => entitlement === lease);
}

/** The member's rights that work in so many receipts and may be used at the sale's moment. */
export function countedRights(
  { entitlements, blocked }: Pick<MemberFacts, 'entitlements' | 'blocked'>,
  moment: string,
): string[] {
  if (blocked) return [];
  const at = Date.parse(moment);
  return entitlements.flatMap((right) => {
    const { id, validFrom, validUntil } = right;
    const begun = validFrom === undefined || Date.parse(validFrom) <= at;
    const ended = validUntil !== undefined && Date.parse(validUntil) <= at;
    return rightQuantity(right) !== null && begun && !ended ? [id] : [];
  });
}

/** What of the member's rights the sale's leases hold, and what it may not use, with why. */
export function rightsFacts(sale: OpenSale): RightsFacts | undefined {
  if (!sale.member) return undefined;
  const held = sale.leases.flatMap(({ lease, rights }) => rights.map(({ entitlement }) => ({ entitlement, lease })));
  const atRisk = sale.risk?.rights ?? [];
  const backed = new Set([...held.map(({ entitlement }) => entitlement), ...atRisk]);
  const counted = countedRights(sale.member.facts, sale.moment);
  if (counted.length === 0 && held.length === 0) return undefined;
  const reason = sale.rightsRefusal ?? 'offline';
  const withheld = counted.filter((id) => !backed.has(id)).map((entitlement) => ({ entitlement, reason }));
  return { held, withheld };
}
