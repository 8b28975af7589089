import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lot, memberDoc, programme, programmeFrom, shopLines } from '../../hub/testing/shop.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { snapshotId } from '../../main/store/arrival.ts';
import { openReplica } from '../../main/store/replica.ts';
import type { Replica } from '../../main/store/replica.ts';
import { openClient, openingKey } from '../../main/sync/client.ts';
import { openLink } from '../../main/sync/link.ts';
import { pullPage } from '../../main/sync/pull.ts';
import { feedIds } from '../../shared/protocol/feed.ts';
import type { FeedDocument } from '../../shared/protocol/feed.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import type { Chance } from '../crash/random.ts';
import { packedSnapshot } from '../store/snapshots.ts';
import type { PackedSnapshot } from '../store/snapshots.ts';
import { mangled, textOf } from './mangle.ts';

/** A till whose hub feeds it what no hub would. */
export type BadFeed = { feed(chance: Chance): Promise<'taken' | 'refused'>; close(): void };

const hub = identityOf(new Uint8Array(32).fill(7));
const shop = 'shop-1';
const generation = 'g';
/** A replica holds what it can't read, by kind and id: after so many a fresh one. */
const replicaLife = 5000;

/** One document of each kind that the hub feeds. */
const documents: FeedDocument[] = [
  ...shopLines(['till-1'], [memberDoc('anna', { lots: [lot('a', 5_00)] })]).map(({ kind, doc }): FeedDocument => ({
    kind,
    id: feedIds[kind](doc as never),
    doc,
  })),
  { kind: 'programme', id: 'h', doc: { from: programmeFrom, hash: 'h', programme } },
  { kind: 'applied', id: 'till-1', doc: { till: 'till-1', epoch: 'e', seq: 4 } },
  { kind: 'verdict', id: 'r', doc: { receipt: 'r', till: 'till-1', epoch: 'e', seq: 4, verdict: 'pending' } },
  {
    kind: 'item',
    id: 'i',
    doc: { id: 'i', till: 'till-1', kind: 'facts', at: '2026-03-01T09:00:00.000Z', receipt: 'r' },
  },
  { kind: 'usage', id: 'p', doc: { promotion: 'p', uses: 1, given: 2 } },
  { kind: 'ofTheFuture', id: 'x', doc: { any: 'thing' } },
  { kind: 'good', id: 'milk', doc: null },
];

export async function openBadFeed(): Promise<BadFeed> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-malformed-'));
  let replicas = 0;
  let fed = 0;
  let replica = newReplica();
  let answer: (path: string) => BodyInit = () => '';
  const fetch = (url: string) => Promise.resolve(new Response(answer(new URL(url).pathname)));
  const snapshot = await packedSnapshot(
    documents.filter(({ doc }) => doc !== null),
    { generation, shop, position: 50 },
  );
  const client = openClient(openLink({ hubUrl: 'http://hub.test', fetch, timers: nodePorts.timers }), 'till-1');

  function newReplica(): Replica {
    const opened = openReplica(join(folder, String((replicas += 1)), 'replica.db'));
    opened.applyChanges([], { generation, shop, position: 1 }, 1);
    return opened;
  }

  return {
    async feed(chance) {
      if ((fed += 1) % replicaLife === 0) {
        replica.close();
        replica = newReplica();
      }
      const at = replica.checkpoint()!;
      answer = (path) => {
        if (path === '/v1/replica') return offerOf(chance, snapshot);
        if (path === '/v1/feed') return pageOf(chance, at.position);
        return blocksOf(chance, snapshot, Number(path.split('/').at(-1)));
      };
      try {
        await pullPage({ client, replica, hubKey: hub.publicKey, shop, nowMs: () => 1 }, openingKey(hub));
      } catch (error) {
        if (!(error instanceof KopilkaError) || error.code === 'internal.bug') throw error;
        return 'refused';
      }
      readAll(replica);
      return 'taken';
    },
    close() {
      replica.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pageOf(chance: Chance, position: number): string {
  const next = position + 1;
  const page = {
    generation,
    shop,
    changes: [{ position: next, documents: [mangled(chance.pick(documents), chance), chance.pick(documents)] }],
    position: next,
    head: next,
    resnapshot: chance.below(10) === 0,
  };
  return textOf(chance.below(2) === 0 ? page : mangled(page, chance), chance);
}

/** Signed, as it is or mangled; or mangled behind the signature. */
function offerOf(chance: Chance, { manifest }: PackedSnapshot): string {
  const said = chance.below(3) > 0 ? manifest : mangled(manifest, chance);
  const offer = { kind: 'ready', manifest: said, signature: hub.sign(signatureTags.replica + idOf(said)) };
  return textOf(chance.below(3) === 0 ? mangled(offer, chance) : offer, chance);
}

function idOf(manifest: SnapshotManifest): string {
  try {
    return snapshotId(manifest);
  } catch {
    return 'of what can not be written down';
  }
}

/** All blocks from one on, whole or wrong in their bytes, or cut. */
function blocksOf(chance: Chance, { blocks }: PackedSnapshot, from: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.concat(blocks.slice(from));
  const place = chance.below(bytes.length);
  if (chance.below(3) === 0) bytes[place] = chance.below(256);
  return Uint8Array.from(chance.below(5) === 0 ? bytes.subarray(0, place) : bytes);
}

/** What was taken can be read, whatever it is. */
function readAll(replica: Replica): void {
  for (const { kind, id } of documents) if (kind in feedIds) replica.get(kind as 'good', id);
  replica.findGoodByBarcode('milk');
  replica.findMemberByCard('card-anna');
  replica.programmeAt('2026-03-01T12:00:00+03:00');
  replica.verdicts();
}
