import type { DocumentReads, Writes } from '../store.ts';
import { insertRows } from './statements.ts';
import { feedTables } from './tables.ts';
import type { Row } from './tables.ts';
import type { Unit } from './unit.ts';

const { change } = feedTables;
const latest = Number.MAX_SAFE_INTEGER;
const replaceChange = 'on conflict (shop, position, kind, id) do update set doc = excluded.doc';
/** An import of a million documents takes its positions early, and shops wait for its commit, rather than keep them all in memory. */
const mostWaiting = 20_000;

type Waiting = Map<string, { kind: string; id: string; doc: string | null }>;
type Feed = Pick<Writes, 'addChange' | 'removeChanges' | 'takePositions'> & Pick<DocumentReads, 'revision'>;

/**
 * What a transaction puts into the feeds. Positions are taken by the last statement but for the documents themselves: the rows of
 * feed_head that it holds from there to the commit put commits of a shop in the order of their positions.
 */
export function feedWrites(unit: Unit, reads: DocumentReads): Feed {
  const shops = new Map<string, Waiting>();
  const taken = new Map<string, number>();
  let waiting = 0;

  async function takePositions(): Promise<void> {
    const before = unit.takeAll();
    const wanted = [...shops.keys()].filter((shop) => !taken.has(shop)).toSorted();
    const [, ...positions] = await Promise.all([unit.send(before), ...wanted.map((shop) => take(unit, shop))]);
    for (const [index, shop] of wanted.entries()) taken.set(shop, positions[index]!);
    const rows = [...shops].flatMap(([shop, documents]): Row[] =>
      [...documents.values()].map(({ kind, id, doc }) => ({ shop, position: taken.get(shop)!, kind, id, doc })),
    );
    shops.clear();
    waiting = 0;
    await unit.send(insertRows(change.name, change.columns, rows, replaceChange));
  }

  return {
    async addChange(shop, kind, id, doc) {
      const documents: Waiting = shops.get(shop) ?? new Map();
      shops.set(shop, documents);
      documents.set(`${kind}\n${id}`, { kind, id, doc });
      waiting += 1;
      if (waiting >= mostWaiting) await takePositions();
    },
    async removeChanges(shop, kind, id) {
      shops.get(shop)?.delete(`${kind}\n${id}`);
      await unit.rows([], 'delete from change where shop = $1 and kind = $2 and id = $3', [shop, kind, id]);
    },
    takePositions,
    async revision(shop, kind, id, position) {
      const own = position === latest ? shops.get(shop)?.get(`${kind}\n${id}`) : undefined;
      return own ? { position, doc: own.doc } : reads.revision(shop, kind, id, position);
    },
  };
}

async function take(unit: Unit, shop: string): Promise<number> {
  const [row] = await unit.rows<{ position: number }>(
    [],
    `insert into feed_head (shop, position) values ($1, 1)
     on conflict (shop) do update set position = feed_head.position + 1 returning position`,
    [shop],
  );
  return row!.position;
}
