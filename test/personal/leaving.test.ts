import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { manualClock, nodePorts } from '../../hub/ports.node.ts';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import { caughtUp, filesWith, openShops } from './shops.ts';

const name = 'Пелагея Непомнящая';
const phone = '79161234567';
const card = '770000000777';
const dayMs = 86_400_000;

const clock = manualClock(Date.now());
let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  const retention = { visitDays: 300 };
  shops = await openShops({ ports: { ...nodePorts, clock }, manualClock: clock, retention });
  const anna = memberDoc('anna', { tier: 'gold', lots: [lot('l1', 100_00)] }, ['shop-1']);
  await shops.hub.importLines([JSON.stringify({ kind: 'member', doc: { ...anna, name, phone, cards: [card] } })]);
});
afterEach(() => shops.close());

it('who was not at a shop for long is no person to its till any more: not in its files, not to its cashier, until they come again', async () => {
  const { hub, folder } = shops;
  const { till } = await shops.begin('till-1');
  const show = () => till.handle('sale.identify', { by: 'card', value: card });
  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  const view = await show();
  expect(view.member).toMatchObject({ id: 'anna', name });
  await till.handle('sale.payCash', { amountMinor: view.totals.leftMinor });
  await caughtUp(till);
  const [key = ''] = keysIn(join(folder, 'hub/hub.db'), 'seal_key');
  const own = join(folder, 'till-1');
  expect(filesWith(own, [key])).not.toEqual([]);

  const later = new Date(clock.nowMs() + 301 * dayMs).toISOString();
  expect((await hub.runJobs(later)).left).toBe(1);
  await caughtUp(till);
  expect(filesWith(own, [key, name, phone])).toEqual([]);
  expect(keysIn(join(folder, 'hub/hub.db'), 'seal_key')).toContain(key);
  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  const again = await show();
  expect(again.member).toMatchObject({ id: 'anna', name: '•••• 0777', tier: { name: { en: 'Gold' } } });
  const byPhone = till.handle('sale.identify', { by: 'phone', value: phone });
  await expect(byPhone).rejects.toMatchObject({ code: 'member.unknown' });
  await till.handle('sale.payCash', { amountMinor: again.totals.leftMinor });
  await caughtUp(till);

  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  expect((await show()).member).toMatchObject({ id: 'anna', name });
  expect(await hub.discrepancies()).toEqual([]);
}, 60_000);

function keysIn(file: string, table: string): string[] {
  const db = new Database(file, { readonly: true });
  const keys = db.prepare<[], string>(`select key from ${table}`).pluck().all();
  db.close();
  return keys;
}
