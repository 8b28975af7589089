import type { ProgrammeRow } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/** Which programme was in force when, as a shop's feed told it. */
export type ProgrammeRevision = { position: number; hash: string; fromMs: number; leastEngine: number };

/** How many current documents are remembered; a basket's goods and prices are mostly those of the last ones. */
const kept = 5000;
const keptProgrammes = 32;

/**
 * Documents as a shop's feed had them at a position. Goods, prices, shops and programmes change seldom, so their current revision
 * is remembered; `forget` after each change of any.
 */
export type Revisions = ReturnType<typeof openRevisions>;

export function openRevisions() {
  const current = new Map<string, { position: number; doc: unknown } | null>();
  const programmes = new Map<string, ProgrammeRevision[]>();
  const published = new Map<string, ProgrammeRow>();

  async function remembered(reader: Reader, shop: string, kind: string, id: string) {
    const key = `${shop}\n${kind}\n${id}`;
    const known = current.get(key);
    if (known !== undefined) return known;
    const found = await reader.revision(shop, kind, id, Number.MAX_SAFE_INTEGER);
    const entry = found ? { position: found.position, doc: parsed(found.doc) } : null;
    current.set(key, entry);
    dropOldest(current, kept);
    return entry;
  }

  return {
    forget(): void {
      current.clear();
      programmes.clear();
      published.clear();
    },

    /** The document, null for a tombstone, undefined where the feed had not told of it by then. */
    async at(reader: Reader, shop: string, kind: string, id: string, position: number): Promise<unknown> {
      const entry = await remembered(reader, shop, kind, id);
      if (entry === null) return undefined;
      if (entry.position <= position) return entry.doc;
      const found = await reader.revision(shop, kind, id, position);
      return found && parsed(found.doc);
    },

    /** A published programme by its hash; undefined where none was. */
    async programme(reader: Reader, hash: string): Promise<ProgrammeRow | undefined> {
      const known = published.get(hash);
      if (known) return known;
      const row = await reader.programme(hash);
      if (row) published.set(hash, row);
      dropOldest(published, keptProgrammes);
      return row;
    },

    /** What a shop's feed told of programmes, in order of position. */
    async programmes(reader: Reader, shop: string): Promise<ProgrammeRevision[]> {
      const known = programmes.get(shop);
      if (known) return known;
      const rows = await reader.revisions(shop, 'programme');
      const list = rows.flatMap(({ position, doc }) => {
        if (doc === null) return [];
        const { from, hash, programme } = JSON.parse(doc) as {
          from: string;
          hash: string;
          programme: { engine?: number };
        };
        return [{ position, hash, fromMs: Date.parse(from), leastEngine: programme.engine ?? 1 }];
      });
      programmes.set(shop, list);
      return list;
    },
  };
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function parsed(doc: string | null): unknown {
  return doc === null ? null : (JSON.parse(doc) as unknown);
}
