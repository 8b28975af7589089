import { feedKinds } from '../../shared/protocol/feed.ts';
import type { FeedDocument, FeedKind } from '../../shared/protocol/feed.ts';
import { isFeedKind } from '../../shared/protocol/replica.ts';
import type { Sqlite } from './sqlite.ts';

/**
 * Of these a shop has few documents: what can't be read of them is found as they come. Those of the others, which a snapshot may bring by the
 * million, are held against their schema as they are read.
 */
const fewKinds: ReadonlySet<string> = new Set<FeedKind>([
  'shop',
  'till',
  'cashier',
  'numberKey',
  'programme',
  'applied',
  'verdict',
  'usage',
  'recall',
  'item',
]);

/** Whether a shop has few of them. */
export function isOfFew(kind: string): boolean {
  return fewKinds.has(kind);
}

export function isReadable(kind: string, doc: FeedDocument['doc']): boolean {
  return doc === null || (isFeedKind(kind) && feedKinds[kind].safeParse(doc).success);
}

/** Of a document that lies in a replica. */
export function isReadableHere(kind: FeedKind, doc: object): boolean {
  return isOfFew(kind) || feedKinds[kind].safeParse(doc).success;
}

/** Holds what a snapshot has of kinds this version does not know, and of the few what it can't read. Inside a transaction of the caller. */
export function holdUnreadable(db: Sqlite): void {
  const nextKind = db
    .prepare<[string], string>('select kind from documents where kind > ? order by kind limit 1')
    .pluck();
  const ofKind = db.prepare<[string], { id: string; json: string }>('select id, json from documents where kind = ?');
  const hold = db.prepare<[string, string, string]>('insert or replace into held (kind, id, json) values (?, ?, ?)');
  const remove = db.prepare<[string, string]>('delete from documents where kind = ? and id = ?');
  for (let kind = nextKind.get(''); kind !== undefined; kind = nextKind.get(kind)) {
    if (isFeedKind(kind) && !isOfFew(kind)) continue;
    for (const { id, json } of ofKind.all(kind)) {
      if (isReadable(kind, JSON.parse(json) as FeedDocument['doc'])) continue;
      hold.run(kind, id, json);
      remove.run(kind, id);
    }
  }
}
