import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { PastReader } from '../past.ts';
import { openPool } from './connection.ts';
import type { Ask } from './connection.ts';
import { newestVersion, versionOf } from './migrate.ts';

const atOnce = 500;
const within = 'at_ms >= $1 and at_ms < $2';
/** A moment without bound, as a whole number that the database knows. */
const bound = (atMs: number) => Math.min(Math.max(atMs, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);

/** On a hub's PostgreSQL database, as of one moment, whatever hubs write meanwhile. Throws `hub.schema`. */
export async function openPostgresPast(url: string): Promise<PastReader> {
  const pool = openPool(url, 1);
  try {
    await pool.ask('begin isolation level repeatable read read only');
    const found = await versionOf(pool.ask);
    if (found !== newestVersion) throw new KopilkaError('hub.schema', { found, wanted: newestVersion });
  } catch (error) {
    await pool.close();
    throw error;
  }
  const { ask } = pool;
  return {
    receipts: (fromMs, untilMs) => receipts(ask, bound(fromMs), bound(untilMs)),
    async returned(fromMs, untilMs) {
      const text = `select distinct of_receipt as receipt from record where kind = 'return' and ${within}`;
      const rows = await ask<{ receipt: string }>(text, [bound(fromMs), bound(untilMs)]);
      return new Set(rows.map(({ receipt }) => receipt));
    },
    programme: async (hash) =>
      (await ask<{ text: string }>('select text from programme where hash = $1', [hash]))[0]?.text,
    async document(shop, kind, id) {
      const text = 'select doc from change where shop = $1 and kind = $2 and id = $3 order by position desc limit 1';
      return (await ask<{ doc: string | null }>(text, [shop, kind, id]))[0]?.doc;
    },
    close: () => pool.close(),
  };
}

async function* receipts(ask: Ask, fromMs: number, untilMs: number): AsyncGenerator<string, void, undefined> {
  await ask(
    `declare past no scroll cursor for select bytes from record
     where kind in ('sale', 'return') and state in ('booked', 'branch') and ${within} order by at_ms, till, epoch, seq`,
    [fromMs, untilMs],
  );
  for (;;) {
    const rows = await ask<{ bytes: Buffer }>(`fetch ${atOnce} from past`);
    if (rows.length === 0) break;
    for (const { bytes } of rows) yield bytes.toString('utf8');
  }
  await ask('close past');
}
