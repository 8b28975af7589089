import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openTestHub } from '../../hub/testing/hub.ts';
import type { TestHub } from '../../hub/testing/hub.ts';
import type { TestTill } from '../../hub/testing/till.ts';
import { lot, memberDoc } from '../../hub/testing/shop.ts';

const pen = { sku: 'pen', name: { ru: 'Ручка', en: 'Pen' }, barcodes: ['4006381333931'], categories: ['paper'] };
const penPrice = { shop: 'shop-1', sku: 'pen', priceMinor: 45_00 };

/** A hub whose shop has so many members in its feed, made by one statement after its till has pulled all else: each has a card `card-m<n>` and a lot. */
export async function hubOf(members: number): Promise<{ test: TestHub; till: TestTill; hubKey: string }> {
  const test = await openTestHub(
    ['till-1'],
    [],
    {},
    {
      lines: [
        { kind: 'good', doc: pen },
        { kind: 'price', doc: penPrice },
      ],
    },
  );
  const till = await test.till('till-1');
  const db = new Database(join(test.dataDir, 'hub.db'));
  const { name: _, ...member } = memberDoc('m#', { lots: [lot('o#', 100_00)] });
  const template = JSON.stringify(member);
  db.prepare('update feed_head set position = position + 1').run();
  db.prepare(
    `with recursive each (n) as (select 0 union all select n + 1 from each where n + 1 < ?)
     insert into change (shop, position, kind, id, doc)
     select shop, position, 'member', 'm' || n, replace(?, '#', n) from each, feed_head`,
  ).run(members, template);
  const hubKey = db.prepare<[], string>(`select value from meta where key = 'hubKey'`).pluck().get()!;
  db.close();
  return { test, till, hubKey };
}
