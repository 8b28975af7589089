import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { packedSnapshot } from '../../test/store/snapshots.ts';
import type { PackedSnapshot } from '../../test/store/snapshots.ts';
import { temporaryFolder } from '../../test/store/journals.ts';
import { identityOf } from '../identity/till-key.ts';
import { nodePorts } from '../ports.node.ts';
import { snapshotId } from '../store/arrival.ts';
import { openReplica } from '../store/replica.ts';
import type { Replica } from '../store/replica.ts';
import { openClient, openingKey } from './client.ts';
import { openLink } from './link.ts';
import { snapshotStep } from './snapshot.ts';

const root = temporaryFolder('snapshot');
let files = 0;

const hub = identityOf(new Uint8Array(32).fill(7));
const place = { generation: 'g1', shop: 'shop-1', position: 12 };
const good = (sku: string) => ({
  kind: 'good',
  id: sku,
  doc: { sku, name: { ru: sku, en: sku }, barcodes: [sku], categories: [] },
});

let packed: PackedSnapshot;
let replica: Replica;
let asked: string[] = [];
let answer: (path: string) => Response | Promise<Response>;

beforeEach(async () => {
  packed ??= await packedSnapshot(
    Array.from({ length: 60 }, (_, index) => good(`sku-${index}`)),
    place,
    4096,
  );
  replica = openReplica(join(root, String((files += 1)), 'replica.db'));
  asked = [];
  answer = honest;
});
afterEach(() => replica.close());

const client = openClient(
  openLink({
    hubUrl: 'http://hub.test',
    timers: nodePorts.timers,
    fetch: async (url) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      return answer(pathname);
    },
  }),
  'till-1',
);
const step = () =>
  snapshotStep({ client, replica, hubKey: hub.publicKey, shop: 'shop-1' }, openingKey(hub)).catch(
    (error: { code: string }) => error.code,
  );

async function stepsToTheEnd(): Promise<string[]> {
  const steps: string[] = [];
  do steps.push(await step());
  while (steps.at(-1) === 'coming');
  return steps;
}

function offered({ manifest = packed.manifest, signer = hub, of = packed.manifest } = {}): Response {
  const signature = signer.sign(signatureTags.replica + snapshotId(of));
  return Response.json({ kind: 'ready', manifest, signature });
}

const blocksFrom = (path: string, count: number) => {
  const from = Number(path.split('/').at(-1));
  return Buffer.concat(packed.blocks.slice(from, from + count));
};

const honest = (path: string) => (path === '/v1/replica' ? offered() : new Response(blocksFrom(path, 2)));

/** In pieces that respect no block, cut where it is told. */
function inPieces(bytes: Uint8Array, pieceBytes: number, cutAt = Infinity): Response {
  let from = 0;
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (from >= cutAt) return controller.error(new Error('socket hang up'));
        if (from >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(from, from + pieceBytes));
        from += pieceBytes;
      },
    }),
  );
}

describe('a snapshot', () => {
  it('is taken some blocks at a time and placed when it is whole', async () => {
    expect(packed.blocks.length).toBeGreaterThan(4);
    const steps = await stepsToTheEnd();
    expect([steps.at(-1), asked[0]]).toEqual(['placed', '/v1/replica']);
    expect(asked.slice(1)).toHaveLength(Math.ceil(packed.blocks.length / 2));
    expect([replica.list('good').length, replica.checkpoint()]).toEqual([60, { generation: 'g1', position: 12 }]);
  });

  it('comes in whatever pieces the network makes of it', async () => {
    answer = (path) => (path === '/v1/replica' ? offered() : inPieces(blocksFrom(path, 3), 777));
    expect((await stepsToTheEnd()).at(-1)).toBe('placed');
    expect(replica.list('good')).toHaveLength(60);
  });

  it('that is cut goes on behind the blocks that came whole', async () => {
    await step();
    const [first, second] = packed.blocks;
    answer = (path) => inPieces(blocksFrom(path, 3), 100, first!.length + second!.length + 100);
    expect(await step()).toBe('hub.unreachable');
    expect(replica.arriving()!.wanted()).toBe(2);
    answer = honest;
    await step();
    expect(asked.at(-1)).toBe(`/v1/replica/${snapshotId(packed.manifest)}/2`);
    expect((await stepsToTheEnd()).at(-1)).toBe('placed');
  });

  it('that the hub is still making is asked for again', async () => {
    answer = () => Response.json({ kind: 'building' });
    expect([await step(), replica.arriving()]).toEqual(['coming', null]);
    answer = honest;
    expect((await stepsToTheEnd()).at(-1)).toBe('placed');
  });

  it('that the hub no longer has is dropped, and another begun', async () => {
    await step();
    await step();
    answer = () => Response.json({ error: { code: 'hub.snapshotGone' } }, { status: 404 });
    expect([await step(), replica.arriving()]).toEqual(['coming', null]);
    answer = honest;
    expect((await stepsToTheEnd()).at(-1)).toBe('placed');
    expect(asked.filter((path) => path === '/v1/replica')).toHaveLength(2);
  });

  it.each([
    ['of another shop', () => packed.manifest, { shop: 'shop-2' }],
    ['of another schema', () => packed.manifest, { schema: 99 }],
    ['of which a block is missing', () => ({ ...packed.manifest, blocks: packed.manifest.blocks.slice(1) }), {}],
  ])('%s is not begun', async (_name, manifest, more) => {
    const said = { ...manifest(), ...more };
    answer = () => offered({ manifest: said, of: said });
    expect([await step(), replica.arriving()]).toEqual(['hub.badReply', null]);
  });

  it('is not begun without the signature of the hub over all of its manifest', async () => {
    answer = () => offered({ signer: identityOf(new Uint8Array(32).fill(8)) });
    expect(await step()).toBe('hub.badReply');
    answer = () => offered({ manifest: { ...packed.manifest, position: 13 } });
    expect(await step()).toBe('hub.badReply');
    expect(replica.arriving()).toBeNull();
  });

  it.each([
    ['changed', (bytes: Buffer) => bytes.fill(1, 20, 30)],
    ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html></html>')],
  ])('of which a block is %s changes nothing, and goes on when it is right', async (_name, broken) => {
    await step();
    answer = (path) => new Response(Uint8Array.from(broken(Buffer.from(blocksFrom(path, 1)))));
    expect(await step()).toBe('hub.badReply');
    expect(replica.checkpoint()).toBeNull();
    answer = honest;
    expect((await stepsToTheEnd()).at(-1)).toBe('placed');
  });
});
