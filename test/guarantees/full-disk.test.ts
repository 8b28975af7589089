import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import { anna, openShop } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

let shop: TestShop;
afterEach(() => shop.close());

/** Leaves no room within the pages either. */
function fillUp(db: Database.Database, pages: number): void {
  const add = db.prepare("insert into state values (?, 'nothing of any use, but it takes room')");
  for (let row = 0; ; row += 1) {
    db.exec('begin');
    add.run(`filler ${row}`);
    const isFull = (db.pragma('page_count', { simple: true }) as number) > pages;
    db.exec(isFull ? 'rollback' : 'commit');
    if (isFull) return;
  }
}

/** As the till lay there had it died between taking the lease and putting it into the receipt. Answers the pages of its file. */
function dropLeases(folder: string): number {
  const db = new Database(join(folder, 'journal.db'));
  const text = db.prepare<[], string>("select text from state where key = 'openSale'").pluck().get()!;
  const counter = JSON.parse(text) as { sale: { leases: unknown[] } };
  expect(counter.sale.leases).toHaveLength(1);
  counter.sale.leases = [];
  db.prepare("update state set text = ? where key = 'openSale'").run(JSON.stringify(counter));
  const pages = db.pragma('page_count', { simple: true }) as number;
  fillUp(db, pages);
  db.close();
  return pages;
}

it('a till whose disk is full starts all the same, and what it could not write waits for room', async () => {
  shop = await openShop(1);
  const [one] = shop.tills as [TestPlace];
  await one.call('sale.identify', { by: 'card', value: anna.card });
  for (let good = 0; good < 4; good += 1) await one.call('sale.add', { sku: 'g038' });
  await one.call('sale.redeem', { wallet: 'bonus', points: 300_00 });
  await one.stop();
  const failures: unknown[] = [];
  const open = (maxPages?: number) =>
    openTill(
      { till: one.id, dataDir: one.folder, hubUrl: 'http://hub.test', ...(maxPages === undefined ? {} : { maxPages }) },
      nodePorts,
      {
        identity: identityOf(new Uint8Array(32).fill(1)),
        fetch: () => Promise.reject(new TypeError('the cable is out')),
        printer: null,
        devices: null,
        terminal: createSimulatedTerminal(() => Promise.resolve()),
        report: (error) => void failures.push(error),
      },
    );
  const full = open(dropLeases(one.folder));
  expect(failures).toMatchObject([{ code: 'journal.diskFull' }]);
  await full.close();
  const roomy = open();
  const { sale } = await roomy.handle('page.hello', {});
  expect(sale.redeem).toMatchObject([{ points: 300_00 }]);
  await roomy.close();
  await one.restart();
});
