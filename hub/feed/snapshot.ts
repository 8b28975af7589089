import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SnapshotHead, SnapshotTail } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { HubKey } from '../identity/keys.ts';
import type { PlacedDocument } from '../store/rows.ts';
import type { Timers } from '../ports.ts';
import type { Store } from '../store/store.ts';

const chunkBytes = 256 * 1024;
/** Who does not take the next piece by then holds up the log of the database. */
const mostSilenceMs = 60_000;

/**
 * All that a shop's tills need, as of one position: gzip of NDJSON, head, documents, tail. Made as it is read, so that a million
 * members take no more memory than a few. Each chunk is a gzip member of its own; together they are one stream.
 */
export function snapshotStream(
  store: Store,
  key: HubKey,
  generation: string,
  shop: string,
  timers: Timers,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const snapshot = store.snapshot(shop);
  const lines = snapshotLines(snapshot.documents, key, { generation, shop, position: snapshot.position, schema: 1 });
  let stopWaiting = () => {};
  return new ReadableStream({
    pull(controller) {
      stopWaiting();
      const chunk = nextChunk(lines);
      if (chunk.text !== '') controller.enqueue(gzipSync(chunk.text));
      if (chunk.done) {
        snapshot.close();
        controller.close();
        return;
      }
      stopWaiting = timers.after(mostSilenceMs, () => {
        letGo();
        controller.error(new Error('nobody takes the snapshot'));
      });
    },
    cancel() {
      stopWaiting();
      letGo();
    },
  });

  function letGo(): void {
    // The statement is let go before its connection is closed.
    lines.return(undefined);
    snapshot.close();
  }
}

function nextChunk(lines: Iterator<string>): { text: string; done: boolean } {
  let text = '';
  while (text.length < chunkBytes) {
    const next = lines.next();
    if (next.done) return { text, done: true };
    text += next.value;
  }
  return { text, done: false };
}

function* snapshotLines(
  documents: Iterable<PlacedDocument>,
  key: HubKey,
  head: SnapshotHead,
): Generator<string, undefined, undefined> {
  const hash = createHash('sha256');
  const line = (text: string) => {
    hash.update(`${text}\n`);
    return `${text}\n`;
  };
  let count = 0;
  yield line(JSON.stringify(head));
  for (const { kind, id, doc } of documents) {
    if (doc === null) continue;
    count += 1;
    yield line(`{"kind":${JSON.stringify(kind)},"id":${JSON.stringify(id)},"doc":${doc}}`);
  }
  const digest = hash.digest('hex');
  const tail: SnapshotTail = { documents: count, hash: digest, signature: key.sign(signatureTags.snapshot + digest) };
  yield `${JSON.stringify(tail)}\n`;
  return undefined;
}
