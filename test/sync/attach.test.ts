import { afterEach, beforeEach, expect, it } from 'vitest';
import { lot, memberDoc, programme } from '../../hub/testing/shop.ts';
import { caughtUp, openShops } from '../personal/shops.ts';

/** A forgotten card at real tills of two shops, by real sync. */
let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
  const doc = memberDoc('anna', { lots: [lot('l', 100_00)] }, ['shop-1']);
  await shops.hub.importLines([JSON.stringify({ kind: 'member', doc })]);
  const rules = { ...programme, version: 2, identification: { forgottenCardDays: 3 } };
  await shops.hub.publish(rules, '2026-02-01T00:00:00+03:00');
});
afterEach(() => shops.close());

it('a receipt attached offline is the member’s everywhere, and its return in another shop takes back what it brought', async () => {
  const { till: here } = await shops.begin('till-1');
  const { till: there } = await shops.begin('till-2');
  const opening = (await shops.hub.exportMember('anna')).account;
  here.sync!.setNetwork(false);
  const { sale } = { sale: await here.handle('sale.add', { sku: 'milk' }) };
  const receipt = sale.receipt!;
  await here.handle('sale.payCash', { amountMinor: 100_00 });
  const who = { receipt, by: 'card', value: 'card-anna' } as const;
  expect((await here.handle('attach.quote', who)).earned).toEqual([{ wallet: 'bonus', points: 4_49 }]);
  await here.handle('attach.commit', who);
  await expect(here.handle('attach.commit', who)).rejects.toMatchObject({ code: 'attach.hasMember' });

  here.sync!.setNetwork(true);
  await caughtUp(here);
  const { account } = await shops.hub.exportMember('anna');
  expect(account).toMatchObject({ purchaseCount: 1, spendMinor: 89_90 });
  expect(account.lots.map(({ points }) => points)).toEqual([100_00, 4_49]);
  await expect(there.handle('attach.quote', who)).rejects.toMatchObject({ code: 'attach.elsewhere' });

  // The seller is asked for the right to take back, and gives it up.
  await expect
    .poll(() => there.handle('return.find', { code: receipt }).catch(() => null), { timeout: 20_000 })
    .not.toBeNull();
  await caughtUp(there);
  const lines = sale.lines.map(({ id, quantity }) => ({ line: id, quantity }));
  const quote = await there.handle('return.quote', { receipt, lines });
  expect(quote).toMatchObject({ refundMinor: 89_90, clawedBack: [{ wallet: 'bonus', points: 4_49 }] });
  await there.handle('return.commit', { receipt, lines });
  await caughtUp(there);
  const end = (await shops.hub.exportMember('anna')).account;
  expect(end).toMatchObject({ lots: opening.lots, purchaseCount: 0, spendMinor: 0, debt: [] });
  expect(await shops.hub.discrepancies()).toEqual([]);
  expect((await shops.hub.summary()).ledgerSum).toBe(0);
}, 60_000);
