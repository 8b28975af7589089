import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { LostBody, TillExposure } from '../../shared/protocol/exposure.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { Books } from '../ledger/books.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { tillExposure } from './exposure.ts';

type LostDeps = { store: Store; clock: Clock; programme: Programme | null };

/**
 * A person declares that a till will never come back: nothing is taken by its key any more, and all its leases are free again, which is
 * the risk of it; what they held is answered. If it does come back, it enrols anew: what it sold is booked, what it spent of those
 * leases is taken from what is there, and the rest is loss. Done twice it does nothing. Throws `enrol.unknownTill`.
 */
export async function declareLost(
  { store, clock, programme }: LostDeps,
  till: string,
  { by, why }: LostBody,
): Promise<TillExposure> {
  return store.write(async (tx) => {
    const row = await tx.till(till);
    if (!row) throw new KopilkaError('enrol.unknownTill', { till });
    const held = await tillExposure(tx, row, programme);
    const books = new Books(tx);
    for (const { lease, member } of await tx.openGrants(till)) {
      await tx.closeGrant(till, lease);
      const book = await books.member(member);
      if (book) await books.ofHub(book, clock.nowMs(), () => ({ kind: 'leaseClosed', lease }));
    }
    await tx.saveTill({ ...row, publicKey: null, tokenIssued: null, tokenConfirmed: null });
    await tx.setMeta(lostKey(till), JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), by, why }));
    await books.save();
    await tx.takePositions();
    return held;
  });
}

/** Who declared it lost, when and why: the last time. */
const lostKey = (till: string) => `lost:${till}`;
