import * as z from 'zod/mini';
import { Id, NotNegative, Positive } from '../loyalty/basics.ts';
import { feedKinds } from './feed.ts';
import type { FeedDocs, FeedKind } from './feed.ts';
import { Hash } from './journal.ts';

/**
 * replica.db, the hub's data as a till has it: made by the hub as a snapshot, kept up by the till from the feed. Disposable: a file of
 * another version is thrown away and pulled again. A version belongs to a protocol, so that a hub makes the files of all tills it speaks with.
 *
 * documents: one row a document of the feed. keys: by what it is found (`barcode` -> good, `card` and `phone` -> member, `wisher` -> wishes,
 * `listed` -> part of a partner's list); a kind of document to come that is found by something has kinds of keys of its own, which older tills never ask for.
 * seal_keys: keys of sealed texts, of persons and wishes, by the text's hash.
 * held: documents a till can't read, as they came, for the version that can. state: where in the feed this is.
 */
export const replicaVersion = 2;

export const replicaSchema = `
  create table documents (kind text not null, id text not null, json text not null, unique (kind, id)) strict;
  create table keys (
    kind text not null, key text not null, id text not null, primary key (kind, key, id)
  ) strict, without rowid;
  create table seal_keys (hash text not null unique, key text not null) strict;
  create table held (
    kind text not null, id text not null, json text not null, primary key (kind, id)
  ) strict;
  create table state (
    one integer primary key check (one = 1),
    generation text not null,
    shop text not null,
    position integer not null,
    pulled_ms integer
  ) strict;
  pragma user_version = ${replicaVersion};
`;

/** A till's memory holds a block packed and unpacked. */
const mostBlockBytes = 16 * 1024 * 1024;

/**
 * A snapshot as one file: a replica.db of the shop at the position, cut into blocks of `blockBytes` (the last may be shorter), each packed by zstd
 * on its own. `blocks`: SHA-256 and length of each as it is sent. The hub signs `signatureTags.replica` + SHA-256 of the canonical JSON of this,
 * which also is the snapshot's id.
 */
export const SnapshotManifest = z.strictObject({
  generation: Id,
  shop: Id,
  position: NotNegative,
  schema: Positive,
  bytes: Positive,
  blockBytes: Positive.check(z.maximum(mostBlockBytes)),
  blocks: z
    .array(z.strictObject({ hash: Hash, bytes: Positive.check(z.maximum(2 * mostBlockBytes)) }))
    .check(z.minLength(1)),
});
export type SnapshotManifest = z.infer<typeof SnapshotManifest>;

/** `building`: a big shop's file is not ready yet; asked again, the hub answers as soon as it is, or after some seconds. */
export const SnapshotOffer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), manifest: SnapshotManifest, signature: z.string() }),
  z.strictObject({ kind: z.literal('building') }),
]);
export type SnapshotOffer = z.infer<typeof SnapshotOffer>;

/**
 * What documents are found by. `card`: of a member of other shops its keyed hash; `phone`: its keyed hash; `wisher`: the member whose wish it
 * is; `listed`: one on a partner's list; `listKey`: a key that lists are hashed with.
 */
export type KeyKind = 'barcode' | 'card' | 'phone' | 'wisher' | 'listed' | 'listKey';
export type ReplicaKey = { kind: KeyKind; key: string };

/** What a document is found by. */
export function keysOf(kind: FeedKind, doc: unknown): ReplicaKey[] {
  if (doc === null || doc === undefined) return [];
  if (kind === 'good') return (doc as FeedDocs['good']).barcodes.map((key) => ({ kind: 'barcode', key }));
  if (kind === 'list') {
    const { key: listKey, hashes } = doc as FeedDocs['list'];
    return [{ kind: 'listKey', key: listKey }, ...hashes.map((key): ReplicaKey => ({ kind: 'listed', key }))];
  }
  if (kind === 'person') {
    const { phone } = doc as FeedDocs['person'];
    return phone === undefined ? [] : [{ kind: 'phone', key: phone }];
  }
  if (kind === 'wish') return [{ kind: 'wisher', key: (doc as FeedDocs['wish']).member }];
  if (kind === 'distant') return (doc as FeedDocs['distant']).cards.map((key) => ({ kind: 'card', key }));
  return kind === 'member' ? (doc as FeedDocs['member']).cards.map((key) => ({ kind: 'card', key })) : [];
}

/** Documents with a sealed text may lie among the others without its key, which stands apart, in seal_keys. A wish may have no such text. */
const sealedKinds: ReadonlySet<string> = new Set<FeedKind>(['person', 'wish']);
export type SealedDoc = { hash?: string | undefined; key?: string | undefined };

export function isSealedKind(kind: string): boolean {
  return sealedKinds.has(kind);
}

export function isFeedKind(kind: string): kind is FeedKind {
  return Object.hasOwn(feedKinds, kind);
}
