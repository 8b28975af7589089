import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShops, until } from '../personal/shops.ts';
import { copyFiles } from '../simulation/files.ts';

let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
});
afterEach(() => shops.close());

/** Whether the journal's file has a sale without its log. */
function isInFile(): boolean {
  const copy = join(shops.folder, 'copy');
  copyFiles(join(shops.folder, 'till-1'), copy, ['journal.db']);
  const db = new Database(join(copy, 'journal.db'));
  // The tables too came by the log.
  const tables = db.prepare<[], string>('select name from sqlite_master').pluck().all();
  const found = tables.includes('records') && db.prepare("select 1 from records where kind = 'sale'").get();
  db.close();
  return Boolean(found);
}

it('a sale is in the log alone as it is paid, and in the file a breath later, with nobody at the counter', async () => {
  const { till } = await shops.begin('till-1');
  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  const { sale } = await till.handle('page.hello', {});
  await till.handle('sale.payCash', { amountMinor: sale.totals.leftMinor });
  expect(isInFile()).toBe(false);
  await until(isInFile);
}, 30_000);
