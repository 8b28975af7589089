import { KopilkaError } from '../../shared/protocol/errors.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { replicaVersion } from '../../shared/protocol/replica.ts';
import type { SnapshotOffer } from '../../shared/protocol/replica.ts';
import type { HubKey } from '../identity/keys.ts';
import { timesWiped } from '../members/persons.ts';
import type { Ports } from '../ports.ts';
import { buildSnapshot } from './build.ts';
import type { BuildDeps } from './build.ts';
import { openKeptFolder } from './kept.ts';
import type { KeptSnapshot } from './kept.ts';
import { readBlocks } from './pack.ts';

export type SnapshotsDeps = BuildDeps & {
  key: HubKey;
  ports: Pick<Ports, 'clock' | 'timers'>;
  /** Of the hub's data folder; nobody else's. */
  folder: string;
  tell: (error: unknown) => void;
};

export type Snapshots = {
  /** The snapshot a till of the shop may take, as soon as there is one. */
  offer(shop: string): Promise<SnapshotOffer>;
  /** Blocks of it from one on. Throws `hub.snapshotGone`. */
  blocks(shop: string, id: string, from: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Drops what may be kept no longer. */
  tidy(): Promise<void>;
  /** Drops all there is, and gives up what is being built: somebody is to be forgotten. */
  forget(): Promise<void>;
  /** What is being built is given up. */
  close(): Promise<void>;
};

/** What changed since is had by the feed, sooner than a new file is made. */
const [mostAgeMs, mostBehind] = [24 * 3_600_000, 50_000];
/** A till gets an answer before it gives up waiting for one. */
const mostWaitMs = 8_000;

/**
 * Snapshots of shops as files, for all their tills: made when one is asked for and none is kept that will do. A kept one is dropped when it is
 * old, below what the feed goes back to, of another generation, or when a person's key was wiped since: whoever was erased is in none.
 */
export function openSnapshots(deps: SnapshotsDeps): Snapshots {
  const { store, key, generation, ports, tell } = deps;
  const kept = openKeptFolder(deps.folder);
  const building = new Map<string, Promise<KeptSnapshot>>();
  /** Grows with each time that all which is being built is given up. */
  let round = 0;
  kept.clear(kept.shops());

  async function isGood({ manifest, builtMs, wiped }: KeptSnapshot): Promise<boolean> {
    const { reader } = store;
    const { shop, position } = manifest;
    const ageMs = ports.clock.nowMs() - builtMs;
    if (manifest.generation !== generation || manifest.schema !== replicaVersion) return false;
    if (ageMs < 0 || ageMs > mostAgeMs || wiped !== (await timesWiped(reader))) return false;
    const { head, horizon } = await reader.feedSpan(shop);
    return position >= horizon && position <= head && head - position <= mostBehind;
  }

  /** As it is kept and good to be had; whoever finds one that is not drops it. */
  async function found(shop: string): Promise<KeptSnapshot | null> {
    const known = kept.read(shop);
    if (known === null || (await isGood(known))) return known;
    kept.drop(shop);
    return null;
  }

  async function giveUp(): Promise<void> {
    round += 1;
    await Promise.allSettled(building.values());
  }

  function begin(shop: string): Promise<KeptSnapshot> {
    const own = round;
    const pause = async () => {
      await new Promise<void>((resolve) => void ports.timers.after(0, resolve));
      if (own !== round) throw new GivenUp();
    };
    const making = buildSnapshot(deps, kept, shop, pause).finally(() => building.delete(shop));
    building.set(shop, making);
    // Told once, whoever waits for it.
    making.catch((error: unknown) => error instanceof GivenUp || tell(error));
    return making;
  }

  return {
    async offer(shop) {
      const ready = building.has(shop) ? null : await found(shop);
      const made = ready ?? (await withinPatience(ports, building.get(shop) ?? begin(shop)));
      if (!made) return { kind: 'building' };
      return { kind: 'ready', manifest: made.manifest, signature: key.sign(signatureTags.replica + made.id) };
    },
    async blocks(shop, id, from) {
      const known = await found(shop);
      if (!known || known.id !== id || from >= known.manifest.blocks.length) {
        throw new KopilkaError('hub.snapshotGone');
      }
      const bytes = readBlocks(kept.blocksOf(shop), known.manifest, from);
      if (bytes) return bytes;
      kept.drop(shop);
      throw new KopilkaError('hub.snapshotGone');
    },
    async tidy() {
      for (const shop of kept.shops()) await found(shop);
    },
    async forget() {
      await giveUp();
      kept.clear([]);
    },
    close: giveUp,
  };
}

/** Null: it is not there yet. */
async function withinPatience<T>({ timers }: Pick<Ports, 'timers'>, making: Promise<T>): Promise<T | null> {
  let stopWaiting = () => {};
  const late = new Promise<null>((resolve) => (stopWaiting = timers.after(mostWaitMs, () => resolve(null))));
  try {
    return await Promise.race([making, late]);
  } catch (error) {
    if (error instanceof GivenUp) return null;
    throw error;
  } finally {
    stopWaiting();
  }
}

class GivenUp extends Error {}
