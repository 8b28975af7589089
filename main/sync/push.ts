import { KopilkaError } from '../../shared/protocol/errors.ts';
import { PushReply } from '../../shared/protocol/hub.ts';
import type { Ack } from '../../shared/protocol/hub.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Journal } from '../store/journal.ts';
import type { Place, StoredRecord } from '../store/records.ts';
import type { Client, SessionKey } from './client.ts';

const timeoutMs = 20_000;
const mostRecords = 500;
/** A batch of long receipts is cut before this, so that making it never holds up the counter. */
const mostBytes = 512 * 1024;

type PushDeps = { client: Client; journal: Journal; identity: Identity };

/**
 * Pushes the next batch of what the hub has not acknowledged. Answers whether more is left. At least once: a batch whose answer
 * was lost is sent again. Throws what the call throws, and `hub.badReply` where the ack does not move.
 */
export async function pushBatch({ client, journal, identity }: PushDeps, as: SessionKey): Promise<boolean> {
  const before = journal.ack();
  const batch = unbroken(journal.readRecords(before, mostRecords, mostBytes));
  const [first, last] = [batch[0], batch.at(-1)];
  if (!first || !last) return false;
  const sealed = sealedParts(journal, batch);
  const body = {
    records: batch.map(({ text }) => text),
    ...(isAfterHole(before, first) ? { afterHole: true } : {}),
    ...(sealed.length > 0 ? { sealed } : {}),
    signature: identity.sign(signatureTags.batch + last.hash),
  };
  const { ack } = await client.call({ path: '/v1/journal', reply: PushReply, body, as, timeoutMs });
  if (ack.epoch !== last.epoch) throw new KopilkaError('hub.badReply', { problem: `an ack of epoch ${ack.epoch}` });
  const isOther = !isOwn(journal, ack);
  const taken = isOther ? takenBeside(ack, first, last) : { epoch: ack.epoch, seq: Math.min(ack.seq, last.seq) };
  if (taken.epoch === before?.epoch && taken.seq === before.seq) {
    throw new KopilkaError('hub.badReply', { problem: `the ack stays at ${taken.epoch} ${taken.seq}` });
  }
  if (isOther && last.epoch === journal.head().epoch) journal.transact((tx) => tx.beginEpoch('restored'));
  journal.setAck(taken);
  return journal.unpushed().count > 0;
}

/** What the records name and the journal still has. */
function sealedParts(journal: Journal, batch: readonly StoredRecord[]): SealedPart[] {
  return batch.flatMap((stored) => {
    // A record is read when it is asked for: only of the few that may name one.
    if (stored.kind !== 'member.registered' && stored.kind !== 'wish.asked') return [];
    const { body } = stored.record;
    const part = 'sealed' in body ? journal.sealedByHash(body.sealed ?? '') : undefined;
    return part ? [part] : [];
  });
}

/**
 * Whether the hub's last record of an epoch is the journal's: another one there, or none, was written by another life of this till (a
 * restored backup, a copy). Throws `hub.badReply`.
 */
export function isOwn(journal: Journal, { epoch, seq, hash }: Ack): boolean {
  if (seq === 0) return true;
  if (hash === undefined)
    throw new KopilkaError('hub.badReply', { problem: `an ack of ${epoch} ${seq} without its hash` });
  return journal.hashAt({ epoch, seq }) === hash;
}

/** In a branch beside the other life's records the batch was taken whole, unless something before it is missing there. */
function takenBeside(ack: Place, first: StoredRecord, last: StoredRecord): Place {
  return ack.seq >= first.seq - 1 ? last : { epoch: ack.epoch, seq: ack.seq };
}

/** Those of one epoch without a hole between them. */
function unbroken(records: StoredRecord[]): StoredRecord[] {
  const end = records.findIndex(({ epoch, seq }, index) => {
    const before = records[index - 1];
    return before && (epoch !== before.epoch || seq !== before.seq + 1);
  });
  return end < 0 ? records : records.slice(0, end);
}

/** Only a salvaged journal lacks the record before one. */
function isAfterHole(before: Place | null, { epoch, seq }: StoredRecord): boolean {
  return seq > 1 && !(before?.epoch === epoch && before.seq === seq - 1);
}
