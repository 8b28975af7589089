import { itemId } from '../items/item.ts';
import { endItem } from '../items/told.ts';
import { Books } from '../ledger/books.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import type { EventKey, HeldRecord } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import type { Clock } from '../ports.ts';
import { bookRecord, countReceipt, receiptsOf } from './book.ts';
import type { Booking } from './book.ts';
import { readAgain } from './decode.ts';
import type { IngestDeps } from './ingest.ts';

export type KnownDeps = Omit<IngestDeps, 'crashPoint'> & { clock: Clock };

const atOnce = 500;

/**
 * Books records whose kind or version no hub knew as they came and this one does, each at its own place in the fold of its member, as
 * if it had been known then. Their questions to a person are closed. Repeatable. Part of a person that came beside one was not kept.
 */
export async function bookKnown(deps: KnownDeps): Promise<void> {
  await deps.revisions.refresh(deps.store.reader);
  let place: EventKey | null = null;
  do {
    place = await bookSome(deps, deps.store, place);
  } while (place !== null);
}

/** The place to go on from; null: that was all. */
async function bookSome(deps: KnownDeps, store: Store, after: EventKey | null): Promise<EventKey | null> {
  return store.write(async (tx) => {
    const records = await tx.unknownRecords(after, atOnce);
    const books = new Books(tx);
    for (const each of records) await bookIfKnown(deps, { tx, books }, each);
    await saveLateLimits(tx, await books.save());
    await tx.takePositions();
    return records.length < atOnce ? null : (records.at(-1) ?? null);
  });
}

async function bookIfKnown(
  deps: KnownDeps,
  { tx, books }: Pick<Booking, 'tx' | 'books'>,
  { state, text, ...key }: HeldRecord,
): Promise<void> {
  const content = readAgain(text, key.till);
  const till = await tx.till(key.till);
  if (!('record' in content) || !till) return;
  const { record } = content;
  const branch = state === 'unknownBranch';
  await tx.releaseRecord(key, branch ? 'branch' : 'booked', receiptsOf(record.body));
  await countReceipt(tx, record);
  const { shop } = till;
  const place = { shop, ...(await tx.feedSpan(shop)) };
  const booking = { ...deps, tx, books, ...place, sealed: new Map() };
  await bookRecord(booking, key, { record, text, branch });
  await closeQuestion(tx, key, deps.clock.nowMs());
}

/** A person need not look at it any more, unless one did. */
async function closeQuestion(tx: Tx, key: EventKey, nowMs: number): Promise<void> {
  const row = await tx.item(itemId('quarantined', key));
  if (row?.closed !== null) return;
  const why = 'booked: this hub knows its kind';
  await endItem(tx, row, { by: '@hub', at: new Date(nowMs).toISOString(), why });
}
