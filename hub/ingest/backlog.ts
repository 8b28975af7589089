import type { SealedPart } from '../../shared/protocol/person.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { itemId, raiseAlarm } from '../items/item.ts';
import { openItem } from '../items/told.ts';
import { sealedHash } from '../identity/sealed.ts';
import { Books } from '../ledger/books.ts';
import { forgetHeldPerson, releasePerson } from '../members/held-persons.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import type { EventKey, HeldRecord } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { forgetHeldWish } from '../wishes/book.ts';
import { bookRecord, countReceipt } from './book.ts';
import type { Booked, Booking } from './book.ts';
import { readAgain } from './decode.ts';

const atOnce = 500;
const backlogKey = (till: string) => `backlog/${till}`;

/** One open item a till for all that it wrote since it was revoked. */
export async function noteBacklog(tx: Tx, key: EventKey): Promise<void> {
  const { till, epoch, seq, hash, atMs } = key;
  const known = await tx.meta(backlogKey(till));
  if (known !== undefined && (await tx.item(known))?.closed === null) return;
  const id = itemId('backlog', key);
  const nothing = { receipt: null, member: null, stakeMinor: null };
  await openItem(tx, { id, kind: 'backlog', atMs, till, epoch, seq, hash, detail: till, ...nothing });
  await tx.setMeta(backlogKey(till), id);
}

/**
 * Books what a revoked till left as if it had come now, or sets it aside for good. Goes through the journal in order; all of it in the
 * caller's transaction, which takes the positions.
 */
export async function decideBacklog(
  deps: Omit<Booking, 'tx' | 'books' | 'shop' | 'head' | 'horizon' | 'sealed'>,
  tx: Tx,
  till: string,
  decision: 'approve' | 'reject',
): Promise<void> {
  const row = await tx.till(till);
  if (!row) throw new KopilkaError('hub.unknownTill', { till });
  const books = new Books(tx);
  const { shop } = row;
  const booking = { ...deps, tx, books, shop, ...(await tx.feedSpan(shop)) };
  for (;;) {
    const held = await tx.heldRecords(till, atOnce);
    if (held.length === 0) break;
    for (const each of held) {
      if (decision === 'approve') await approve(booking, each);
      else await reject(tx, each);
    }
  }
  await saveLateLimits(tx, await books.save());
}

type BookingHeld = Omit<Booking, 'sealed'>;

/** A kind that no hub knows yet waits on for one that does. */
async function approve(booking: BookingHeld, { state, text, ...key }: HeldRecord): Promise<void> {
  const { tx } = booking;
  const branch = state === 'heldBranch';
  const content = readAgain(text, key.till);
  if ('record' in content) {
    await tx.releaseRecord(key, branch ? 'branch' : 'booked');
    return bookHeld(booking, key, { record: content.record, text, branch });
  }
  await tx.releaseRecord(key, branch ? 'unknownBranch' : 'unknown');
  await raiseAlarm(tx, { ...key, kind: 'poison', detail: `${content.fault}: ${content.problem}` });
}

async function reject(tx: Tx, held: HeldRecord): Promise<void> {
  const { state: _, text, ...key } = held;
  await tx.releaseRecord(key, 'rejected');
  const content = readAgain(text, key.till);
  if ('record' in content) await forgetSealed(tx, content.record);
}

async function bookHeld(booking: BookingHeld, key: EventKey, booked: Booked): Promise<void> {
  const { tx, books } = booking;
  const { body } = booked.record;
  await countReceipt(tx, booked.record);
  const part = body.kind === 'member.registered' ? await releasePerson(tx, body.member) : undefined;
  const sealed = new Map<string, SealedPart>(part ? [[sealedHash(part.text), part]] : []);
  await bookRecord({ ...booking, sealed }, key, booked);
  if (!part || body.kind !== 'member.registered') return;
  const member = (await books.member(body.member))?.row.member ?? body.member;
  // Somebody else has the card, and told of themselves before.
  for (const hash of sealed.keys()) if ((await tx.person(member))?.hash !== hash) await tx.wipeSealKey(hash);
}

async function forgetSealed(tx: Tx, { body }: JournalRecord): Promise<void> {
  if (body.kind === 'member.registered') await forgetHeldPerson(tx, body.member);
  if (body.kind === 'wish.asked') await forgetHeldWish(tx, body);
}
