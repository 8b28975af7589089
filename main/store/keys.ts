import type { FeedDocs, FeedKind } from '../../shared/protocol/feed.ts';
import { listHash } from '../identity/hash.ts';
import type { Sqlite } from './sqlite.ts';

/** What scans find documents by. `card`: of a member of other shops its keyed hash; `phone`: its keyed hash; `listed`: one on a partner's list; `listKey`: a key that lists are hashed with. */
export type KeyKind = 'barcode' | 'card' | 'phone' | 'listed' | 'listKey';
type Key = { kind: KeyKind; key: string };

/** The table of keys of one replica file. */
export function openKeys(db: Sqlite) {
  const add = db.prepare<[string, string, string]>('insert or ignore into keys (kind, key, id) values (?, ?, ?)');
  const remove = db.prepare<[string, string, string]>('delete from keys where kind = ? and key = ? and id = ?');
  const byKey = db.prepare<[string, string], { id: string }>(
    'select id from keys where kind = ? and key = ? order by id',
  );
  const ofKind = db.prepare<[string], { key: string }>('select distinct key from keys where kind = ?');
  const find = (kind: KeyKind, key: string): string[] => byKey.all(kind, key).map(({ id }) => id);
  return {
    add: ({ kind, key }: Key, id: string) => void add.run(kind, key, id),
    remove: ({ kind, key }: Key, id: string) => void remove.run(kind, key, id),
    find,
    /** Partners' lists that a number is on. Ids of their parts are `<list>/<part>`. */
    listsOf(number: string): string[] {
      const hashes = ofKind.all('listKey' satisfies KeyKind).map(({ key }) => listHash(key, number));
      const parts = hashes.flatMap((hash) => find('listed', hash));
      return [...new Set(parts.map((part) => part.slice(0, part.lastIndexOf('/'))))].toSorted();
    },
  };
}

/** What a document is found by. */
export function keysOf(kind: FeedKind, doc: unknown): Key[] {
  if (doc === null || doc === undefined) return [];
  if (kind === 'good') return (doc as FeedDocs['good']).barcodes.map((key) => ({ kind: 'barcode', key }));
  if (kind === 'list') {
    const { key: listKey, hashes } = doc as FeedDocs['list'];
    return [{ kind: 'listKey', key: listKey }, ...hashes.map((key): Key => ({ kind: 'listed', key }))];
  }
  if (kind === 'person') {
    const { phone } = doc as FeedDocs['person'];
    return phone === undefined ? [] : [{ kind: 'phone', key: phone }];
  }
  if (kind === 'distant') return (doc as FeedDocs['distant']).cards.map((key) => ({ kind: 'card', key }));
  return kind === 'member' ? (doc as FeedDocs['member']).cards.map((key) => ({ kind: 'card', key })) : [];
}

/** Those of the first that are not among the others: a list may have thousands. */
export function without(keys: readonly Key[], others: readonly Key[]): Key[] {
  const known = new Set(others.map(({ kind, key }) => `${kind} ${key}`));
  return keys.filter(({ kind, key }) => !known.has(`${kind} ${key}`));
}
