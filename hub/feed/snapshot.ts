import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SnapshotHead, SnapshotTail } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { HubKey } from '../identity/keys.ts';
import { withKeys } from './sealed.ts';
import type { Timers } from '../ports.ts';
import type { Reader, Snapshot, Store } from '../store/store.ts';

const chunkCharacters = 256 * 1024;
/** Who does not take the next piece by then holds up the log of the database. */
const mostSilenceMs = 60_000;

/**
 * All that a shop's tills need, as of one position, as tills of protocol 1 ask for it: gzip of NDJSON, head, documents, tail. Made as it is read, so that a million
 * members take no more memory than a few. Each chunk is a gzip member of its own; together they are one stream.
 */
export async function snapshotStream(
  store: Store,
  key: HubKey,
  generation: string,
  shop: string,
  timers: Timers,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const snapshot = await store.snapshot(shop);
  const texts = snapshotTexts(store.reader, snapshot, key, {
    generation,
    shop,
    position: snapshot.position,
    schema: 1,
  });
  let stopWaiting = () => {};
  const letGo = async () => {
    stopWaiting();
    await texts.return(undefined);
    await snapshot.close();
  };
  return new ReadableStream({
    async pull(controller) {
      stopWaiting();
      const chunk = await nextChunk(texts);
      if (chunk.text !== '') controller.enqueue(gzipSync(chunk.text));
      if (chunk.done) {
        await snapshot.close();
        controller.close();
        return;
      }
      stopWaiting = timers.after(mostSilenceMs, () => {
        controller.error(new Error('nobody takes the snapshot'));
        void letGo();
      });
    },
    cancel: letGo,
  });
}

async function nextChunk(texts: AsyncIterator<string>): Promise<{ text: string; done: boolean }> {
  let text = '';
  while (text.length < chunkCharacters) {
    const next = await texts.next();
    if (next.done) return { text, done: true };
    text += next.value;
  }
  return { text, done: false };
}

/** Whole lines, some hundreds at a time. */
async function* snapshotTexts(
  reader: Reader,
  snapshot: Snapshot,
  key: HubKey,
  head: SnapshotHead,
): AsyncGenerator<string, undefined, undefined> {
  const hash = createHash('sha256');
  const first = `${JSON.stringify(head)}\n`;
  hash.update(first);
  let count = 0;
  yield first;
  for (;;) {
    const documents = await snapshot.next();
    if (documents.length === 0) break;
    let text = '';
    for (const { kind, id, doc } of await withKeys(reader, documents)) {
      if (doc === null) continue;
      count += 1;
      text += `{"kind":${JSON.stringify(kind)},"id":${JSON.stringify(id)},"doc":${doc}}\n`;
    }
    hash.update(text);
    yield text;
  }
  const digest = hash.digest('hex');
  const tail: SnapshotTail = { documents: count, hash: digest, signature: key.sign(signatureTags.snapshot + digest) };
  yield `${JSON.stringify(tail)}\n`;
  return undefined;
}
