import type { FeedDocs, FeedDocument, FeedKind } from '../../shared/protocol/feed.ts';
import { isFeedKind, isSealedKind, keysOf } from '../../shared/protocol/replica.ts';
import type { KeyKind, SealedDoc } from '../../shared/protocol/replica.ts';
import { openHeld } from './held.ts';
import { openKeys, without } from './keys.ts';
import { openSealKeys } from './seal-keys.ts';
import type { Sqlite } from './sqlite.ts';
import { isReadable, isReadableHere } from './unreadable.ts';

/** Where in the feed a replica stands: it has all of the shop's documents up to the position. */
export type Checkpoint = { generation: string; shop: string; position: number };

export type Documents = ReturnType<typeof openDocuments>;

/** The tables of one replica file. Writes must run in a transaction of the caller. */
export function openDocuments(db: Sqlite) {
  const get = db.prepare<[string, string], { json: string }>('select json from documents where kind = ? and id = ?');
  const list = db.prepare<[string], { json: string }>('select json from documents where kind = ? order by id');
  const put = db.prepare<[string, string, string]>(
    'insert into documents (kind, id, json) values (?, ?, ?) on conflict (kind, id) do update set json = excluded.json',
  );
  const remove = db.prepare<[string, string]>('delete from documents where kind = ? and id = ?');
  const keys = openKeys(db);
  const sealKeys = openSealKeys(db);
  const held = openHeld(db);
  const state = db.prepare<[], Checkpoint & { pulled_ms: number | null }>(
    'select generation, shop, position, pulled_ms from state',
  );
  const setState = db.prepare<[string, string, number, number | null]>(
    'insert or replace into state (one, generation, shop, position, pulled_ms) values (1, ?, ?, ?, ?)',
  );

  function read<K extends FeedKind>(kind: K, id: string): FeedDocs[K] | undefined {
    const row = get.get(kind, id);
    return row && parsed(kind, row.json);
  }

  /** The document as it is now: a new one, another one, or none. What can't be read is held, and the last readable one stays. */
  function apply({ kind, id, doc }: FeedDocument): void {
    if (!isReadable(kind, doc)) return held.hold(kind, id, doc);
    if (!isFeedKind(kind)) return dropUnread(kind, id);
    held.release(kind, id);
    const [before, after] = [keysOf(kind, read(kind, id)), keysOf(kind, doc)];
    for (const key of without(before, after)) keys.remove(key, id);
    for (const key of without(after, before)) keys.add(key, id);
    if (isSealedKind(kind)) sealKeys.replace(read(kind, id) as SealedDoc | undefined, doc);
    if (doc === null) remove.run(kind, id);
    else put.run(kind, id, isSealedKind(kind) ? sealKeys.split(doc) : JSON.stringify(doc));
  }

  /** What nobody here understands is taken back: it goes, with the keys of the texts it names, which came in a snapshot's file. */
  function dropUnread(kind: string, id: string): void {
    const text = held.text(kind, id);
    if (text === undefined) return;
    sealKeys.wipeNamed(text);
    held.release(kind, id);
  }

  /** A document as it lies here; undefined where this version can't read it. */
  function parsed<K extends FeedKind>(kind: K, json: string): FeedDocs[K] | undefined {
    const lying = JSON.parse(json) as FeedDocs[K];
    const doc = isSealedKind(kind) ? sealKeys.join(lying as SealedDoc) : lying;
    return doc && isReadableHere(kind, doc) ? (doc as FeedDocs[K]) : undefined;
  }

  return {
    read,
    apply,
    list: <K extends FeedKind>(kind: K): FeedDocs[K][] =>
      list.all(kind).flatMap(({ json }) => parsed(kind, json) ?? []),
    find: (kind: KeyKind, key: string): string[] => keys.find(kind, key),
    cardsEndingIn: (tail: string, limit: number) => keys.cardsEndingIn(tail, limit),
    listsOf: (number: string): string[] => keys.listsOf(number),
    /** Tries again what an older version could not read. */
    applyHeld(): void {
      for (const { kind, id, json } of held.all()) {
        if (!isFeedKind(kind)) continue;
        const doc = JSON.parse(json) as Record<string, unknown>;
        // Out of a snapshot's file its key lies apart already.
        const whole = isSealedKind(kind) && doc['key'] === undefined ? sealKeys.join(doc) : doc;
        if (whole) apply({ kind, id, doc: whole });
      }
    },
    heldCount: (): number => held.all().length,
    checkpoint(): (Checkpoint & { pulledMs: number | null }) | null {
      const row = state.get();
      if (!row) return null;
      const { generation, shop, position, pulled_ms: pulledMs } = row;
      return { generation, shop, position, pulledMs };
    },
    setCheckpoint({ generation, shop, position }: Checkpoint, pulledMs: number | null): void {
      setState.run(generation, shop, position, pulledMs);
    },
  };
}
