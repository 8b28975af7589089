import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { temporaryFolder } from '../../test/store/journals.ts';
import { identityOf } from '../identity/till-key.ts';
import { openReplica } from '../store/replica.ts';
import { readSnapshot } from './snapshot.ts';

const root = temporaryFolder('snapshot');
let files = 0;

const hub = identityOf(new Uint8Array(32).fill(7));
const good = (sku: string) => ({
  kind: 'good',
  id: sku,
  doc: { sku, name: { ru: sku, en: sku }, barcodes: [sku], categories: [] },
});

function snapshotText({ goods = 700, shop = 'shop-1', signer = hub } = {}): string {
  const head = { generation: 'g1', shop, position: 12, schema: 1 };
  const documents = Array.from({ length: goods }, (_, index) => good(`sku-${index}`));
  const lines = [head, ...documents].map((line) => `${JSON.stringify(line)}\n`).join('');
  const hash = createHash('sha256').update(lines).digest('hex');
  const tail = { documents: goods, hash, signature: signer.sign(signatureTags.snapshot + hash) };
  return `${lines}${JSON.stringify(tail)}\n`;
}

/** In pieces that respect neither lines nor letters. */
function streamed(bytes: Uint8Array, pieceBytes = 1000): ReadableStream<Uint8Array> {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(from, from + pieceBytes));
      from += pieceBytes;
    },
  });
}

async function read(bytes: Uint8Array, pieceBytes?: number) {
  const replica = openReplica(join(root, String((files += 1)), 'replica.db'));
  let pieces = 0;
  const arrived = { replica, hubKey: hub.publicKey, shop: 'shop-1', nowMs: () => 5 };
  const failure = await readSnapshot(streamed(bytes, pieceBytes), () => (pieces += 1), arrived).then(
    () => null,
    (error: unknown) => error,
  );
  const found = { goods: replica.list('good').length, checkpoint: replica.checkpoint(), pulledMs: replica.pulledMs() };
  replica.close();
  return { failure, found, pieces };
}

describe('a snapshot', () => {
  const whole = { goods: 700, checkpoint: { generation: 'g1', position: 12 }, pulledMs: 5 };
  const nothing = { goods: 0, checkpoint: null, pulledMs: null };

  it.each([
    ['as it is', (text: string) => Buffer.from(text)],
    ['packed', (text: string) => gzipSync(text)],
    [
      'packed in members, as it was made',
      (text: string) =>
        Buffer.concat([gzipSync(text.slice(0, 5000)), gzipSync(text.slice(5000, 5001)), gzipSync(text.slice(5001))]),
    ],
  ])('is read %s', async (_name, pack) => {
    const { failure, found, pieces } = await read(pack(snapshotText()));
    expect([failure, found]).toEqual([null, whole]);
    expect(pieces).toBeGreaterThan(0);
  });

  it('is read one byte at a time', async () => {
    const { failure, found } = await read(Buffer.from(snapshotText({ goods: 3 })), 1);
    expect([failure, found.goods]).toEqual([null, 3]);
  });

  it.each([
    ['breaks off between lines', (text: string) => Buffer.from(text.slice(0, text.lastIndexOf('{"documents"')))],
    ['breaks off within one', (text: string) => Buffer.from(text.slice(0, 9000))],
    ['breaks off packed', (text: string) => gzipSync(text).subarray(0, 900)],
    ['is packed wrongly', (text: string) => gzipSync(text).fill(0, 300, 340)],
    ['has a good changed', (text: string) => Buffer.from(text.replace('"barcodes":["sku-9"]', '"barcodes":["sku-8"]'))],
    ['lacks a line', (text: string) => Buffer.from(text.replace(/\{"kind":"good","id":"sku-5".*\n/, ''))],
    ['is of another shop', () => Buffer.from(snapshotText({ shop: 'shop-2' }))],
    ['is signed by another', () => Buffer.from(snapshotText({ signer: identityOf(new Uint8Array(32).fill(8)) }))],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('<html></html>\n')],
  ])('that %s changes nothing', async (_name, broken) => {
    const { failure, found } = await read(broken(snapshotText()));
    expect(failure).toMatchObject({ code: 'hub.badReply' });
    expect(found).toEqual(nothing);
  });
});

describe('a snapshot whose connection fails', () => {
  it.each([false, true])('changes nothing and says why, packed: %s', async (packed) => {
    const bytes = packed ? gzipSync(snapshotText()) : Buffer.from(snapshotText());
    const replica = openReplica(join(root, String((files += 1)), 'replica.db'));
    const whole = streamed(bytes).getReader();
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value } = await whole.read();
        if ((pieces += 1) > 2 || !value) controller.error(new Error('socket hang up'));
        else controller.enqueue(value);
      },
    });
    const arrived = { replica, hubKey: hub.publicKey, shop: 'shop-1', nowMs: () => 5 };
    await expect(readSnapshot(body, () => undefined, arrived)).rejects.toThrow('socket hang up');
    expect(replica.checkpoint()).toBeNull();
    replica.close();
  });
});
