import type { Reader, Store } from '../store/store.ts';

/**
 * For how long the hub keeps what only few ask for, in days. `feedDays`: what a document was before, and that it is no more; a till that was
 * away longer takes a snapshot, and what it sold meanwhile can't be held against what it knew. `visitDays`: who was not at a shop for as long is no
 * longer told to it as a person.
 */
export type Retention = { feedDays: number; visitDays: number };

const usual: Retention = { feedDays: 180, visitDays: 730 };
const retentionKey = 'retention';

/** All hub processes on a database go by what one of them was told last. */
export async function retentionOf(reader: Reader): Promise<Retention> {
  const text = await reader.meta(retentionKey);
  return { ...usual, ...(text === undefined ? {} : (JSON.parse(text) as Partial<Retention>)) };
}

export async function keepRetention(store: Store, given: Partial<Retention>): Promise<void> {
  if (Object.keys(given).length === 0) return;
  await store.write(async (tx) => tx.setMeta(retentionKey, JSON.stringify({ ...(await retentionOf(tx)), ...given })));
}
