import type { FeedDocs, FeedKind, PublishedProgramme } from '../../shared/protocol/feed.ts';
import type { Documents } from './documents.ts';
import { isOfFew } from './unreadable.ts';

/** What is read of a replica again and again, as it was read the first time. Good until the file changes. */
export type Remembered = Pick<Documents, 'read' | 'list' | 'checkpoint'> & {
  /** By when they begin. */
  programmes(): PublishedProgramme[];
  /** To another place in the feed, and nothing else changed. */
  moved(): void;
};

/** Kinds of which a shop has few are remembered: who sells where by which programme is asked for with every scan. */
export function remembered(documents: Documents): Remembered {
  const read = new Map<string, unknown>();
  const lists = new Map<FeedKind, unknown>();
  let place: ReturnType<Documents['checkpoint']> | undefined;
  let programmes: PublishedProgramme[] | undefined;

  function list<K extends FeedKind>(kind: K): FeedDocs[K][] {
    if (!isOfFew(kind)) return documents.list(kind);
    return once(lists, kind, () => documents.list(kind));
  }

  return {
    read: (kind, id) =>
      isOfFew(kind) ? once(read, `${kind} ${id}`, () => documents.read(kind, id)) : documents.read(kind, id),
    list,
    programmes: () => (programmes ??= list('programme').toSorted(byBeginning)),
    checkpoint: () => (place === undefined ? (place = documents.checkpoint()) : place),
    moved: () => void (place = undefined),
  };
}

function once<K, T>(known: Map<K, unknown>, key: K, find: () => T): T {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}

function byBeginning(a: PublishedProgramme, b: PublishedProgramme): number {
  return Date.parse(a.from) - Date.parse(b.from) || a.programme.version - b.programme.version;
}
