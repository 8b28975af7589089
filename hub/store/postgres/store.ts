import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Random, Timers } from '../../ports.ts';
import type { PlacedDocument } from '../rows.ts';
import type { Snapshot, Store } from '../store.ts';
import { openPool } from './connection.ts';
import type { Pool } from './connection.ts';
import { newestVersion, versionOf } from './migrate.ts';
import { committed } from './source.ts';
import { transact } from './transaction.ts';
import type { TransactionOptions } from './transaction.ts';
import { reader } from './writer.ts';

export type PostgresOptions = Partial<TransactionOptions> & {
  url: string;
  ports: { timers: Timers; random: Random };
  connections?: number;
};

const usualConnections = 10;
const longestPauseMs = 200;

/** The hub's store on PostgreSQL or what speaks like it; any number of hubs may stand on one. Throws `hub.schema`. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { url, ports, connections = usualConnections, isolation = 'read committed' } = options;
  const { pause = pauses(ports), beforeStatement } = options;
  const pool = openPool(url, connections);
  // A till may take an hour over its snapshot: others don't wait for its connection.
  const snapshots = openPool(url, connections);
  try {
    const version = await versionOf(pool.ask);
    if (version !== newestVersion) throw new KopilkaError('hub.schema', { found: version, wanted: newestVersion });
  } catch (error) {
    await pool.close();
    throw error;
  }
  const transactions = { isolation, pause, ...(beforeStatement ? { beforeStatement } : {}) };
  const underWay = new Set<Promise<unknown>>();
  return {
    reader: reader(committed(pool.ask)),
    async write(work) {
      const writing = transact(pool, transactions, work);
      underWay.add(writing);
      return writing.finally(() => underWay.delete(writing));
    },
    snapshot: (shop) => openSnapshot(snapshots, shop),
    async scrub() {
      // Written anew, for a row that was changed stands beside what it was until then.
      for (const table of ['seal_key', 'person', 'wish']) await pool.ask(`vacuum full ${table}`);
    },
    async close() {
      await Promise.allSettled(underWay);
      await Promise.all([pool.close(), snapshots.close()]);
    },
  };
}

/** Some of the waits of those that met are long and some short, or they would meet again. */
function pauses({ timers, random }: PostgresOptions['ports']): TransactionOptions['pause'] {
  return (attempt) =>
    new Promise((resolve) => {
      const [byte = 0] = random.bytes(1);
      timers.after((Math.min(longestPauseMs, 2 ** attempt) * byte) / 255, () => resolve(undefined));
    });
}

const documentsAtOnce = 1000;

async function openSnapshot(pool: Pool, shop: string): Promise<Snapshot> {
  const { ask, release } = await pool.reserve();
  await ask('begin isolation level repeatable read read only');
  const [head] = await ask<{ position: number }>('select position from feed_head where shop = $1', [shop]);
  let after: [string, string] = ['', ''];
  return {
    position: head?.position ?? 0,
    async next() {
      // By key: no engine has to hold a cursor for as long as a till takes to download.
      const rows = await ask<PlacedDocument>(
        `select c.position, c.kind, c.id, c.doc from change as c join (
           select shop, kind, id, max(position) as position from change
           where shop = $1 and (kind, id) > ($2, $3) group by shop, kind, id order by kind, id limit ${documentsAtOnce}
         ) as newest on c.shop = newest.shop and c.position = newest.position and c.kind = newest.kind and c.id = newest.id
         order by c.kind, c.id`,
        [shop, ...after],
      );
      const last = rows.at(-1);
      if (last) after = [last.kind, last.id];
      return rows;
    },
    async close() {
      await ask('commit');
      release();
    },
  };
}
