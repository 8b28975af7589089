import Database from 'better-sqlite3';
import { isFeedKind, keysOf, replicaSchema } from '../../shared/protocol/replica.ts';
import { sealedHash } from '../feed/sealed.ts';
import type { PlacedDocument } from '../store/rows.ts';

export type Place = { generation: string; shop: string; position: number };

/** A replica.db in the making: `add` takes a shop's documents as the feed has them, with the keys of sealed texts that are known. */
export type ReplicaFile = {
  add(documents: readonly PlacedDocument[], sealKeys: ReadonlyMap<string, string>): void;
  /** Whole and closed. */
  finish(): void;
  abandon(): void;
};

const cacheKiB = 64 * 1024;

/** Nobody reads it until it is whole, so it has no log and waits for no disk: a crash only costs the file. */
export function openReplicaFile(file: string, { generation, shop, position }: Place): ReplicaFile {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${cacheKiB}`);
  db.exec(replicaSchema);
  const put = db.prepare<[string, string, string]>('insert into documents (kind, id, json) values (?, ?, ?)');
  const hold = db.prepare<[string, string, string]>('insert into held (kind, id, json) values (?, ?, ?)');
  const addKey = db.prepare<[string, string, string]>('insert or ignore into keys (kind, key, id) values (?, ?, ?)');
  const addSealKey = db.prepare<[string, string]>('insert or ignore into seal_keys (hash, key) values (?, ?)');

  function addOne(document: PlacedDocument, sealKeys: ReadonlyMap<string, string>): void {
    const { kind, id, doc } = document;
    if (doc === null) return;
    if (!isFeedKind(kind)) return void hold.run(kind, id, doc);
    const value = JSON.parse(doc) as unknown;
    const hash = sealedHash(document);
    if (hash !== undefined) {
      const key = sealKeys.get(hash);
      if (key === undefined) return;
      addSealKey.run(hash, key);
    }
    for (const key of keysOf(kind, value)) addKey.run(key.kind, key.key, id);
    put.run(kind, id, doc);
  }

  return {
    add: db.transaction((documents: readonly PlacedDocument[], sealKeys: ReadonlyMap<string, string>) => {
      for (const document of documents) addOne(document, sealKeys);
    }).immediate,
    finish() {
      db.prepare('insert into state (one, generation, shop, position) values (1, ?, ?, ?)').run(
        generation,
        shop,
        position,
      );
      db.close();
    },
    abandon: () => void db.close(),
  };
}
