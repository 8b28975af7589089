import { rmSync } from 'node:fs';
import { replicaVersion } from '../../shared/protocol/replica.ts';
import { sealedHash } from '../feed/sealed.ts';
import { timesWiped } from '../members/persons.ts';
import type { Ports } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { KeptFolder, KeptSnapshot } from './kept.ts';
import { packFile } from './pack.ts';
import { openReplicaFile } from './replica-file.ts';

export type BuildDeps = { store: Store; generation: string; ports: Pick<Ports, 'clock'> };
/** Lets others go first; what it throws ends the work, of which nothing is left then. */
type Pause = () => Promise<void>;

/** Makes a shop's snapshot and keeps it; again from the start where a key was wiped meanwhile, which may be in it. */
export async function buildSnapshot(
  deps: BuildDeps,
  kept: KeptFolder,
  shop: string,
  pause: Pause,
): Promise<KeptSnapshot> {
  for (;;) {
    const made = await buildOnce(deps, kept, shop, pause);
    if (made.wiped === (await timesWiped(deps.store.reader))) return made;
    kept.drop(shop);
  }
}

async function buildOnce(deps: BuildDeps, kept: KeptFolder, shop: string, pause: Pause): Promise<KeptSnapshot> {
  const { store, generation, ports } = deps;
  const builtMs = ports.clock.nowMs();
  const wiped = await timesWiped(store.reader);
  const { plain, packed } = kept.draft(shop);
  const clear = () => [plain, packed].forEach((file) => rmSync(file, { force: true }));
  clear();
  try {
    const position = await writeShop(deps, shop, plain, pause);
    const about = await packFile(plain, packed, pause);
    const manifest = { generation, shop, position, schema: replicaVersion, ...about };
    return kept.keep(shop, packed, { manifest, builtMs, wiped });
  } finally {
    clear();
  }
}

/** As of one position, in the order of kind and id, some hundreds at a time: sales come in between. */
async function writeShop({ store, generation }: BuildDeps, shop: string, file: string, pause: Pause): Promise<number> {
  const snapshot = await store.snapshot(shop);
  const { position } = snapshot;
  const replica = openReplicaFile(file, { generation, shop, position });
  try {
    for (let some = await snapshot.next(); some.length > 0; some = await snapshot.next()) {
      replica.add(some, await store.reader.sealKeys(some.flatMap((document) => sealedHash(document) ?? [])));
      await pause();
    }
    replica.finish();
  } catch (error) {
    replica.abandon();
    throw error;
  } finally {
    await snapshot.close();
  }
  return position;
}
