import { KopilkaError } from '../../shared/protocol/errors.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { replicaVersion, SnapshotOffer } from '../../shared/protocol/replica.ts';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { isSignedByHub } from '../identity/hub-key.ts';
import { snapshotId } from '../store/arrival.ts';
import type { Arrival } from '../store/arrival.ts';
import type { Replica } from '../store/replica.ts';
import type { Client, SessionKey } from './client.ts';
import type { Alive } from './link.ts';

/** The hub answers within some seconds, ready or not. */
const timeoutMs = 20_000;

export type SnapshotDeps = { client: Client; replica: Replica; hubKey: string; shop: string };

/**
 * Goes one step on with a snapshot: asks for one, or takes some blocks of the one that is coming in, those that came whole whatever the
 * connection does. Answers whether it is in its place. A broken one leaves the old replica as it was. Throws what the call throws,
 * `hub.badReply` and `replica.diskFull`.
 */
export async function snapshotStep(deps: SnapshotDeps, as: SessionKey): Promise<'coming' | 'placed'> {
  const { client, replica } = deps;
  const arrival = replica.arriving();
  if (!arrival) {
    const offer = await client.call({ path: '/v1/replica', reply: SnapshotOffer, as, timeoutMs });
    if (offer.kind === 'ready') replica.expect(checked(deps, offer.manifest, offer.signature));
    return 'coming';
  }
  if (arrival.wanted() < arrival.manifest.blocks.length) {
    await takeBlocks(deps, as, arrival);
    return 'coming';
  }
  replica.arrived().place();
  return 'placed';
}

async function takeBlocks({ client, replica }: SnapshotDeps, as: SessionKey, arrival: Arrival): Promise<void> {
  const path = `/v1/replica/${arrival.id}/${arrival.wanted()}`;
  try {
    await client.stream(path, as, (body, alive) => readBlocks(body, alive, arrival));
  } catch (error) {
    if (!(error instanceof KopilkaError) || error.code !== 'hub.snapshotGone') throw error;
    replica.dropArriving();
  }
}

/** Blocks as they come. What is left of one that broke off is fetched again. */
async function readBlocks(body: ReadableStream<Uint8Array>, alive: Alive, arrival: Arrival): Promise<void> {
  const { blocks } = arrival.manifest;
  const from = arrival.wanted();
  let rest: Uint8Array = new Uint8Array();
  for await (const bytes of body) {
    alive(bytes.byteLength);
    rest = rest.byteLength === 0 ? bytes : Buffer.concat([rest, bytes]);
    for (let next = blocks[arrival.wanted()]; next && rest.byteLength >= next.bytes; next = blocks[arrival.wanted()]) {
      arrival.add(rest.subarray(0, next.bytes));
      rest = rest.subarray(next.bytes);
    }
  }
  if (rest.byteLength > 0 || arrival.wanted() === from) throw bad('it breaks off');
}

function checked({ hubKey, shop }: SnapshotDeps, manifest: SnapshotManifest, signature: string): SnapshotManifest {
  if (!isSignedByHub(hubKey, signatureTags.replica + snapshotId(manifest), signature))
    throw bad('not signed by the hub');
  if (manifest.shop !== shop) throw bad(`of shop ${manifest.shop}`);
  if (manifest.schema !== replicaVersion) throw bad(`of schema ${manifest.schema}`);
  const { bytes, blockBytes, blocks } = manifest;
  if (Math.ceil(bytes / blockBytes) !== blocks.length) throw bad('it does not add up');
  return manifest;
}

function bad(problem: string): KopilkaError {
  return new KopilkaError('hub.badReply', { problem: `snapshot: ${problem}` });
}
