import { afterEach, beforeEach, expect, it } from 'vitest';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import { caughtUp, filesWith, openShops } from './shops.ts';

const name = 'Пелагея Непомнящая';
const phone = '79161234567';
const card = '770000000777';

let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
  const anna = memberDoc('anna', { tier: 'gold', lots: [lot('l1', 100_00), lot('l2', 20_00)] }, ['shop-1']);
  await shops.hub.importLines([JSON.stringify({ kind: 'member', doc: { ...anna, name, phone, cards: [card] } })]);
});
afterEach(() => shops.close());

it('a card from another shop is known offline with tier and balance, earns, and brings its member in whole', async () => {
  const { hub } = shops;
  const { till } = await shops.begin('till-2');
  const show = () => till.handle('sale.identify', { by: 'card', value: card });
  await expect(show()).rejects.toMatchObject({ code: 'member.unknown' });
  expect((await hub.runJobs()).distant).toBe(1);
  expect((await hub.runJobs()).distant).toBe(0);
  await caughtUp(till);
  expect(filesWith(`${shops.folder}/till-2`, [card, name, phone])).toEqual([]);

  till.sync!.setNetwork(false);
  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  const view = await show();
  expect(view.member).toMatchObject({
    id: 'anna',
    name: '•••• 0777',
    pending: false,
    tier: { name: { en: 'Gold' } },
    wallets: [{ spendable: 120_00 }],
  });
  const refused = await till.handle('sale.redeem', { wallet: 'bonus', points: 'all' });
  expect(refused.redeem[0]?.refused?.reason).toBe('redemption.offline');
  await till.handle('sale.redeem', { wallet: 'bonus', points: 0 });
  const offline = await till.handle('sale.payCash', { amountMinor: view.totals.leftMinor });
  expect(offline.done?.earned).toMatchObject([{ wallet: 'bonus', points: 4_04 }]);
  till.sync!.setNetwork(true);
  await caughtUp(till);

  expect(await hub.discrepancies()).toEqual([]);
  expect(await hub.summary()).toMatchObject({ verdicts: { equal: 1, different: 0, pending: 0 }, ledgerSum: 0 });
  expect(await hub.exportMember('anna')).toMatchObject({ shops: ['shop-1', 'shop-2'] });
  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  expect((await show()).member).toMatchObject({ name, wallets: [{ spendable: 124_04 }] });
}, 60_000);

it('a card from another shop spends online, by a lease', async () => {
  const { hub } = shops;
  await hub.runJobs();
  const { till } = await shops.begin('till-2');
  await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  await till.handle('sale.identify', { by: 'card', value: card });
  const view = await till.handle('sale.redeem', { wallet: 'bonus', points: 50_00 });
  expect(view.redeem[0]).toMatchObject({ points: 50_00, refused: null });
  await till.handle('sale.payCash', { amountMinor: view.totals.leftMinor });
  await caughtUp(till);
  expect(await hub.discrepancies()).toEqual([]);
  const { account } = await hub.exportMember('anna');
  expect(account.lots.reduce((sum, { points }) => sum + points, 0)).toBe(70_00 + 1_54);
  expect(account.leases).toEqual([]);
}, 60_000);
