import type { ChangePlace } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { retentionOf } from './retention.ts';

const dayMs = 86_400_000;
const changesAtOnce = 500;

/** How far a shop's feed had come on a day since 1970. */
type Mark = [day: number, position: number];
const metas = {
  marks: (shop: string) => `feed.marks.${shop}`,
  pruned: (shop: string) => `feed.pruned.${shop}`,
};

/**
 * Drops what the feeds had told before the retention period and is no longer so: earlier revisions, and tombstones. The horizon moves first, so
 * that a till from below it takes a snapshot whatever of its past is gone already. Repeatable: a position that was gone through is not again, and
 * what was broken off goes on. Answers how many changes it went through.
 */
export async function pruneFeed(store: Store, atMs: number): Promise<number> {
  const day = Math.floor(atMs / dayMs);
  const { feedDays } = await retentionOf(store.reader);
  let seen = 0;
  for (const shop of await store.reader.shops()) {
    const horizon = await store.write((tx) => moveHorizon(tx, shop, day, day - feedDays));
    seen += await dropBelow(store, shop, horizon);
  }
  return seen;
}

/** A mark a day; the newest of those before the retention period is the horizon. */
async function moveHorizon(tx: Tx, shop: string, day: number, firstDay: number): Promise<number> {
  const { head, horizon: before } = await tx.feedSpan(shop);
  const text = await tx.meta(metas.marks(shop));
  const marks = text === undefined ? [] : (JSON.parse(text) as Mark[]);
  const isNew = (marks.at(-1)?.[0] ?? -1) < day;
  const all: Mark[] = isNew ? [...marks, [day, head]] : marks;
  const past = all.filter(([marked]) => marked <= firstDay);
  if (isNew || past.length > 0) await tx.setMeta(metas.marks(shop), JSON.stringify(all.slice(past.length)));
  const horizon = Math.max(before, past.at(-1)?.[1] ?? 0);
  if (horizon > before) await tx.setHorizon(shop, horizon);
  return horizon;
}

async function dropBelow(store: Store, shop: string, horizon: number): Promise<number> {
  const text = await store.reader.meta(metas.pruned(shop));
  let after: ChangePlace = text === undefined ? { position: 0, kind: '', id: '' } : (JSON.parse(text) as ChangePlace);
  let seen = 0;
  while (after.position <= horizon) {
    const found = await store.reader.changedPast(shop, after, changesAtOnce);
    const changes = found.filter(({ position }) => position <= horizon);
    const last = changes.at(-1);
    if (!last) break;
    const { position, kind, id } = last;
    after = { position, kind, id };
    await store.write(async (tx) => {
      for (const change of changes) await tx.dropOlder(shop, change);
      await tx.setMeta(metas.pruned(shop), JSON.stringify({ position, kind, id }));
    });
    seen += changes.length;
  }
  return seen;
}
