import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { isReceipt, signatureTags } from '../../shared/protocol/journal.ts';
import type { JournalRecord, RecordBody, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { isSignedBy, readPublicKey } from '../identity/keys.ts';
import type { HubKey } from '../identity/keys.ts';
import type { Books } from '../ledger/books.ts';
import { hubEvent } from '../ledger/events.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { registered } from '../events/registered.ts';
import { raiseAlarm } from '../items/item.ts';
import { noteUnverified } from '../items/unverified.ts';
import { dropHolds, keepGrant, keepHolds } from '../leases/keep.ts';
import { isOwnRight, noteRight } from '../leases/returns.ts';
import { blockCard, issueCard } from '../members/cards.ts';
import { register } from '../members/register.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import type { Reconciler } from '../reconcile/reconcile.ts';
import type { Revisions } from '../reconcile/revisions.ts';
import { saveAnswer, withLimits } from '../reconcile/verdicts.ts';
import type { EventKey, GrantRow, NamedReceipts } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { askWish, dropWish } from '../wishes/book.ts';
import { noteWriteOffs } from '../write-offs/note.ts';
import { bookAttachment } from './attach.ts';
import { bookExtras } from './extras.ts';
import { answered, bookMember, tellTier, tellWishes } from './member.ts';

export type Booking = {
  tx: Tx;
  /** Signs what the hub holds for a till. */
  key: Pick<HubKey, 'sign'>;
  /** The hub's own and those it had before: its grants are signed with one of them. */
  hubKeys: readonly string[];
  books: Books;
  reconciler: Reconciler;
  revisions: Revisions;
  generation: string;
  shop: string;
  /** What came beside the records, by the hash they name it by. */
  sealed: ReadonlyMap<string, SealedPart>;
  /** The feed's newest position before this transaction. */
  head: number;
  /** How far back it goes. */
  horizon: number;
};

type AcceptedBody = Extract<RecordBody, { kind: 'lease.accepted' }>;

/** A record with its exact text; `branch`: another life of the till wrote it. */
export type Booked = { record: JournalRecord; text: string; branch: boolean };

/** The receipts that a record names. */
export function receiptsOf(body: RecordBody): NamedReceipts {
  const receipt = isReceipt(body) ? body.receipt : null;
  return { receipt, ofReceipt: body.kind === 'return' || body.kind === 'return.unverified' ? body.ofReceipt : null };
}

/** Counts a record that was not counted as it came. */
export async function countReceipt(tx: Tx, { till, body }: JournalRecord): Promise<void> {
  await tx.addToTally(till, { sales: body.kind === 'sale' ? 1 : 0, returns: body.kind === 'return' ? 1 : 0 });
}

/** Does all that a record implies. Whatever the hub thinks of it, it is booked as the till said. */
export async function bookRecord(booking: Booking, key: EventKey, { record, text, branch }: Booked): Promise<void> {
  const { body } = record;
  switch (body.kind) {
    case 'sale':
    case 'return':
      return bookReceipt(booking, key, { record, text, branch }, body);
    case 'receipt.attached':
      return bookAttachment(booking, key, { record, text, branch }, body);
    case 'member.registered':
      return bookRegistration(booking, key, body, record.at);
    case 'card.issued':
      return issueCard(booking, key, body);
    case 'card.blocked':
      return blockCard(booking, key, body);
    case 'wish.asked':
      return askWish(booking, key, body, { askedAt: record.at, part: booking.sealed.get(body.sealed ?? '') });
    case 'wish.dropped':
      return dropWish(booking, key, body);
    case 'return.unverified':
      return noteUnverified(booking, key, record, body);
    case 'lease.accepted':
      return bookLease(booking, key, record, body.grant.lease.id, body.grant.member);
    case 'lease.closed':
      return bookLease(booking, key, record, body.lease, body.member);
    default:
      return;
  }
}

async function bookLease(
  booking: Booking,
  key: EventKey,
  record: JournalRecord,
  lease: string,
  member: string | undefined,
): Promise<void> {
  const { tx, books } = booking;
  const { body, till } = record;
  if (body.kind === 'lease.accepted' && (await isLostGrant(booking, body, till))) {
    return bookLostGrant(booking, key, body, till);
  }
  const granted = (await tx.grant(till, lease)) ?? (await ownRight(booking, record, lease));
  if (!granted) await raiseAlarm(tx, { ...key, kind: 'foreignLease', detail: lease });
  if (granted && body.kind === 'lease.closed') await tx.closeGrant(till, lease);
  const book = member === undefined ? undefined : await books.member(member);
  if (book && member !== undefined) await books.ofRecord(book, key, await hubEvent(tx, till, record), member);
}

/** The till gives up the return right of its own sale, and this hub had not asked for it: an earlier life of the hub had. */
async function ownRight(
  { tx, key, generation }: Booking,
  { body, till, at }: JournalRecord,
  receipt: string,
): Promise<GrantRow | undefined> {
  if (body.kind !== 'lease.closed' || !(await isOwnRight(tx, till, receipt))) return undefined;
  return keepGrant(tx, key, {
    lease: { id: receipt, till, lots: [] },
    requestId: receipt,
    grantedAt: at,
    generation,
    returns: { receipt, returned: [] },
  });
}

/** A hub restored from a backup granted it after that: its own signature says so. */
async function isLostGrant(
  { tx, hubKeys }: Booking,
  { grant, signature }: AcceptedBody,
  till: string,
): Promise<boolean> {
  if (grant.lease.till !== till || (await tx.grant(till, grant.lease.id))) return false;
  const text = signatureTags.lease + sha256(canonicalJson(grant));
  return hubKeys.some((key) => isSignedBy(readPublicKey(key), text, signature));
}

/** Set aside again as of the moment it was accepted: before all that was spent from it. */
async function bookLostGrant(
  { tx, books }: Booking,
  key: EventKey,
  { grant, signature }: AcceptedBody,
  till: string,
): Promise<void> {
  const { lease, member, requestId } = grant;
  const text = canonicalJson(grant);
  const row = { till, lease: lease.id, requestId, member: member ?? '', grant: text, signature, closed: false };
  await tx.addGrant(row);
  await noteRight(tx, grant);
  if (member === undefined) return;
  const book = await books.member(member);
  const event = { kind: 'granted', lease } as const;
  if (book) await books.ofRecord(book, key, event, member, JSON.stringify(event));
}

async function bookReceipt(
  booking: Booking,
  key: EventKey,
  { record, text, branch }: Booked,
  body: SaleBody | ReturnBody,
): Promise<void> {
  const { tx, books, reconciler, revisions, generation, shop, head, horizon, key: hubKey } = booking;
  const { facts } = body;
  const check = { reader: tx, revisions, books, key, text, shop, generation, head, horizon, branch };
  const answer = await reconcile(reconciler, check, record, body);
  if (body.kind === 'sale') {
    for (const lease of body.leasesClosed) {
      if (await tx.grant(record.till, lease)) await tx.closeGrant(record.till, lease);
      else await raiseAlarm(tx, { ...key, kind: 'foreignLease', detail: lease }, body);
    }
  }
  if (facts.member) await (body.kind === 'sale' ? keepHolds(tx, hubKey, generation, body) : dropHolds(tx, body));
  await noteWriteOffs(tx, shop, key, body);
  const beyond = await bookExtras(booking, key, body);
  if (facts.member) beyond.push(...(await bookMember(booking, key, record, facts.member)));
  if (facts.member) await tellWishes(booking, key, body, facts.member.id);
  if (facts.member && body.money.tier) await tellTier(booking, key, body, facts.member.id);
  await saveAnswer(tx, shop, key, body, withLimits(answer, beyond));
}

/** A registration is also an event: the programme may have a welcome for it. A second one of the same card is not. */
async function bookRegistration(
  booking: Booking,
  key: EventKey,
  body: Extract<JournalRecord['body'], { kind: 'member.registered' }>,
  moment: string,
): Promise<void> {
  const { tx, books, shop, sealed } = booking;
  await register(tx, books, key, body, shop, sealed.get(body.sealed ?? ''));
  const book = await books.member(body.member);
  if (book?.row.member !== body.member) return;
  const { link, referrer } = body;
  await answered(booking, key, moment, (eventing) => registered(eventing, book, { moment, shop, link, referrer }));
}
