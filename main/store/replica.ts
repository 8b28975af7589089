import type { FeedChange, FeedDocs, FeedKind, Good, PublishedProgramme, Verdict } from '../../shared/protocol/feed.ts';
import type { CardClosing } from '../../shared/protocol/card-records.ts';
import { listHash } from '../identity/hash.ts';
import { isSealedKind } from '../../shared/protocol/replica.ts';
import type { KeyKind, SnapshotManifest } from '../../shared/protocol/replica.ts';
import type { Arrival } from './arrival.ts';
import { openArrivals } from './arrivals.ts';
import type { Arrived } from './arrivals.ts';
import type { Checkpoint } from './documents.ts';
import { remembered } from './remembered.ts';
import { limitPages, openOrBegin, removeLogs, removeUnfinished, written } from './replica-file.ts';
import type { Store } from './replica-file.ts';
import { sqliteFault } from './sqlite.ts';

export type Replica = {
  get<K extends FeedKind>(kind: K, id: string): FeedDocs[K] | undefined;
  /** All of a kind, by id. */
  list<K extends FeedKind>(kind: K): FeedDocs[K][];
  findGoodByBarcode(code: string): Good | undefined;
  /** The id of a member, of this shop or of others. */
  findMemberByCard(card: string): string | undefined;
  /** Why a card identifies nobody any more; undefined: it may. */
  closedCard(card: string): CardClosing | undefined;
  /** The member's id, by the keyed hash of a phone. */
  findMemberByPhone(hash: string): string | undefined;
  /** A member's open wishes that this shop is told of. */
  wishesOf(member: string): FeedDocs['wish'][];
  /** Cards that end with these four digits, with the ids they lead to. */
  cardsEndingIn(tail: string, limit: number): { key: string; id: string }[];
  /** Partners' lists that a phone (digits with country code, no plus) or a card is on. */
  listsOf(number: string): string[];
  /** The programme in force at a moment: the one that began last. */
  programmeAt(moment: string): PublishedProgramme | undefined;
  /** What the hub has applied of a till's journal, as of this replica. */
  applied(till: string): { epoch: string; seq: number } | null;
  verdicts(): Verdict[];
  /** Documents of kinds or forms that this version can't read; they wait for one that can. */
  heldCount(): number;
  checkpoint(): { generation: string; position: number } | null;
  /** When the feed last said that this is all there is; null: never. UTC milliseconds. */
  pulledMs(): number | null;
  /** A page of it could not be read: a new snapshot is wanted. */
  damaged(): boolean;

  /** Applies whole positions and moves to the checkpoint in one transaction. What lies at or before the old one is passed over. */
  applyChanges(changes: readonly FeedChange[], checkpoint: Checkpoint, pulledMs: number | null): void;
  /** Lets go of sealed documents at once, whatever of the feed waits before it. */
  forget(documents: readonly Forgotten[]): void;
  /** The snapshot that is coming in, begun by this process or by one before; null: none. Nothing is seen of it before it is placed. */
  arriving(): Arrival | null;
  /** Begins a snapshot; what came of another is dropped. */
  expect(manifest: SnapshotManifest): Arrival;
  dropArriving(): void;
  /** The one that came is whole: from now on it is ready to be placed, and no longer arriving. Throws `hub.badReply` where it is none. */
  arrived(): ReadySnapshot;
  close(): void;
};

/** A snapshot that came whole. `place` puts it where the replica is: all is of its checkpoint from then on. */
export type ReadySnapshot = { checkpoint: Checkpoint; place(): void };

const pageBytes = 4096;

/** `maxPages`: room for the file, a disk that is full sooner. */
export type ReplicaOptions = { maxPages?: number };

/** Opens the replica, or an empty one where there is none that can be read. */
export function openReplica(file: string, { maxPages }: ReplicaOptions = {}): Replica {
  removeUnfinished(file);
  let store = openOrBegin(file);
  limitPages(store.db, maxPages);
  let known = remembered(store.documents);
  let damaged = false;
  const arrivals = openArrivals(file, maxPages === undefined ? Infinity : maxPages * pageBytes);

  function place({ moveTo }: Arrived): void {
    store.db.close();
    removeLogs(file);
    moveTo(file);
    store = openOrBegin(file);
    limitPages(store.db, maxPages);
    known = remembered(store.documents);
    damaged = false;
  }

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
      if (kind === 'programme') return known.programmes().find(({ hash }) => hash === id) as FeedDocs[K] | undefined;
      return known.read(kind, id);
    });
  const findAll = (kind: KeyKind, key: string) => guarded(() => known.find(kind, key));
  const find = (kind: KeyKind, key: string) => findAll(kind, key)[0];

  return {
    get,
    list: (kind) => guarded(() => known.list(kind)),
    findGoodByBarcode: (code) => get('good', find('barcode', code) ?? ''),
    findMemberByCard: (card) => find('card', card) ?? distantCard(card, get, find),
    closedCard: (card) => get('closedCard', hashOf(card, get) ?? '')?.why,
    findMemberByPhone: (hash) => find('phone', hash),
    wishesOf: (member) => findAll('wisher', member).flatMap((id) => get('wish', id) ?? []),
    cardsEndingIn: (tail, limit) => guarded(() => store.documents.cardsEndingIn(tail, limit)),
    listsOf: (number) => guarded(() => known.listsOf(number)),
    programmeAt: (moment) => guarded(() => latestFrom(known.programmes(), moment)),
    applied(till) {
      const applied = get('applied', till);
      return applied ? { epoch: applied.epoch, seq: applied.seq } : null;
    },
    verdicts: () => guarded(() => known.list('verdict')),
    heldCount: () => store.documents.heldCount(),
    checkpoint: () => placeOf(known.checkpoint()),
    pulledMs: () => known.checkpoint()?.pulledMs ?? null,
    damaged: () => damaged,

    applyChanges(changes, checkpoint, pulledMs) {
      written(() => guarded(() => applyTo(store, changes, checkpoint, pulledMs)));
      known.moved(changes.flatMap(({ documents }) => documents));
      if (forgotten(changes).length > 0) scrub(store);
    },
    forget(gone) {
      written(() => guarded(() => forgetIn(store, gone)));
      known.moved(gone);
      scrub(store);
    },
    ...arrivalCalls(arrivals, place),
    close() {
      arrivals.close();
      store.db.close();
    },
  };
}

function arrivalCalls(
  { arriving, begin, drop, arrived }: ReturnType<typeof openArrivals>,
  place: (arrived: Arrived) => void,
): Pick<Replica, 'arriving' | 'expect' | 'dropArriving' | 'arrived'> {
  return {
    arriving,
    expect: begin,
    dropArriving: drop,
    arrived() {
      const whole = arrived();
      return { checkpoint: whole.checkpoint, place: () => place(whole) };
    },
  };
}

function placeOf(at: Checkpoint | null): { generation: string; position: number } | null {
  return at && { generation: at.generation, position: at.position };
}

function forgetIn({ db, documents }: Store, gone: readonly Forgotten[]): void {
  const forget = () => gone.forEach(({ kind, id }) => documents.apply({ kind, id, doc: null }));
  db.transaction(forget).immediate();
}

/** A member of other shops: their cards stand as hashes. */
function distantCard(card: string, get: Replica['get'], find: (kind: 'card', key: string) => string | undefined) {
  const hash = hashOf(card, get);
  return hash === undefined ? undefined : find('card', hash);
}

function hashOf(card: string, get: Replica['get']): string | undefined {
  const key = get('numberKey', 'numbers')?.key;
  return key === undefined ? undefined : listHash(key, card);
}

export type Forgotten = { kind: string; id: string };

/** What changes of the feed say to forget: persons, and wishes, for these may be in a member's own words. */
export function forgotten(changes: readonly FeedChange[]): Forgotten[] {
  return changes.flatMap(({ documents }) =>
    documents.flatMap(({ kind, id, doc }) => (isSealedKind(kind) && doc === null ? [{ kind, id }] : [])),
  );
}

/** What was wiped in the file stands in its log no longer either. */
function scrub({ db }: Store): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
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

function latestFrom(programmes: readonly PublishedProgramme[], moment: string): PublishedProgramme | undefined {
  const at = Date.parse(moment);
  return programmes.findLast(({ from }) => Date.parse(from) <= at);
}
