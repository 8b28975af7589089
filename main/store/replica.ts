import { existsSync, renameSync, rmSync } from 'node:fs';
import type {
  FeedChange,
  FeedDocs,
  FeedDocument,
  FeedKind,
  Good,
  PublishedProgramme,
  Verdict,
} from '../../shared/protocol/feed.ts';
import { openDocuments } from './documents.ts';
import type { Checkpoint, Documents } from './documents.ts';
import { replicaSchema, replicaVersion } from './replica-schema.ts';
import { isSound, openSqlite, registeredFault, sqliteFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

export type Replica = {
  get<K extends FeedKind>(kind: K, id: string): FeedDocs[K] | undefined;
  /** All of a kind, by id. */
  list<K extends FeedKind>(kind: K): FeedDocs[K][];
  findGoodByBarcode(code: string): Good | undefined;
  /** The member's id. */
  findMemberByCard(card: string): string | undefined;
  /** The member's id. Digits with country code, no plus. */
  findMemberByPhone(digits: string): string | undefined;
  /** The programme in force at a moment: the one that began last. */
  programmeAt(moment: string): PublishedProgramme | undefined;
  /** What the hub has applied of a till's journal, as of this replica. */
  applied(till: string): { epoch: string; seq: number } | null;
  verdicts(): Verdict[];
  /** Documents of kinds or forms that this version can't read; they wait for one that can. */
  heldCount(): number;
  /** Runs `read` so that all it reads is of one checkpoint. */
  read<T>(read: () => T): T;

  checkpoint(): { generation: string; position: number } | null;
  /** When the feed last said that this is all there is; null: never. UTC milliseconds. */
  pulledMs(): number | null;
  /** A page of it could not be read: a new snapshot is wanted. */
  damaged(): boolean;

  /** Applies whole positions and moves to the checkpoint in one transaction. What lies at or before the old one is passed over. */
  applyChanges(changes: readonly FeedChange[], checkpoint: Checkpoint, pulledMs: number | null): void;
  /** Begins a snapshot in a file of its own; nothing is seen of it before `finish`. */
  snapshot(checkpoint: Checkpoint): SnapshotWriter;
  close(): void;
};

export type SnapshotWriter = {
  add(documents: readonly FeedDocument[]): void;
  /** Puts the new file in the place of the old one. */
  finish(pulledMs: number): void;
  abandon(): void;
};

type Store = { db: Sqlite; documents: Documents };

/** Opens the replica, or an empty one where there is none that can be read. */
export function openReplica(file: string): Replica {
  let store = openOrBegin(file);
  let programmes = cachedProgrammes(store);
  let damaged = false;

  /** A damaged page fails the call that needed it; what else is readable serves until a snapshot replaces the file. */
  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (sqliteFault(error) === 'corrupt') damaged = true;
      throw error;
    }
  }

  const get = <K extends FeedKind>(kind: K, id: string): FeedDocs[K] | undefined =>
    guarded(() => {
      if (kind === 'programme') return programmes().find(({ hash }) => hash === id) as FeedDocs[K] | undefined;
      return store.documents.read(kind, id);
    });
  const find = (kind: 'barcode' | 'card' | 'phone', key: string) => guarded(() => store.documents.find(kind, key));

  return {
    get,
    list: (kind) => guarded(() => store.documents.list(kind)),
    findGoodByBarcode(code) {
      const sku = find('barcode', code);
      return sku === undefined ? undefined : get('good', sku);
    },
    findMemberByCard: (card) => find('card', card),
    findMemberByPhone: (digits) => find('phone', digits),
    programmeAt: (moment) => guarded(() => latestFrom(programmes(), moment)),
    applied(till) {
      const applied = get('applied', till);
      return applied ? { epoch: applied.epoch, seq: applied.seq } : null;
    },
    verdicts: () => guarded(() => store.documents.list('verdict')),
    heldCount: () => store.documents.heldCount(),
    read: (read) => store.db.transaction(read).deferred(),

    checkpoint() {
      const at = store.documents.checkpoint();
      return at && { generation: at.generation, position: at.position };
    },
    pulledMs: () => store.documents.checkpoint()?.pulledMs ?? null,
    damaged: () => damaged,

    applyChanges(changes, checkpoint, pulledMs) {
      written(() => guarded(() => applyTo(store, changes, checkpoint, pulledMs)));
      if (changes.length > 0) programmes = cachedProgrammes(store);
    },
    snapshot: (checkpoint) =>
      beginSnapshot(`${file}.new`, checkpoint, (ready) => {
        store.db.close();
        removeLogs(file);
        renameSync(ready, file);
        store = openStore(file);
        programmes = cachedProgrammes(store);
        damaged = false;
      }),
    close: () => void store.db.close(),
  };
}

function openOrBegin(file: string): Store {
  const unclean = existsSync(`${file}-wal`);
  try {
    const store = openStore(file);
    if (!unclean || isSound(store.db)) return store;
    store.db.close();
  } catch (error) {
    if (sqliteFault(error) !== 'corrupt') throw registeredFault(error);
  }
  removeFile(file);
  return openStore(file);
}

/** A file of another version is no use: it begins anew. */
function openStore(file: string): Store {
  const db = openSqlite(file, 'disposable');
  const version = db.pragma('user_version', { simple: true });
  if (version !== 0 && version !== replicaVersion) {
    db.close();
    removeFile(file);
    return openStore(file);
  }
  if (version === 0) db.transaction(() => db.exec(replicaSchema)).immediate();
  const documents = openDocuments(db);
  db.transaction(() => documents.applyHeld()).immediate();
  return { db, documents };
}

function removeFile(file: string): void {
  rmSync(file, { force: true });
  removeLogs(file);
}

/** A log left beside a file is read into whatever file has its name. */
function removeLogs(file: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

function applyTo(
  { db, documents }: Store,
  changes: readonly FeedChange[],
  checkpoint: Checkpoint,
  pulledMs: number | null,
): void {
  db.transaction(() => {
    const at = documents.checkpoint();
    if (at && (at.generation !== checkpoint.generation || at.position > checkpoint.position)) {
      throw new Error('a replica moves forward within its generation only');
    }
    for (const { position, documents: changed } of changes) {
      if (at === null || position > at.position) for (const document of changed) documents.apply(document);
    }
    documents.setCheckpoint(checkpoint, pulledMs ?? at?.pulledMs ?? null);
  }).immediate();
}

/** What the disk refuses is told in the registry's words. */
function written<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw registeredFault(error);
  }
}

function beginSnapshot(file: string, checkpoint: Checkpoint, replace: (ready: string) => void): SnapshotWriter {
  removeFile(file);
  const { db, documents } = openStore(file);
  const add = db.transaction((batch: readonly FeedDocument[]) => {
    for (const document of batch) documents.apply(document);
  });
  return {
    add: (batch) => written(() => add.immediate(batch)),
    finish(pulledMs) {
      written(() => documents.setCheckpoint(checkpoint, pulledMs));
      // Closing writes the WAL into the file and syncs it: what is renamed into place is whole.
      db.close();
      replace(file);
    },
    abandon() {
      db.close();
      removeFile(file);
    },
  };
}

/** Programmes are few, long and asked for with every scan. */
function cachedProgrammes({ documents }: Store): () => PublishedProgramme[] {
  let known: PublishedProgramme[] | undefined;
  return () => (known ??= documents.list('programme').toSorted(byBeginning));
}

function byBeginning(a: PublishedProgramme, b: PublishedProgramme): number {
  return Date.parse(a.from) - Date.parse(b.from) || a.programme.version - b.programme.version;
}

function latestFrom(programmes: readonly PublishedProgramme[], moment: string): PublishedProgramme | undefined {
  const at = Date.parse(moment);
  return programmes.findLast(({ from }) => Date.parse(from) <= at);
}
