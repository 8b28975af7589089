import type { DocumentReads, Writes } from '../store.ts';
import { ofRows } from './statements.ts';
import type { Statement } from './statements.ts';
import type { Row } from './tables.ts';
import type { Unit } from './unit.ts';

const latest = Number.MAX_SAFE_INTEGER;
const columns = ['shop', 'kind', 'id', 'doc'];
/** An import of a million documents takes its positions early, and shops wait for its commit, rather than keep them all in memory. */
const mostWaiting = 20_000;

type Waiting = Map<string, { kind: string; id: string; doc: string | null }>;
type Feed = Pick<Writes, 'addChange' | 'removeChanges' | 'setHorizon' | 'dropOlder' | 'takePositions'> &
  Pick<DocumentReads, 'revision'>;

/**
 * What a transaction puts into the feeds. Positions are taken by the last statement but for the documents themselves, which find them
 * where they stand: the rows of feed_head that it holds from there to the commit put commits of a shop in the order of their positions.
 * `expectTaken` throws where a change has none yet.
 */
export function feedWrites(unit: Unit, reads: DocumentReads): { feed: Feed; expectTaken(): void } {
  const shops = new Map<string, Waiting>();
  const taken = new Set<string>();
  let waiting = 0;

  function takePositions(): void {
    const wanted = [...shops.keys()].filter((shop) => !taken.has(shop)).toSorted();
    for (const shop of wanted) taken.add(shop);
    const rows = [...shops].flatMap(([shop, documents]): Row[] =>
      [...documents.values()].map((document) => ({ shop, ...document })),
    );
    shops.clear();
    waiting = 0;
    unit.post([...unit.takeAll(), ...wanted.map(take), ...ofRows(columns, rows, insertPlaced)]);
  }

  const feed: Feed = {
    async addChange(shop, kind, id, doc) {
      const documents: Waiting = shops.get(shop) ?? new Map();
      shops.set(shop, documents);
      documents.set(`${kind}\n${id}`, { kind, id, doc });
      waiting += 1;
      if (waiting < mostWaiting) return;
      takePositions();
      await unit.settled();
    },
    async removeChanges(shop, kind, id) {
      shops.get(shop)?.delete(`${kind}\n${id}`);
      await unit.rows([], 'delete from change where shop = $1 and kind = $2 and id = $3', [shop, kind, id]);
    },
    setHorizon(shop, position) {
      unit.post([{ text: 'update feed_head set horizon = $1 where shop = $2', values: [position, shop] }]);
    },
    dropOlder(shop, { position, kind, id, doc }) {
      const before = doc === null ? position + 1 : position;
      unit.post([{ text: dropOlder, values: [shop, kind, id, before] }]);
    },
    takePositions,
    async revision(shop, kind, id, position) {
      const own = position === latest ? shops.get(shop)?.get(`${kind}\n${id}`) : undefined;
      return own ? { position, doc: own.doc } : reads.revision(shop, kind, id, position);
    },
  };
  return {
    feed,
    expectTaken() {
      if (shops.size > 0) throw new Error(`no position was taken for ${[...shops.keys()].join(', ')}`);
    },
  };
}

const dropOlder = 'delete from change where shop = $1 and kind = $2 and id = $3 and position < $4';

function take(shop: string): Statement {
  const text = `insert into feed_head (shop, position) values ($1, 1)
    on conflict (shop) do update set position = feed_head.position + 1`;
  return { text, values: [shop] };
}

function insertPlaced(values: string): string {
  return `insert into change (shop, position, kind, id, doc)
    select placed.shop, head.position, placed.kind, placed.id, placed.doc
    from (${values}) as placed (shop, kind, id, doc), feed_head as head where head.shop = placed.shop
    on conflict (shop, position, kind, id) do update set doc = excluded.doc`;
}
