import type { FeedDocs, FeedKind, PublishedProgramme } from '../../shared/protocol/feed.ts';
import type { Documents } from './documents.ts';
import { isOfFew } from './unreadable.ts';

type Address = { kind: string; id: string };

/** What is read of a replica again and again, as it was read before. Good until the file is another one. */
export type Remembered = Pick<Documents, 'read' | 'list' | 'find' | 'listsOf' | 'checkpoint'> & {
  /** By when they begin. */
  programmes(): PublishedProgramme[];
  /** To another place in the feed, where these are other ones or gone. */
  moved(changed: readonly Address[]): void;
};

/** Of what comes by the million the last so many: a member and their goods are asked for with every line of a receipt. */
const mostDocuments = 500;

export function remembered(documents: Documents): Remembered {
  const few = new Map<string, unknown>();
  const latest = new Map<string, unknown>();
  const lists = new Map<string, unknown>();
  /** What was asked by a key: any document may be found by it, or no more. */
  const keyed = new Map<string, unknown>();
  let place: ReturnType<Documents['checkpoint']> | undefined;
  let programmes: PublishedProgramme[] | undefined;

  function list<K extends FeedKind>(kind: K): FeedDocs[K][] {
    if (!isOfFew(kind)) return documents.list(kind);
    return once(lists, kind, () => documents.list(kind));
  }

  return {
    read(kind, id) {
      const known = isOfFew(kind) ? few : latest;
      const found = once(known, nameOf({ kind, id }), () => documents.read(kind, id));
      dropOldest(latest);
      return found;
    },
    find(kind, key) {
      const found = once(keyed, `${kind} ${key}`, () => documents.find(kind, key));
      dropOldest(keyed);
      return found;
    },
    listsOf(number) {
      const found = once(keyed, `lists of ${number}`, () => documents.listsOf(number));
      dropOldest(keyed);
      return found;
    },
    list,
    programmes: () => (programmes ??= list('programme').toSorted(byBeginning)),
    checkpoint: () => (place === undefined ? (place = documents.checkpoint()) : place),
    moved(changed) {
      place = undefined;
      if (changed.length > 0) keyed.clear();
      for (const { kind, id } of changed) {
        for (const known of [few, latest]) known.delete(nameOf({ kind, id }));
        lists.delete(kind);
        if (kind === 'programme') programmes = undefined;
      }
    },
  };
}

function dropOldest(known: Map<string, unknown>): void {
  if (known.size > mostDocuments) known.delete(known.keys().next().value!);
}

const nameOf = ({ kind, id }: Address) => `${kind} ${id}`;

function once<T>(known: Map<string, unknown>, key: string, find: () => T): T {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}

function byBeginning(a: PublishedProgramme, b: PublishedProgramme): number {
  return Date.parse(a.from) - Date.parse(b.from) || a.programme.version - b.programme.version;
}
