import { KopilkaError } from '../../shared/protocol/errors.ts';
import { JournalRecord, RecordBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { RecordState } from '../store/rows.ts';

/** A record as it came: its bytes, where it stands in the chain, and what is in it if that can be read. */
export type Incoming = {
  bytes: Uint8Array;
  hash: string;
  seq: number;
  /** Null where not even that can be read. */
  prev: string | null;
  kind: string;
  content: { record: JournalRecord } | { fault: Exclude<RecordState, 'booked' | 'branch'>; problem: string };
};

export type Batch = { epoch: string; records: Incoming[] };

type Envelope = { v: unknown; till: unknown; epoch: unknown; seq: unknown; prev: unknown; body: unknown };

/**
 * Reads a batch: one epoch, seq by seq. A record that can't be read takes the place its neighbours leave it: the chain holds its
 * hash. `epoch` and `nextSeq` stand in where the first one is such. Throws `journal.order`.
 */
export function decodeBatch(texts: readonly string[], till: string, epoch: string, nextSeq: number): Batch {
  const parsed = texts.map(parseEnvelope);
  const first = parsed.findIndex((each) => each.place !== null);
  const anchor = parsed[first]?.place ?? { epoch, seq: nextSeq };
  const firstSeq = anchor.seq - Math.max(0, first);
  const records = parsed.map(({ place, ...rest }, index): Incoming => {
    const seq = firstSeq + index;
    if (place && (place.epoch !== anchor.epoch || place.seq !== seq)) {
      const found = `${place.epoch} ${place.seq}`;
      throw new KopilkaError('journal.order', { till, wanted: `${anchor.epoch} ${seq}`, found });
    }
    return { seq, ...read(rest, till) };
  });
  return { epoch: anchor.epoch, records };
}

type Parsed = {
  bytes: Uint8Array;
  hash: string;
  envelope: Envelope | null;
  place: { epoch: string; seq: number } | null;
};

function parseEnvelope(text: string): Parsed {
  const bytes = Buffer.from(text);
  const envelope = parsedObject(text);
  const { epoch, seq } = envelope ?? {};
  const placed = typeof epoch === 'string' && Number.isSafeInteger(seq) && (seq as number) > 0;
  return { bytes, hash: sha256(bytes), envelope, place: placed ? { epoch, seq: seq as number } : null };
}

function parsedObject(text: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Envelope) : null;
  } catch {
    // Kept as it came, and marked.
    return null;
  }
}

function read({ bytes, hash, envelope }: Omit<Parsed, 'place'>, till: string): Omit<Incoming, 'seq'> {
  const prev = typeof envelope?.prev === 'string' ? envelope.prev : null;
  const kind = kindOf(envelope?.body);
  const base = { bytes, hash, prev, kind };
  if (envelope === null || prev === null) return { ...base, content: fault('unreadable', 'no record') };
  if (envelope.till !== till) return { ...base, content: fault('invalid', 'till: another till') };
  if (envelope.v !== 1 || !knownKinds.has(kind)) return { ...base, content: fault('unknown', `kind ${kind}`) };
  const checked = JournalRecord.safeParse(envelope);
  if (checked.success) return { ...base, content: { record: checked.data } };
  const [issue] = checked.error.issues;
  return { ...base, content: fault('invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`) };
}

const knownKinds: ReadonlySet<unknown> = new Set(
  RecordBody.def.options.map((option) => option.shape.kind.def.values[0]),
);

function kindOf(body: unknown): string {
  const kind: unknown = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : null;
  return typeof kind === 'string' ? kind : '';
}

function fault(
  state: Exclude<RecordState, 'booked' | 'branch'>,
  problem: string,
): { fault: Exclude<RecordState, 'booked' | 'branch'>; problem: string } {
  return { fault: state, problem };
}
