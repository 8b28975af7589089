import { Moment } from '../../shared/loyalty/basics.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { JournalRecord, RecordBody } from '../../shared/protocol/journal.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';
import { sha256 } from '../identity/hash.ts';
import { quickCheck } from './quick-check.ts';

/** The bytes of a record and their hash. */
export type Sealed = { bytes: Uint8Array; hash: string };

/** A record as it came: where it stands in the chain, and what is in it if that can be read. */
export type Incoming = Sealed & {
  seq: number;
  text: string;
  /** Null where not even that can be read. */
  prev: string | null;
  /** The till's moment, of a record that nothing else can be read of too; null where there is none. */
  at: string | null;
  kind: string;
  content: { record: JournalRecord } | { fault: Fault; problem: string };
};
export type Fault = 'unreadable' | 'unknown' | 'invalid';

type Envelope = { at?: unknown; v: unknown; till: unknown; epoch: unknown; seq: unknown; prev: unknown; body: unknown };

export function sealOf(text: string): Sealed {
  const bytes = Buffer.from(text);
  return { bytes, hash: sha256(bytes) };
}

type Place = { epoch: string; seq: number };

/** A batch as it came, its first record looked into. */
export type Opened = {
  texts: readonly string[];
  seals: readonly Sealed[];
  envelope: Envelope | null;
  /**
   * Where the first record stands. One that can't be read takes the place its neighbours leave it: the chain holds its hash. Null
   * where none can be read.
   */
  place: Place | null;
};

export function openBatch(texts: readonly string[], seals: readonly Sealed[]): Opened {
  const [first = '', ...others] = texts;
  const envelope = parsedObject(first);
  let place = placeIn(envelope);
  for (const [index, text] of others.entries()) {
    if (place) break;
    const known = placeIn(parsedObject(text));
    place = known && { epoch: known.epoch, seq: known.seq - index - 1 };
  }
  return { texts, seals, envelope, place };
}

/** Reads a batch of one epoch, seq by seq from `first` on, as it goes, so that a long one is never in memory whole. Throws `journal.order`. */
export function* decodeBatch(
  { texts, seals, envelope: opened }: Opened,
  till: string,
  first: Place,
): Generator<Incoming, void, undefined> {
  for (const [index, text] of texts.entries()) {
    const envelope = index === 0 ? opened : parsedObject(text);
    const place = placeIn(envelope);
    const seq = first.seq + index;
    if (place && (place.epoch !== first.epoch || place.seq !== seq)) {
      const found = `${place.epoch} ${place.seq}`;
      throw new KopilkaError('journal.order', { till, wanted: `${first.epoch} ${seq}`, found });
    }
    yield read(envelope, text, seals[index]!, seq, till);
  }
}

function placeIn(envelope: Envelope | null): Place | null {
  const { epoch, seq } = envelope ?? {};
  const placed = typeof epoch === 'string' && Number.isSafeInteger(seq) && (seq as number) > 0;
  return placed ? { epoch, seq: seq as number } : null;
}

function parsedObject(text: string): Envelope | null {
  try {
    const value = parseWellFormed(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Envelope) : null;
  } catch {
    // Kept as it came, and marked.
    return null;
  }
}

function read(envelope: Envelope | null, text: string, { bytes, hash }: Sealed, seq: number, till: string): Incoming {
  const prev = typeof envelope?.prev === 'string' ? envelope.prev : null;
  const kind = kindOf(envelope?.body);
  const content = contentOf(envelope, prev, kind, till);
  const at = 'record' in content ? content.record.at : (Moment.safeParse(envelope?.at).data ?? null);
  return { bytes, hash, seq, text, prev, at, kind, content };
}

/** A record that was kept before it could be read, or booked. */
export function readAgain(text: string, till: string): Incoming['content'] {
  const envelope = parsedObject(text);
  const prev = typeof envelope?.prev === 'string' ? envelope.prev : null;
  return contentOf(envelope, prev, kindOf(envelope?.body), till);
}

function contentOf(envelope: Envelope | null, prev: string | null, kind: string, till: string): Incoming['content'] {
  if (envelope === null || prev === null) return { fault: 'unreadable', problem: 'no record' };
  if (envelope.till !== till) return { fault: 'invalid', problem: 'till: another till' };
  if (envelope.v !== 1 || !knownKinds.has(kind)) return { fault: 'unknown', problem: `kind ${kind}` };
  if (isRecord(envelope)) return { record: envelope as unknown as JournalRecord };
  const checked = JournalRecord.safeParse(envelope);
  if (checked.success) return { record: checked.data };
  const [issue] = checked.error.issues;
  return { fault: 'invalid', problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}

const isRecord = quickCheck(JournalRecord);
const knownKinds: ReadonlySet<unknown> = new Set(
  RecordBody.def.options.map((option) => option.shape.kind.def.values[0]),
);

function kindOf(body: unknown): string {
  const kind: unknown = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : null;
  return typeof kind === 'string' ? kind : '';
}
