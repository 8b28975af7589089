import { createHash } from 'node:crypto';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { FeedDocument } from '../../shared/protocol/feed.ts';
import { SnapshotHead, SnapshotTail } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';
import { isSignedByHub } from '../identity/hub-key.ts';
import type { Replica } from '../store/replica.ts';
import type { SnapshotWriter } from '../store/replica-snapshot.ts';
import type { Alive } from './link.ts';

/** No document is as long. */
const mostLineLength = 16 * 1024 * 1024;
/** Documents written at a time: the till sells on while a snapshot comes in. */
const batchDocuments = 500;

type Arrived = { replica: Replica; hubKey: string; shop: string; nowMs: () => number };

/**
 * Reads a snapshot into a new replica and puts it in place once its last line proved it whole and the hub's. A broken one leaves
 * the old replica as it was. Throws `hub.badReply`.
 */
export async function readSnapshot(
  body: ReadableStream<Uint8Array>,
  alive: Alive,
  { replica, hubKey, shop, nowMs }: Arrived,
): Promise<void> {
  const hash = createHash('sha256');
  let writer: SnapshotWriter | undefined;
  let batch: FeedDocument[] = [];
  let documents = 0;
  /** Held back until another follows it: the last line is the tail. */
  let latest: string | undefined;

  const takeLine = (line: string) => {
    hash.update(`${line}\n`);
    if (!writer) {
      const head = parsed(SnapshotHead, line);
      if (head.shop !== shop) throw bad(`of shop ${head.shop}`);
      writer = replica.snapshot(head);
      return;
    }
    batch.push(parsed(FeedDocument, line));
    documents += 1;
    if (batch.length < batchDocuments) return;
    writer.add(batch);
    batch = [];
  };

  try {
    for await (const lines of linesOf(body, alive)) {
      for (const line of lines) {
        if (latest !== undefined) takeLine(latest);
        latest = line;
      }
    }
    const tail = parsed(SnapshotTail, latest ?? '');
    const found = hash.digest('hex');
    if (!writer || tail.hash !== found || tail.documents !== documents) throw bad('it does not add up');
    if (!isSignedByHub(hubKey, signatureTags.snapshot + found, tail.signature))
      throw bad('it is not signed by the hub');
    writer.add(batch);
    writer.finish(nowMs());
    writer = undefined;
  } finally {
    writer?.abandon();
  }
}

function bad(problem: string): KopilkaError {
  return new KopilkaError('hub.badReply', { problem: `snapshot: ${problem}` });
}

function parsed<T>(schema: z.ZodMiniType<T>, line: string): T {
  try {
    const result = schema.safeParse(parseWellFormed(line));
    if (result.success) return result.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw bad('a line is out of form');
}

/** The lines of a body, those of one piece at a time. Packed or not: who unpacks it depends on the transport. */
async function* linesOf(body: ReadableStream<Uint8Array>, alive: Alive): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of unpacked(body)) {
    alive(bytes.length);
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > mostLineLength) throw bad('a line has no end');
    yield lines;
  }
  if (rest !== '') throw bad('it breaks off');
}

async function* unpacked(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])[Symbol.asyncIterator]();
  const first = (await source.next()) as IteratorResult<Uint8Array, undefined>;
  if (first.done) return;
  async function* whole(head: Uint8Array): AsyncGenerator<Uint8Array> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => source as AsyncIterator<Uint8Array> };
  }
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isGzip ? gunzipped(whole(first.value)) : whole(first.value);
}

async function* gunzipped(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // What fails on the way ends `gunzip` with it, and so the loop below; the callback only keeps it from ending the process.
  pipeline(Readable.from(pieces), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('Z_')) throw bad('it can not be unpacked');
    throw error;
  }
}
