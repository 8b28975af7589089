import type { PullReply } from '../../shared/protocol/page.ts';

/** Counts changes of everything that pages list, so that one checkpoint serves all collections. */
export type Counter = { next(): number; last(): number };

export function createCounter(start: number): Counter {
  let count = start;
  return { next: () => (count += 1), last: () => count };
}

/**
 * Documents a page may list, each with the number of its last change. What is gone is forgotten here, for a till runs for years:
 * a page that may still have it is told the ids of all there are.
 */
export type Collection<D extends { id: string }> = {
  /** Takes the document if it differs from the one known. */
  put(document: D): void;
  remove(id: string): void;
  /** Makes these all there are. */
  replace(documents: readonly D[]): void;
  get(id: string): D | undefined;
  all(): D[];
  pull(checkpoint: number, limit: number): PullReply<D>;
};

type Entry<D> = { document: D; text: string; changed: number };

export function createCollection<D extends { id: string }>(counter: Counter): Collection<D> {
  // In order of change: a changed document moves to the end.
  const entries = new Map<string, Entry<D>>();
  /** When the last one went: a page of an earlier life of the till may have what never came into this one. */
  let lastGone = counter.last();

  function put(document: D): void {
    const text = JSON.stringify(document);
    if (entries.get(document.id)?.text === text) return;
    entries.delete(document.id);
    entries.set(document.id, { document, text, changed: counter.next() });
  }

  function remove(id: string): void {
    if (entries.delete(id)) lastGone = counter.next();
  }

  return {
    put,
    remove,
    replace(documents) {
      const kept = new Set(documents.map(({ id }) => id));
      for (const id of entries.keys()) if (!kept.has(id)) remove(id);
      for (const document of documents) put(document);
    },
    get: (id) => entries.get(id)?.document,
    all: () => [...entries.values()].map(({ document }) => document),
    pull(checkpoint, limit) {
      const documents: D[] = [];
      let last = checkpoint;
      for (const { document, changed } of entries.values()) {
        if (changed <= checkpoint) continue;
        if (documents.length === limit) return { documents, checkpoint: last };
        documents.push(document);
        last = changed;
      }
      const reply = { documents, checkpoint: Math.max(last, lastGone) };
      return checkpoint > 0 && checkpoint < lastGone ? { ...reply, ids: [...entries.keys()] } : reply;
    },
  };
}
