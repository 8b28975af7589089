import { countedPromotions, goodsOfSale } from '../../shared/loyalty/named.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { PublishedProgramme } from '../../shared/protocol/feed.ts';
import type { PlacedDocument, ProgrammeRow } from '../store/rows.ts';
import type { Awaitable, Reader, Tx } from '../store/store.ts';

/** Which programme was in force when, as a shop's feed told it. */
export type ProgrammeRevision = { position: number; hash: string; fromMs: number; leastEngine: number };

/** How many current documents are remembered; a basket's goods and prices are mostly those of the last ones. */
const keptDocuments = 5000;
const keptProgrammes = 32;

/**
 * Documents as a shop's feed had them at a position. Goods, prices, shops and programmes change seldom, so their current revision
 * is remembered, until `refresh` finds that any of them was changed, by whichever hub process.
 */
export type Revisions = ReturnType<typeof openRevisions>;

const catalogueKey = 'catalogue';

/**
 * Counts a change of goods, prices, shops or programmes, in the transaction that makes it. Such transactions come one after another,
 * and each from here on sees what those before it did.
 */
export async function changeCatalogue(tx: Tx): Promise<void> {
  await tx.setMeta(catalogueKey, String(Number((await tx.meta(catalogueKey)) ?? 0) + 1));
}

/** A published programme with what it asks of facts beside the basket. */
export type ProgrammeRules = { programme: Programme; goods: string[]; counted: string[] };

type Current = { position: number; doc: unknown };

/** What is remembered as of one state of the catalogue. */
type Kept = {
  current: Map<string, Current | null>;
  programmes: Map<string, ProgrammeRevision[]>;
  published: Map<string, ProgrammeRow>;
  inForce?: { hash: string; fromMs: number; leastEngine: number }[];
};
const nothing = (): Kept => ({ current: new Map(), programmes: new Map(), published: new Map() });

export function openRevisions() {
  // Replaced as a whole: an answer to a question from before a change is remembered nowhere when it comes after it.
  let kept = nothing();
  const rules = new Map<string, ProgrammeRules>();
  let catalogue: string | undefined;

  async function read(reader: Reader, shop: string, kind: string, id: string, position: number): Promise<unknown> {
    const into = kept;
    const found = await reader.revision(shop, kind, id, Number.MAX_SAFE_INTEGER);
    const entry = found ? { position: found.position, doc: parsed(found.doc) } : null;
    into.current.set(`${shop}\n${kind}\n${id}`, entry);
    dropOldest(into.current, keptDocuments);
    return entry === null || entry.position <= position ? entry?.doc : older(reader, shop, kind, id, position);
  }

  async function readProgramme(reader: Reader, hash: string): Promise<ProgrammeRow | undefined> {
    const into = kept;
    const row = await reader.programme(hash);
    if (row) into.published.set(hash, row);
    dropOldest(into.published, keptProgrammes);
    return row;
  }

  async function readRules(reader: Reader, hash: string): Promise<ProgrammeRules | undefined> {
    const row = kept.published.get(hash) ?? (await readProgramme(reader, hash));
    if (!row) return undefined;
    const programme = JSON.parse(row.text) as Programme;
    const known = { programme, goods: goodsOfSale(programme), counted: countedPromotions(programme) };
    rules.set(hash, known);
    dropOldest(rules, keptProgrammes);
    return known;
  }

  async function readProgrammes(reader: Reader, shop: string): Promise<ProgrammeRevision[]> {
    const into = kept;
    const list = (await reader.revisions(shop, 'programme')).flatMap(programmeRevision);
    into.programmes.set(shop, list);
    return list;
  }

  return {
    /** Before anything is asked: forgets what may have changed since the last time. A transaction asks in itself. */
    async refresh(reader: Reader): Promise<void> {
      const now = await reader.peekMeta(catalogueKey);
      if (now === catalogue) return;
      catalogue = now;
      kept = nothing();
    },

    /** The document, null for a tombstone, undefined where the feed had not told of it by then. */
    at(reader: Reader, shop: string, kind: string, id: string, position: number): Awaitable<unknown> {
      const entry = kept.current.get(`${shop}\n${kind}\n${id}`);
      if (entry === undefined) return read(reader, shop, kind, id, position);
      if (entry === null || entry.position <= position) return entry?.doc;
      return older(reader, shop, kind, id, position);
    },

    /** A published programme by its hash; undefined where none was. */
    programme: (reader: Reader, hash: string): Awaitable<ProgrammeRow | undefined> =>
      kept.published.get(hash) ?? readProgramme(reader, hash),

    rules: (reader: Reader, hash: string): Awaitable<ProgrammeRules | undefined> =>
      rules.get(hash) ?? readRules(reader, hash),

    /** The programme in force at a moment, of those that an engine of these semantics can run; undefined before the first. */
    async programmeAt(
      reader: Reader,
      atMs: number,
      semantics: number,
    ): Promise<(ProgrammeRules & { hash: string }) | undefined> {
      const into = kept;
      into.inForce ??= await readInForce(reader);
      const latest = into.inForce.findLast(({ fromMs, leastEngine }) => fromMs <= atMs && leastEngine <= semantics);
      const found = latest && (rules.get(latest.hash) ?? (await readRules(reader, latest.hash)));
      return found && { ...found, hash: latest.hash };
    },

    /** What a shop's feed told of programmes, in order of position. */
    programmes: (reader: Reader, shop: string): Awaitable<ProgrammeRevision[]> =>
      kept.programmes.get(shop) ?? readProgrammes(reader, shop),
  };
}

async function older(reader: Reader, shop: string, kind: string, id: string, position: number): Promise<unknown> {
  const found = await reader.revision(shop, kind, id, position);
  return found && parsed(found.doc);
}

async function readInForce(reader: Reader) {
  const rows = (await reader.programmes()).map(({ hash, from, version, text }) => {
    const { engine: leastEngine = 1 } = JSON.parse(text) as Programme;
    return { hash, fromMs: Date.parse(from), version, leastEngine };
  });
  return rows.toSorted((a, b) => a.fromMs - b.fromMs || a.version - b.version);
}

function programmeRevision({ position, doc }: PlacedDocument): ProgrammeRevision[] {
  if (doc === null) return [];
  const { from, hash, programme } = JSON.parse(doc) as PublishedProgramme;
  return [{ position, hash, fromMs: Date.parse(from), leastEngine: programme.engine ?? 1 }];
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function parsed(doc: string | null): unknown {
  return doc === null ? null : (JSON.parse(doc) as unknown);
}
