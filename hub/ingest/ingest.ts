import { memberOfRecord } from '../../shared/protocol/events.ts';
import type { Applied } from '../../shared/protocol/feed.ts';
import type { Ack, PushRequest } from '../../shared/protocol/hub.ts';
import type { LeaseGrant, RecordBody } from '../../shared/protocol/journal.ts';
import { ackOf } from '../enrol/ack.ts';
import { isSessionOf, sessionOver } from '../enrol/sessions.ts';
import { raiseAlarm } from '../items/item.ts';
import { Books } from '../ledger/books.ts';
import type { CrashPoint } from '../ports.ts';
import type { Reconciler } from '../reconcile/reconcile.ts';
import type { Revisions } from '../reconcile/revisions.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import type { ChainEnd, EpochRow, EventKey, RecordState, SignedHash, Tally } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { bookRecord, receiptsOf } from './book.ts';
import type { Booking } from './book.ts';
import type { HubKey } from '../identity/keys.ts';
import { holdPerson } from '../members/held-persons.ts';
import { holdWish } from '../wishes/book.ts';
import { noteBacklog } from './backlog.ts';
import { sealedHash } from '../identity/sealed.ts';
import { decodeBatch, openBatch, sealOf } from './decode.ts';
import type { Fault, Incoming, Opened } from './decode.ts';
import { placeOf } from './place.ts';

export type IngestDeps = {
  store: Store;
  reconciler: Reconciler;
  revisions: Revisions;
  generation: string;
  /** Signs grants. */
  key: Pick<HubKey, 'sign'>;
  /** The hub's own and those it had before, raw in base64url. */
  hubKeys: readonly string[];
  crashPoint: CrashPoint;
};

/** Who pushes: what the session knows of the till. */
export type Pusher = {
  till: string;
  shop: string;
  /** The till's key that opened the session. */
  publicKey: string;
  /** When the till was revoked, as of then. */
  revokedMs: number | null;
  epoch: string;
  /** Hub's clock less the till's, as of the session's beginning. */
  clockOffsetMs: number;
  /** Now, by the hub's clock, where the till told its own: nothing it pushes is of later. */
  notAfterMs: number;
};

/**
 * Takes a batch of records: everything they imply in one transaction, and the answer only after its commit. Safe to repeat with
 * any overlap. Who pushes was verified by the request's signature, which covers the batch; the batch's own, of the same key, is kept as
 * lasting evidence and verified by a job. Throws `journal.order`, `hub.sessionEnded`, `hub.unknownTill`.
 */
export async function ingest(deps: IngestDeps, pusher: Pusher, request: PushRequest): Promise<Ack> {
  const { records, signature, sealed = [], afterHole = false } = request;
  const seals = records.map(sealOf);
  const signed = { hash: seals.at(-1)?.hash ?? '', signature };
  const parts = new Map(sealed.map((part) => [sealedHash(part.text), part]));
  const batch = { ...openBatch(records, seals), signed, afterHole, sealed: parts };
  deps.crashPoint('ingest.opened');
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
type Taking = Booking & { atMs: number; tally: Tally; held: boolean };

async function takeBatch(deps: IngestDeps, tx: Tx, pusher: Pusher, batch: Batch): Promise<Ack> {
  const { till } = pusher;
  const first = batch.place ?? (await nextPlace(tx, pusher));
  const { epoch } = first;
  const parts = inParts(decodeBatch(batch, till, first));
  let part = parts.next().value ?? [];
  // All that is known to be wanted, in one go. The till's row first: it holds off whoever else pushes for the till.
  const [row, known, span] = await Promise.all([
    tx.till(till),
    tx.epoch(till, epoch),
    tx.feedSpan(pusher.shop),
    tx.readAhead(membersOf(part)),
    deps.revisions.refresh(tx),
  ]);
  if (!isSessionOf(row, pusher)) throw sessionOver(till, row);
  let head: ChainEnd | undefined = known;
  // Something before it never came: the till goes back to what the hub has, unless it has lost that itself.
  if (!batch.afterHole && first.seq > (head?.seq ?? 0) + 1) return ackOf(epoch, head);
  const { reconciler, revisions, generation, hubKeys } = deps;
  const books = new Books(tx);
  const tally: Tally = emptyTally();
  const { shop, lastAtMs: atMs } = row;
  const fed = shop === pusher.shop ? span : await tx.feedSpan(shop);
  const held = row.revokedMs !== null;
  const place = { shop, ...fed, generation, sealed: batch.sealed };
  const taking: Taking = { tx, key: deps.key, hubKeys, books, reconciler, revisions, ...place, atMs, tally, held };
  while (part.length > 0) {
    for (const incoming of part) {
      const placed = await placeOf(tx, till, epoch, head, incoming);
      if (placed.place === 'known') continue;
      const key = await keyOf(taking, pusher, epoch, incoming);
      if (placed.alarm) {
        const body = 'record' in incoming.content ? incoming.content.record.body : null;
        await raiseAlarm(tx, { ...key, kind: placed.alarm, detail: incoming.kind }, body);
      }
      await takeRecord(deps, taking, key, incoming, placed.place === 'branch');
      if (placed.place === 'chain') head = await advanced(tx, till, epoch, head, incoming);
    }
    part = parts.next().value ?? [];
    await tx.readAhead(membersOf(part));
  }
  if (tally.records === 0) return ackOf(epoch, head);
  const signed = { ...batch.signed, publicKey: pusher.publicKey, checked: false };
  await finish(deps, taking, till, head && { ...head, signed });
  await tx.saveTill({ ...row, lastAtMs: taking.atMs });
  await takePositions(deps, tx);
  return ackOf(epoch, head);
}

/** How much of a batch is in memory at once. */
const recordsAPart = 100;

function* inParts(records: Iterable<Incoming>): Generator<Incoming[], void, undefined> {
  let part: Incoming[] = [];
  for (const incoming of records) {
    part.push(incoming);
    if (part.length < recordsAPart) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** Those whose accounts the records speak of. */
function membersOf(part: readonly Incoming[]): string[] {
  return part.flatMap(({ content }) => {
    const member = 'record' in content ? memberOfRecord(content.record) : null;
    return member === null ? [] : [member];
  });
}

/** Where a batch goes of which nothing can be read. */
async function nextPlace(tx: Tx, { till, epoch }: Pusher): Promise<{ epoch: string; seq: number }> {
  return { epoch, seq: ((await tx.epoch(till, epoch))?.seq ?? 0) + 1 };
}

async function finish(
  deps: IngestDeps,
  { tx, books, shop, tally, held }: Taking,
  till: string,
  head: EpochRow | undefined,
): Promise<void> {
  deps.crashPoint('ingest.evaluated');
  await saveLateLimits(tx, await books.save());
  await tx.addToTally(till, tally);
  deps.crashPoint('ingest.posted');
  if (!head) return;
  await tx.saveEpoch(till, head);
  // Nothing of it was applied.
  if (held) return;
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
  { seq, hash, at, content }: Incoming,
): Promise<EventKey> {
  if (at !== null) {
    const grantedMs = 'record' in content ? await grantedAtMs(taking.tx, till, content.record.body) : 0;
    // A record written before the clock jumped is corrected too far: left so, all after it would stand in the future.
    const correctedMs = Math.min(Date.parse(at) + clockOffsetMs, notAfterMs);
    // Names of epochs are random: where moments are the same, the later life has to stand behind the one before.
    const lastMs = seq === 1 ? taking.atMs + 1 : taking.atMs;
    taking.atMs = Math.max(lastMs, correctedMs, grantedMs);
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
  const { tx, tally, held } = taking;
  tally.records += 1;
  if (!('record' in content)) {
    const { fault, problem } = content;
    const state = keptAs(fault, held, branch);
    await tx.addRecord({ ...key, kind, state, receipt: null, ofReceipt: null, bytes });
    if (state !== fault && held) return noteBacklog(tx, key);
    return raiseAlarm(tx, { ...key, kind: 'poison', detail: `${fault}: ${problem}` });
  }
  const { body } = content.record;
  const states = held ? (['held', 'heldBranch'] as const) : (['booked', 'branch'] as const);
  await tx.addRecord({ ...key, kind, state: states[branch ? 1 : 0], ...receiptsOf(body), bytes });
  if (held) return holdRecord(taking, key, body);
  deps.crashPoint('ingest.recordStored');
  if (body.kind === 'sale') tally.sales += 1;
  if (body.kind === 'return') tally.returns += 1;
  await bookRecord(taking, key, { record: content.record, text, branch });
  deps.crashPoint('ingest.recordBooked');
}

/** Nothing of it is booked before a person looked at it. */
async function holdRecord({ tx, shop, sealed }: Taking, key: EventKey, body: RecordBody): Promise<void> {
  if (body.kind === 'member.registered' || body.kind === 'wish.asked') {
    const part = sealed.get(body.sealed ?? '');
    if (body.kind === 'wish.asked') await holdWish(tx, key, body, { shop, part });
    else if (part) await holdPerson(tx, body.member, part);
  }
  await noteBacklog(tx, key);
}

/** What a hub may come to know is not lost to a person's decision before that. */
function keptAs(fault: Fault, held: boolean, branch: boolean): RecordState {
  if (fault !== 'unknown') return fault;
  if (held) return branch ? 'heldBranch' : 'held';
  return branch ? 'unknownBranch' : 'unknown';
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
