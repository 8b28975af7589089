import { KopilkaError } from '../../shared/protocol/errors.ts';
import { randomId } from '../identity/data-folder.ts';
import type { Random } from '../ports.ts';
import type { Reader, Store, Tx } from '../store/store.ts';

/**
 * A generation is a hub's life between restores: positions of the feed and session tokens are good within one. `awaiting` names the
 * generation in which tills are still to report.
 */
const metas = {
  generation: 'generation',
  awaiting: 'awaiting',
  /** Where a shop's feed stood as a generation ended: up to there its successor tells the same. */
  end: (generation: string, shop: string) => `end:${generation}/${shop}`,
  reported: (till: string) => `reported:${till}`,
} as const;

/** The hub's generation; the first where it has none yet. */
export async function generationOf(store: Store, random: Random): Promise<string> {
  return store.write(async (tx) => {
    const known = await tx.meta(metas.generation);
    if (known !== undefined) return known;
    const generation = randomId(random);
    await tx.setMeta(metas.generation, generation);
    return generation;
  });
}

/**
 * Begins another generation: for a store that was restored from a backup, before a hub opens it. What tills pushed since that backup they
 * push again; until each of them has, no lease is granted, for the points may be spent already.
 */
export async function newGeneration(store: Store, random: Random): Promise<string> {
  return store.write(async (tx) => {
    const generation = randomId(random);
    const before = (await tx.meta(metas.generation)) ?? '';
    for (const shop of await tx.shops()) {
      await tx.setMeta(metas.end(before, shop), String((await tx.feedSpan(shop)).head));
    }
    await tx.setMeta(metas.generation, generation);
    await tx.setMeta(metas.awaiting, generation);
    for (const { id } of await tx.documents('till')) {
      const row = await tx.till(id);
      if (row?.publicKey) await tx.saveTill({ ...row, tokenIssued: null, tokenConfirmed: null });
    }
    return generation;
  });
}

/** Up to which position of its feed this hub knows what a shop was told in a generation; null: nothing of it. */
export async function knownUpTo(reader: Reader, now: FeedPlace, generation: string): Promise<number | null> {
  if (generation === now.generation) return now.head;
  const end = await reader.meta(metas.end(generation, now.shop));
  return end === undefined ? null : Number(end);
}

/** The newest position of a shop's feed. */
type FeedPlace = { generation: string; shop: string; head: number };

/** A till pulls only after it has pushed all it had: by that it has reported. */
export async function tillReported(store: Store, generation: string, till: string): Promise<void> {
  if ((await store.reader.meta(metas.awaiting)) !== generation) return;
  await store.write(async (tx) => {
    await tx.setMeta(metas.reported(till), generation);
    if ((await silentTills(tx, generation)).length === 0) await tx.setMeta(metas.awaiting, '');
  });
}

/** Throws `hub.awaitsTills` as long as a till that may hold or have spent points did not report in this generation. */
export async function assertAllReported(tx: Tx, generation: string): Promise<void> {
  if ((await tx.meta(metas.awaiting)) !== generation) return;
  const silent = await silentTills(tx, generation);
  if (silent.length > 0) throw new KopilkaError('hub.awaitsTills', { tills: silent.slice(0, namedTills).join(', ') });
}

const namedTills = 10;

async function silentTills(reader: Reader, generation: string): Promise<string[]> {
  const silent: string[] = [];
  for (const { id } of await reader.documents('till')) {
    const isEnrolled = (await reader.till(id))?.publicKey;
    if (isEnrolled && (await reader.meta(metas.reported(id))) !== generation) silent.push(id);
  }
  return silent;
}
