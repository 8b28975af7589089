import type { PullReply } from '../../shared/protocol/page.ts';

/** Counts changes of everything that pages list, so that one checkpoint serves all collections. */
export type Counter = { next(): number; last(): number };

export function createCounter(start: number): Counter {
  let count = start;
  return { next: () => (count += 1), last: () => count };
}

/** Documents a page may list, each with the number of its last change; those gone stay as deleted, or a page would keep them. */
export type Collection<D extends { id: string }> = {
  /** Takes the document if it differs from the one known. */
  put(document: D): void;
  remove(id: string): void;
  /** Makes these all there are. */
  replace(documents: readonly D[]): void;
  get(id: string): D | undefined;
  pull(checkpoint: number, limit: number): PullReply<D>;
};

type Entry<D> = { document: D; text: string; changed: number; deleted: boolean };

export function createCollection<D extends { id: string }>(counter: Counter): Collection<D> {
  // In order of change: a changed document moves to the end.
  const entries = new Map<string, Entry<D>>();

  function set(document: D, deleted: boolean): void {
    const text = JSON.stringify(document);
    const known = entries.get(document.id);
    if (known && known.deleted === deleted && known.text === text) return;
    entries.delete(document.id);
    entries.set(document.id, { document, text, deleted, changed: counter.next() });
  }

  function remove(id: string): void {
    const known = entries.get(id);
    if (known && !known.deleted) set(known.document, true);
  }

  return {
    put: (document) => set(document, false),
    remove,
    replace(documents) {
      const kept = new Set(documents.map(({ id }) => id));
      for (const id of entries.keys()) if (!kept.has(id)) remove(id);
      for (const document of documents) set(document, false);
    },
    get(id) {
      const entry = entries.get(id);
      return entry && !entry.deleted ? entry.document : undefined;
    },
    pull(checkpoint, limit) {
      const documents: PullReply<D>['documents'] = [];
      let last = checkpoint;
      for (const { document, deleted, changed } of entries.values()) {
        if (changed <= checkpoint) continue;
        if (documents.length === limit) return { documents, checkpoint: last };
        documents.push({ ...document, deleted });
        last = changed;
      }
      return { documents, checkpoint: last };
    },
  };
}
