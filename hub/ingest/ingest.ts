import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Applied } from '../../shared/protocol/feed.ts';
import type { Ack, PushRequest } from '../../shared/protocol/hub.ts';
import type { LeaseGrant, RecordBody } from '../../shared/protocol/journal.ts';
import { ackOf } from '../enrol/ack.ts';
import { Books } from '../ledger/books.ts';
import type { CrashPoint } from '../ports.ts';
import type { Reconciler } from '../reconcile/reconcile.ts';
import type { Revisions } from '../reconcile/revisions.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import type { ChainEnd, EpochRow, EventKey, SignedHash, Tally } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { bookRecord } from './book.ts';
import type { Booking } from './book.ts';
import { sealedHash } from '../identity/sealed.ts';
import { decodeBatch, openBatch, sealOf } from './decode.ts';
import type { Incoming, Opened } from './decode.ts';
import { placeOf } from './place.ts';

export type IngestDeps = {
  store: Store;
  reconciler: Reconciler;
  revisions: Revisions;
  generation: string;
  /** Raw, in base64url. */
  hubKey: string;
  crashPoint: CrashPoint;
};

/** Who pushes: what the session knows of the till. */
export type Pusher = {
  till: string;
  epoch: string;
  /** Hub's clock less the till's, as of the session's beginning. */
  clockOffsetMs: number;
  /** Now, by the hub's clock, where the till told its own: nothing it pushes is of later. */
  notAfterMs: number;
};

/**
 * Takes a batch of records: everything they imply in one transaction, and the answer only after its commit. Safe to repeat with
 * any overlap. Who pushes was verified by the request's signature, which covers the batch; the batch's own, of the same key, is kept as
 * lasting evidence and verified by a job. Throws `journal.order`.
 */
export async function ingest(deps: IngestDeps, pusher: Pusher, request: PushRequest): Promise<Ack> {
  const { records, signature, sealed = [], afterHole = false } = request;
  const seals = records.map(sealOf);
  const signed = { hash: seals.at(-1)?.hash ?? '', signature };
  const parts = new Map(sealed.map((part) => [sealedHash(part.text), part]));
  const batch = { ...openBatch(records, seals), signed, afterHole, sealed: parts };
  deps.crashPoint('ingest.opened');
  await deps.revisions.refresh(deps.store.reader);
  const ack = await deps.store.write((tx) => takeBatch(deps, tx, pusher, batch));
  deps.crashPoint('ingest.committed');
  return ack;
}

type Batch = Opened & {
  signed: Pick<SignedHash, 'hash' | 'signature'>;
  /** What stood before the first record is lost for ever: the till's disk failed and was salvaged. */
  afterHole: boolean;
  sealed: Booking['sealed'];
};
type Taking = Booking & { atMs: number; tally: Tally };

async function takeBatch(deps: IngestDeps, tx: Tx, pusher: Pusher, batch: Batch): Promise<Ack> {
  const { till } = pusher;
  const first = batch.place ?? (await nextPlace(tx, pusher));
  const { epoch } = first;
  // The till's row first: it holds off whoever else pushes for the till.
  const [row, known] = await Promise.all([tx.till(till), tx.epoch(till, epoch)]);
  if (!row) throw new KopilkaError('hub.unknownTill', { till });
  let head: ChainEnd | undefined = known;
  // Something before it never came: the till goes back to what the hub has, unless it has lost that itself.
  if (!batch.afterHole && first.seq > (head?.seq ?? 0) + 1) return ackOf(epoch, head);
  const { reconciler, revisions, generation, hubKey } = deps;
  const books = new Books(tx);
  const tally: Tally = emptyTally();
  const { shop, lastAtMs: atMs } = row;
  const fed = await tx.head(shop);
  const { sealed } = batch;
  const stand = { tx, hubKey, books, reconciler, revisions, generation, shop, sealed };
  const taking: Taking = { ...stand, head: fed, atMs, tally };
  for (const incoming of decodeBatch(batch, till, first)) {
    const placed = await placeOf(tx, till, epoch, head, incoming);
    if (placed.place === 'known') continue;
    const key = await keyOf(taking, pusher, epoch, incoming);
    if (placed.alarm) await tx.addAlarm({ ...key, kind: placed.alarm, detail: incoming.kind });
    await takeRecord(deps, taking, key, incoming, placed.place === 'branch');
    if (placed.place === 'chain') head = await advanced(tx, till, epoch, head, incoming);
  }
  if (tally.records === 0) return ackOf(epoch, head);
  const signed = { ...batch.signed, publicKey: row.publicKey ?? '', checked: false };
  await finish(deps, taking, till, head && { ...head, signed });
  await tx.saveTill({ ...row, lastAtMs: taking.atMs });
  await takePositions(deps, tx);
  return ackOf(epoch, head);
}

/** Where a batch goes of which nothing can be read. */
async function nextPlace(tx: Tx, { till, epoch }: Pusher): Promise<{ epoch: string; seq: number }> {
  return { epoch, seq: ((await tx.epoch(till, epoch))?.seq ?? 0) + 1 };
}

async function finish(
  deps: IngestDeps,
  { tx, books, shop, tally }: Taking,
  till: string,
  head: EpochRow | undefined,
): Promise<void> {
  deps.crashPoint('ingest.evaluated');
  await saveLateLimits(tx, await books.save());
  await tx.addToTally(till, tally);
  deps.crashPoint('ingest.posted');
  if (!head) return;
  await tx.saveEpoch(till, head);
  const applied: Applied = { till, epoch: head.epoch, seq: head.seq };
  await tx.addChange(shop, 'applied', till, JSON.stringify(applied));
  deps.crashPoint('ingest.documentsWritten');
}

async function takePositions(deps: IngestDeps, tx: Tx): Promise<void> {
  await tx.takePositions();
  deps.crashPoint('ingest.positionTaken');
}

/** Orders the record among its member's events: the till's clock set right, never before the till's last record or the grant. */
async function keyOf(
  taking: Taking,
  { till, clockOffsetMs, notAfterMs }: Pusher,
  epoch: string,
  { seq, hash, content }: Incoming,
): Promise<EventKey> {
  if ('record' in content) {
    const { at, body } = content.record;
    const grantedMs = await grantedAtMs(taking.tx, till, body);
    // A record written before the clock jumped is corrected too far: left so, all after it would stand in the future.
    const correctedMs = Math.min(Date.parse(at) + clockOffsetMs, notAfterMs);
    taking.atMs = Math.max(taking.atMs, correctedMs, grantedMs);
  }
  return { till, epoch, seq, hash, atMs: taking.atMs };
}

/** When the lease was granted that a record accepts or closes; records tell whole seconds, grants thousandths. */
async function grantedAtMs(tx: Tx, till: string, body: RecordBody): Promise<number> {
  if (body.kind === 'lease.accepted') return Date.parse(body.grant.grantedAt);
  if (body.kind !== 'lease.closed') return 0;
  const row = await tx.grant(till, body.lease);
  return row ? Date.parse((JSON.parse(row.grant) as LeaseGrant).grantedAt) : 0;
}

async function takeRecord(
  deps: IngestDeps,
  taking: Taking,
  key: EventKey,
  { bytes, text, kind, content }: Incoming,
  branch: boolean,
): Promise<void> {
  const { tx, tally } = taking;
  tally.records += 1;
  if (!('record' in content)) {
    await tx.addRecord({ ...key, kind, state: content.fault, receipt: null, ofReceipt: null, bytes });
    await tx.addAlarm({ ...key, kind: 'poison', detail: `${content.fault}: ${content.problem}` });
    return;
  }
  const { body } = content.record;
  const receipt = body.kind === 'sale' || body.kind === 'return' ? body.receipt : null;
  const ofReceipt = body.kind === 'return' ? body.ofReceipt : null;
  await tx.addRecord({ ...key, kind, state: branch ? 'branch' : 'booked', receipt, ofReceipt, bytes });
  deps.crashPoint('ingest.recordStored');
  if (body.kind === 'sale') tally.sales += 1;
  if (body.kind === 'return') tally.returns += 1;
  await bookRecord(taking, key, { record: content.record, text, branch });
  deps.crashPoint('ingest.recordBooked');
}

async function advanced(
  tx: Tx,
  till: string,
  epoch: string,
  head: ChainEnd | undefined,
  { seq, hash }: Incoming,
): Promise<ChainEnd> {
  const ordinal = head?.ordinal ?? (await tx.epochs(till)).length;
  return { epoch, ordinal, seq, hash };
}

function emptyTally(): Tally {
  return { records: 0, sales: 0, returns: 0, different: 0, pending: 0, arithmetic: 0, facts: 0, limit: 0 };
}
