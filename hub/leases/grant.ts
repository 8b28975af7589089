import { availableLots, leasedQuantity, rightQuantity } from '../../shared/loyalty/account.ts';
import type { Account, LeasedRight } from '../../shared/loyalty/account.ts';
import type { Lot } from '../../shared/loyalty/basics.ts';
import type { LeaseReply, LeaseRequest } from '../../shared/protocol/hub.ts';
import type { LeaseGrant } from '../../shared/protocol/journal.ts';
import { assertAllReported } from '../enrol/generation.ts';
import { randomId } from '../identity/data-folder.ts';
import type { HubKey } from '../identity/keys.ts';
import { Books } from '../ledger/books.ts';
import type { Ports } from '../ports.ts';
import type { GrantRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { keepGrant } from './keep.ts';
import { recall } from './recall.ts';

export type LeaseDeps = { store: Store; key: HubKey; generation: string; ports: Pick<Ports, 'clock' | 'random'> };
export type LeaseHolder = { till: string; shop: string };

/**
 * Puts points and rights aside for one till: whole lots or parts of them that may be spent at the receipt's moment, soonest expiry
 * first, and uses of rights, no more than asked. The same request id always has the same answer. Only the till gives them back, or a
 * person who declares it lost. What other tills hold ahead of time is called back.
 */
export async function grantLease(deps: LeaseDeps, holder: LeaseHolder, request: LeaseRequest): Promise<LeaseReply> {
  return deps.store.write(async (tx) => {
    const known = await tx.grantByRequest(holder.till, request.requestId);
    if (known) return reply(known);
    await assertAllReported(tx, deps.generation);
    const books = new Books(tx);
    const book = await books.member(request.member);
    if (!book) return { kind: 'refused', reason: 'unknownMember' };
    const { account } = book.row;
    if (account.blocked) return { kind: 'refused', reason: 'blocked' };
    const lots = lotsFor(account, request);
    const rights = rightsFor(account, request);
    const called = isShort(request, lots, rights) && (await recall(tx, account, holder.till));
    if (lots.length === 0 && rights.length === 0) {
      if (called) await tx.takePositions();
      return { kind: 'refused', reason: called && request.rights !== undefined ? 'elsewhere' : 'noPoints' };
    }
    const id = randomId(deps.ports.random);
    const lease = { id, till: holder.till, lots, ...(rights.length > 0 ? { rights } : {}) };
    let grantedAt = '';
    const nowMs = deps.ports.clock.nowMs();
    await books.ofHub(book, nowMs, (at) => {
      grantedAt = at;
      return { kind: 'granted', lease };
    });
    books.visit(book, holder.shop, request.ahead ? null : nowMs);
    const { member, requestId, ahead } = request;
    const { generation } = deps;
    const grant: LeaseGrant = { lease, member, requestId, grantedAt, generation, ...(ahead ? { ahead } : {}) };
    const row = await keepGrant(tx, deps.key, grant);
    await books.save();
    await tx.takePositions();
    return reply(row);
  });
}

function reply({ grant, signature }: GrantRow): LeaseReply {
  return { kind: 'granted', grant: JSON.parse(grant) as LeaseGrant, signature };
}

function lotsFor(account: Account, { wallet, points = 0, moment }: LeaseRequest): Lot[] {
  const atMs = Date.parse(moment);
  const spendable = availableLots(account)
    .filter((lot) => lot.wallet === wallet && Date.parse(lot.activeFrom) <= atMs && endsMs(lot) > atMs)
    .toSorted((a, b) => endsMs(a) - endsMs(b) || (a.id < b.id ? -1 : 1));
  const lots: Lot[] = [];
  let left = points;
  for (const lot of spendable) {
    if (left === 0) break;
    const taken = Math.min(left, lot.points);
    lots.push({ ...lot, points: taken });
    left -= taken;
  }
  return lots;
}

/** All that is open of a gift, one use of any other right: what no lease holds. Rights that work for ever are nobody's to hold. */
function rightsFor(account: Account, { rights = [] }: LeaseRequest): LeasedRight[] {
  return [...new Set(rights)].flatMap((id) => {
    const right = account.entitlements.find((each) => each.id === id);
    const quantity = right ? rightQuantity(right) : null;
    if (!right || quantity === null) return [];
    const free = quantity - leasedQuantity(account, id);
    const taken = right.gift ? free : Math.min(free, 1000);
    return taken > 0 ? [{ entitlement: id, quantity: taken }] : [];
  });
}

function isShort(
  { points = 0, rights = [] }: LeaseRequest,
  lots: readonly Lot[],
  had: readonly LeasedRight[],
): boolean {
  return lots.reduce((sum, lot) => sum + lot.points, 0) < points || had.length < rights.length;
}

function endsMs({ expiresAt }: Lot): number {
  return expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt);
}
