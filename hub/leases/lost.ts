import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { TillExposure } from '../../shared/protocol/exposure.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { Books } from '../ledger/books.ts';
import type { Ports } from '../ports.ts';
import type { Tx } from '../store/store.ts';
import { writeDown } from '../users/audit.ts';
import type { Actor } from '../users/audit.ts';
import { tillExposure } from './exposure.ts';

type Declared = { ports: Pick<Ports, 'clock' | 'random'>; actor: Actor; programme: Programme | null };

/**
 * A person declares that a till will never come back: nothing is taken by its key any more, and all its leases are free again, which is
 * the risk of it; what they held is answered. If it does come back, it enrols anew: what it sold is booked, what it spent of those
 * leases is taken from what is there, and the rest is loss. Done twice it does nothing more. Throws `enrol.unknownTill`.
 */
export async function declareLost(
  tx: Tx,
  { ports, actor, programme }: Declared,
  till: string,
  why: string,
): Promise<TillExposure> {
  const row = await tx.till(till);
  if (!row) throw new KopilkaError('enrol.unknownTill', { till });
  const held = await tillExposure(tx, row, programme);
  const books = new Books(tx);
  for (const { lease, member } of await tx.openGrants(till)) {
    await tx.closeGrant(till, lease);
    const book = await books.member(member);
    if (book) await books.ofHub(book, ports.clock.nowMs(), () => ({ kind: 'leaseClosed', lease }));
  }
  await tx.saveTill({ ...row, publicKey: null, tokenIssued: null, tokenConfirmed: null });
  await writeDown(tx, ports, actor, { action: 'till.lost', subject: till, why });
  await books.save();
  await tx.takePositions();
  return held;
}
