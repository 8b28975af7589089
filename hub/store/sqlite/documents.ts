import type { Statements } from './statements.ts';
import { optional } from './tills.ts';
import type { PlacedDocument, ProgrammeRow } from '../rows.ts';
import type { DocumentReads, FeedSpan, Writes } from '../store.ts';

export type ProgrammeSql = { hash: string; id: string; version: number; text: string; from_moment: string };
type RevisionSql = { position: number; doc: string | null };

export function documentReads(db: Statements): DocumentReads {
  const document = db.prepare<[string, string], { doc: string }>('select doc from document where kind = ? and id = ?');
  const documents = db.prepare<[string], { id: string; doc: string }>(
    'select id, doc from document where kind = ? order by id',
  );
  const shops = db.prepare<[], { id: string }>(`select id from document where kind = 'shop' order by id`);
  const programme = db.prepare<[string], ProgrammeSql>('select * from programme where hash = ?');
  const version = db.prepare<[string, number], ProgrammeSql>('select * from programme where id = ? and version = ?');
  const programmes = db.prepare<[], ProgrammeSql>('select * from programme order by rowid');
  const span = db.prepare<[string], FeedSpan>('select position as head, horizon from feed_head where shop = ?');
  const revision = db.prepare<[string, string, string, number], RevisionSql>(
    `select position, doc from change indexed by change_revision where shop = ? and kind = ? and id = ? and position <= ?
     order by position desc limit 1`,
  );
  const listPart = db.prepare<[string, string, string, number], { id: string }>(
    `select id from change indexed by change_revision where shop = ? and kind = 'list' and id > ? and id < ?
     and position <= ? limit 1`,
  );
  const columns = 'position, kind, id, doc';
  const revisions = db.prepare<[string, string], PlacedDocument>(
    `select ${columns} from change indexed by change_revision where shop = ? and kind = ? order by position`,
  );
  const changes = db.prepare<[string, number, number], PlacedDocument>(
    `select ${columns} from change where shop = ? and position > ? order by position, kind, id limit ?`,
  );
  const changesAt = db.prepare<[string, number, number], PlacedDocument>(
    `select ${columns} from change where shop = ? and position = ? order by kind, id limit ?`,
  );
  const changedPast = db.prepare<[string, number, string, string, number], PlacedDocument>(
    `select ${columns} from change where shop = ? and (position, kind, id) > (?, ?, ?) order by position, kind, id limit ?`,
  );
  return {
    document: (kind, id) => document.get(kind, id)?.doc,
    documents: (kind) => documents.all(kind),
    shops: () => shops.all().map((row) => row.id),
    programme: (hash) => optional(programme.get(hash), programmeRow),
    programmeVersion: (id, number) => optional(version.get(id, number), programmeRow),
    programmes: () => programmes.all().map(programmeRow),
    feedSpan: (shop) => span.get(shop) ?? { head: 0, horizon: 0 },
    revision: (shop, kind, id, position) => revision.get(shop, kind, id, position),
    revisions: (shop, kind) => revisions.all(shop, kind),
    // Ids of a list's parts are `<list>/<part>`, and '0' comes after '/'.
    isListFed: (shop, list, position) => listPart.get(shop, `${list}/`, `${list}0`, position) !== undefined,
    changes: (shop, after, limit) => changes.all(shop, after, limit),
    changesAt: (shop, position, limit) => changesAt.all(shop, position, limit),
    changedPast: (shop, { position, kind, id }, limit) => changedPast.all(shop, position, kind, id, limit),
  };
}

const documentsAtOnce = 500;

/**
 * The latest of each document of a shop, in order of kind and id. Runs inside the caller's read transaction, and begins only when it
 * is asked for the first: a statement begun and never read would keep its connection from closing.
 */
export function* currentDocuments(db: Statements, shop: string): Generator<PlacedDocument[], void, undefined> {
  let some: PlacedDocument[] = [];
  const all = db
    .prepare<[string], PlacedDocument>(
      'select max(position) as position, kind, id, doc from change indexed by change_revision where shop = ? group by kind, id',
    )
    .iterate(shop);
  for (const document of all) {
    some.push(document);
    if (some.length < documentsAtOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

type DocumentWrites = Pick<
  Writes,
  'saveDocument' | 'saveProgramme' | 'addChange' | 'removeChanges' | 'setHorizon' | 'dropOlder' | 'takePositions'
>;

/** `expectTaken` throws where changes have no position yet; `reset` forgets what a transaction that was rolled back had meant to take. */
export function documentWrites(db: Statements): DocumentWrites & { expectTaken(): void; reset(): void } {
  const saveDocument = db.prepare('insert or replace into document values (?, ?, ?)');
  const saveProgramme = db.prepare(
    `insert into programme values (?, ?, ?, ?, ?) on conflict (hash) do update set from_moment = excluded.from_moment`,
  );
  const addChange = db.prepare('insert or replace into change values (?, ?, ?, ?, ?)');
  const removeChanges = db.prepare('delete from change where shop = ? and kind = ? and id = ?');
  const head = db.prepare<[string], { position: number }>('select position from feed_head where shop = ?');
  const openFeed = db.prepare('insert into feed_head (shop, position) values (?, 0)');
  const setHorizon = db.prepare('update feed_head set horizon = ? where shop = ?');
  const dropOlder = db.prepare('delete from change where shop = ? and kind = ? and id = ? and position < ?');
  const take = db.prepare<[number, string, number]>(
    'update feed_head set position = ? where shop = ? and position = ?',
  );
  /**
   * One writer at a time: the position that this transaction will take is known before it is taken, and need not be returned
   * (that opens a temporary table, which costs as much as all else that a small push writes).
   */
  const expected = new Map<string, number>();
  return {
    saveDocument(kind, id, doc) {
      saveDocument.run(kind, id, doc);
    },
    saveProgramme({ hash, id, version, text, from }) {
      saveProgramme.run(hash, id, version, text, from);
    },
    addChange(shop, kind, id, doc) {
      let position = expected.get(shop);
      if (position === undefined) {
        const row = head.get(shop);
        if (!row) openFeed.run(shop);
        position = (row?.position ?? 0) + 1;
        expected.set(shop, position);
      }
      addChange.run(shop, position, kind, id, doc);
    },
    removeChanges(shop, kind, id) {
      removeChanges.run(shop, kind, id);
    },
    setHorizon(shop, position) {
      setHorizon.run(position, shop);
    },
    dropOlder(shop, { position, kind, id, doc }) {
      dropOlder.run(shop, kind, id, doc === null ? position + 1 : position);
    },
    takePositions() {
      for (const shop of [...expected.keys()].toSorted()) {
        const position = expected.get(shop)!;
        const { changes } = take.run(position, shop, position - 1);
        if (changes !== 1) throw new Error(`position ${position} of ${shop} is not the next`);
      }
      expected.clear();
    },
    expectTaken() {
      if (expected.size > 0) throw new Error(`no position was taken for ${[...expected.keys()].join(', ')}`);
    },
    reset() {
      expected.clear();
    },
  };
}

export function programmeRow({ from_moment: from, ...row }: ProgrammeSql): ProgrammeRow {
  return { ...row, from };
}
