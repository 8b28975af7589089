import { availableLots } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { Lot } from '../../shared/loyalty/basics.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import type { LeaseReply, LeaseRequest } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { LeaseGrant } from '../../shared/protocol/journal.ts';
import { assertAllReported } from '../enrol/generation.ts';
import { randomId } from '../identity/data-folder.ts';
import { sha256 } from '../identity/hash.ts';
import type { HubKey } from '../identity/keys.ts';
import { Books } from '../ledger/books.ts';
import type { Ports } from '../ports.ts';
import type { GrantRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';

export type LeaseDeps = { store: Store; key: HubKey; generation: string; ports: Pick<Ports, 'clock' | 'random'> };
export type LeaseHolder = { till: string; shop: string };

/**
 * Puts points aside for one till: whole lots or parts of them that may be spent at the receipt's moment, soonest expiry first, no
 * more than asked. The same request id always has the same answer. Only the till gives them back, or a person who declares it lost.
 */
export async function grantLease(deps: LeaseDeps, holder: LeaseHolder, request: LeaseRequest): Promise<LeaseReply> {
  return deps.store.write(async (tx) => {
    const known = await tx.grantByRequest(holder.till, request.requestId);
    if (known) return reply(known);
    await assertAllReported(tx, deps.generation);
    const books = new Books(tx);
    const book = await books.member(request.member);
    if (!book) return { kind: 'refused', reason: 'unknownMember' };
    if (book.row.account.blocked) return { kind: 'refused', reason: 'blocked' };
    const lots = lotsFor(book.row.account, request);
    if (lots.length === 0) return { kind: 'refused', reason: 'noPoints' };
    const lease = { id: randomId(deps.ports.random), till: holder.till, lots };
    let grantedAt = '';
    await books.ofHub(book, deps.ports.clock.nowMs(), (at) => {
      grantedAt = at;
      return { kind: 'granted', lease };
    });
    books.visit(book, holder.shop);
    const { member, requestId } = request;
    const grant: LeaseGrant = { lease, member, requestId, grantedAt, generation: deps.generation };
    const row = await keepGrant(tx, deps, holder, grant);
    await books.save();
    await tx.takePositions();
    return reply(row);
  });
}

async function keepGrant(tx: Tx, { key }: LeaseDeps, { till }: LeaseHolder, grant: LeaseGrant): Promise<GrantRow> {
  const text = canonicalJson(grant);
  const row: GrantRow = {
    till,
    lease: grant.lease.id,
    requestId: grant.requestId,
    member: grant.member,
    grant: text,
    signature: key.sign(signatureTags.lease + sha256(text)),
    closed: false,
  };
  await tx.addGrant(row);
  return row;
}

function reply({ grant, signature }: GrantRow): LeaseReply {
  return { kind: 'granted', grant: JSON.parse(grant) as LeaseGrant, signature };
}

function lotsFor(account: Account, { wallet, points, moment }: LeaseRequest): Lot[] {
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

function endsMs({ expiresAt }: Lot): number {
  return expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt);
}
