import type { KeyKind, ReplicaKey } from '../../shared/protocol/replica.ts';
import { listHash } from '../identity/hash.ts';
import type { Sqlite } from './sqlite.ts';

/** The table of keys of one replica file. */
export function openKeys(db: Sqlite) {
  const add = db.prepare<[string, string, string]>('insert or ignore into keys (kind, key, id) values (?, ?, ?)');
  const remove = db.prepare<[string, string, string]>('delete from keys where kind = ? and key = ? and id = ?');
  const byKey = db.prepare<[string, string], { id: string }>(
    'select id from keys where kind = ? and key = ? order by id',
  );
  const ofKind = db.prepare<[string], { key: string }>('select distinct key from keys where kind = ?');
  const byTail = db.prepare<[string, number], { key: string; id: string }>(
    "select key, id from keys where kind = 'card' and substr(key, -4) = ? order by key limit ?",
  );
  const find = (kind: KeyKind, key: string): string[] => byKey.all(kind, key).map(({ id }) => id);
  return {
    add: ({ kind, key }: ReplicaKey, id: string) => void add.run(kind, key, id),
    remove: ({ kind, key }: ReplicaKey, id: string) => void remove.run(kind, key, id),
    find,
    /** Cards that end with these four characters. Looks through all there are. */
    cardsEndingIn: (tail: string, limit: number) => byTail.all(tail, limit),
    /** Partners' lists that a number is on. Ids of their parts are `<list>/<part>`. */
    listsOf(number: string): string[] {
      const hashes = ofKind.all('listKey' satisfies KeyKind).map(({ key }) => listHash(key, number));
      const parts = hashes.flatMap((hash) => find('listed', hash));
      return [...new Set(parts.map((part) => part.slice(0, part.lastIndexOf('/'))))].toSorted();
    },
  };
}

/** Those of the first that are not among the others: a list may have thousands. */
export function without(keys: readonly ReplicaKey[], others: readonly ReplicaKey[]): ReplicaKey[] {
  const known = new Set(others.map(({ kind, key }) => `${kind} ${key}`));
  return keys.filter(({ kind, key }) => !known.has(`${kind} ${key}`));
}
