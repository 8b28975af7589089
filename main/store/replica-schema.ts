/**
 * replica.db, the hub's data as this till has it. Disposable: a file of another version is thrown away and pulled again.
 *
 * documents: one row a document of the feed. keys: by what a scan finds it (`barcode` -> good, `card` and `phone` -> member, `listed` ->
 * part of a partner's list).
 * seal_keys: keys of persons' sealed texts, by the text's hash.
 * held: documents this version can't read, as they came, for the version that can. state: where in the feed this is.
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
