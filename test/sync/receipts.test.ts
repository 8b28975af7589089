import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lot, memberDoc, programme } from '../../hub/testing/shop.ts';
import type { Till } from '../../main/till.ts';
import { caughtUp, openShops } from '../personal/shops.ts';

/** Receipts by card and day, at real tills of two shops, by real sync. */
let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
  const doc = memberDoc('anna', { lots: [lot('l', 100_00)] }, ['shop-1', 'shop-2']);
  await shops.hub.importLines([JSON.stringify({ kind: 'member', doc })]);
  const rules = { ...programme, version: 2, identification: { forgottenCardDays: 3 } };
  await shops.hub.publish(rules, '2026-02-01T00:00:00+03:00');
});
afterEach(() => shops.close());

const card = { by: 'card', value: 'card-anna' } as const;
async function sell(till: Till, who: 'anna' | null): Promise<{ receipt: string; day: string }> {
  await till.handle('sale.add', { sku: 'milk' });
  if (who) await till.handle('sale.identify', card);
  const { totals } = (await till.handle('page.hello', {})).sale;
  const { done } = await till.handle('sale.payCash', { amountMinor: totals.leftMinor });
  return { receipt: done!.receipt, day: (await till.handle('page.hello', {})).status.today };
}
const found = async (till: Till, day: string) => {
  const { receipts, isWhole } = await till.handle('return.search', { ...card, day });
  return { ids: receipts.map(({ receipt }) => receipt), isWhole };
};

describe('receipts by card and day', () => {
  it('are found at another till, attached ones too, and goods come back by them', async () => {
    const { till: here } = await shops.begin('till-1');
    const { till: there } = await shops.begin('till-2');
    const [bought, forgotten] = [await sell(here, 'anna'), await sell(here, null)];
    await sell(here, null);
    await here.handle('attach.commit', { receipt: forgotten.receipt, ...card });
    await caughtUp(here);
    const ids = [forgotten.receipt, bought.receipt];
    expect(await found(here, bought.day)).toEqual({ ids: expect.arrayContaining(ids) as string[], isWhole: true });
    const elsewhere = await found(there, bought.day);
    expect([...elsewhere.ids].toSorted()).toEqual([...ids].toSorted());
    expect(await found(there, '2020-01-01')).toEqual({ ids: [], isWhole: true });
    await expect
      .poll(() => there.handle('return.find', { code: bought.receipt }).catch(() => null), { timeout: 20_000 })
      .toMatchObject({ receipt: bought.receipt });
  }, 60_000);

  it('are this till’s own where the hub does not answer, and it says so', async () => {
    const { till: here } = await shops.begin('till-1');
    const { till: there } = await shops.begin('till-2');
    here.sync!.setNetwork(false);
    there.sync!.setNetwork(false);
    const { receipt, day } = await sell(here, 'anna');
    expect(await found(here, day)).toEqual({ ids: [receipt], isWhole: false });
    expect(await found(there, day)).toEqual({ ids: [], isWhole: false });
    const stranger = here.handle('return.search', { by: 'card', value: 'nobody', day });
    await expect(stranger).rejects.toMatchObject({ code: 'member.unknown' });
  }, 60_000);
});
