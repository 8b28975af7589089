import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFile } from '../../hub/snapshot/pack.ts';
import { openReplicaFile } from '../../hub/snapshot/replica-file.ts';
import type { Place } from '../../hub/snapshot/replica-file.ts';
import type { ReadySnapshot, Replica } from '../../main/store/replica.ts';
import { replicaVersion } from '../../shared/protocol/replica.ts';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import type { FeedDocument } from '../../shared/protocol/feed.ts';

/** A snapshot as a hub sends it. */
export type PackedSnapshot = { manifest: SnapshotManifest; blocks: Uint8Array[] };

/** Of these documents, made and packed by the hub's own code. Persons come with their keys. */
export async function packedSnapshot(
  documents: readonly FeedDocument[],
  place: Place,
  blockBytes?: number,
): Promise<PackedSnapshot> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-packed-'));
  try {
    const [plain, packed] = [join(folder, 'plain'), join(folder, 'packed')];
    const file = openReplicaFile(plain, place);
    const sealKeys = new Map<string, string>();
    const placed = documents.map(({ kind, id, doc }) => {
      const { key, ...stored } = doc ?? {};
      if (kind === 'person') sealKeys.set(String(stored['hash']), String(key));
      const text = doc && JSON.stringify(kind === 'person' ? stored : doc);
      return { position: place.position, kind, id, doc: text };
    });
    file.add(placed, sealKeys);
    file.finish();
    const about = await packFile(plain, packed, () => Promise.resolve(), blockBytes);
    const bytes = readFileSync(packed);
    let at = 0;
    const blocks = about.blocks.map((block) => bytes.subarray(at, (at += block.bytes)));
    return { manifest: { ...place, schema: replicaVersion, ...about }, blocks };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A replica to which a snapshot has come whole; `place` is what is left to be done. */
export async function arrive(
  replica: Replica,
  documents: readonly FeedDocument[],
  place: Place,
): Promise<ReadySnapshot> {
  const { manifest, blocks } = await packedSnapshot(documents, place);
  const arrival = replica.expect(manifest);
  for (const block of blocks) arrival.add(block);
  return replica.arrived();
}
