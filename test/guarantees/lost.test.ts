import { afterEach, describe, expect, it, vi } from 'vitest';
import { anna, lostPoints, openShop, vera } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

/** G4 of docs/decisions/0009: what a till that never comes back takes with it. */

let shop: TestShop;
afterEach(() => shop.close());

/** The first till holds 300.00 of Anna's points and Vera's coffee, and is gone. */
async function gone(): Promise<[TestPlace, TestPlace]> {
  shop = await openShop(2);
  const [one, two] = shop.tills as [TestPlace, TestPlace];
  await one.call('sale.identify', { by: 'card', value: anna.card });
  for (let good = 0; good < 4; good += 1) await one.call('sale.add', { sku: 'g038' });
  await one.call('sale.redeem', { wallet: 'bonus', points: 300_00 });
  await one.cut();
  await one.call('sale.cancel', {});
  return [one, two];
}

describe('G4: a lost till', () => {
  it('strands what its leases hold and no more, told in money before a person declares it', async () => {
    const [, two] = await gone();
    const before = (await shop.hub.exposure()).tills.find(({ till }) => till === 'till-1')!;
    expect(before).toMatchObject({ enrolled: true, openLeases: 1, leased: [{ points: 300_00, amountMinor: 300_00 }] });
    expect(await two.redeemAll(anna.card, 12)).toBe(anna.points - 300_00);
    await shop.settled();
    const earned = await two.spendable(anna.card);
    expect(await shop.hub.declareLost('till-1', 'the van burnt out')).toEqual(before);
    await shop.settled();
    expect(await two.spendable(anna.card)).toBe(earned);
    expect(await two.redeemAll(anna.card, 20)).toBe(earned);
    await shop.settled();
    expect(await lostPoints(shop.hub)).toBe(0);
    expect((await shop.hub.exposure()).tills[0]).toMatchObject({ enrolled: false, openLeases: 0, leased: [] });
    expect(await shop.hub.declareLost('till-1', 'again')).toMatchObject({ openLeases: 0 });
  });

  it('that comes back after all risks just what it held: all is booked, the excess is loss and is told', async () => {
    const [one, two] = await gone();
    await shop.hub.declareLost('till-1', 'nobody finds it');
    await shop.settled();
    expect(await two.redeemAll(anna.card, 12)).toBe(anna.points);
    await shop.settled();
    // Records tell whole seconds: this one is to be after what the hub and the other till did.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await one.redeemAll(anna.card, 4)).toBe(300_00);
    one.plug();
    await vi.waitFor(() => expect(one.problem()).toBe('hub.unknownTill'), { timeout: 20_000 });
    await one.call('sale.identify', { by: 'card', value: vera.card });
    await one.call('sale.cancel', {});
    await one.enrolAgain();
    await shop.settled();
    expect(await lostPoints(shop.hub)).toBe(300_00);
    const { discrepancies, ledgerSum } = await shop.hub.summary();
    expect({ ...discrepancies, ledgerSum }).toEqual({ arithmetic: 0, facts: 0, limit: 1, ledgerSum: 0 });
  });

  it('is waited for no more by a hub that was brought back from a copy', async () => {
    // See hub/enrol/generation.test.ts for the waiting itself.
    await gone();
    await shop.hub.declareLost('till-1', 'stolen');
    expect((await shop.hub.exposure()).tills.filter(({ enrolled }) => enrolled).map(({ till }) => till)).toEqual([
      'till-2',
    ]);
  });
});

describe('a copy of a till', () => {
  it('spends the leases both hold once more at the most', async () => {
    shop = await openShop(1);
    const [one] = shop.tills as [TestPlace];
    await one.call('sale.identify', { by: 'card', value: anna.card });
    for (let good = 0; good < 4; good += 1) await one.call('sale.add', { sku: 'g038' });
    await one.call('sale.redeem', { wallet: 'bonus', points: 300_00 });
    await one.cut();
    await one.call('sale.cancel', {});
    const copy = await one.copy();
    expect(await one.redeemAll(anna.card, 4)).toBe(300_00);
    await one.join();
    await one.cut();
    await one.restart(copy);
    expect(await one.redeemAll(anna.card, 4)).toBe(300_00);
    await one.join();
    await shop.settled();
    // Her other points pay for the second time; nothing is lost, and a person is told.
    expect(await lostPoints(shop.hub)).toBeLessThanOrEqual(300_00);
    expect(await shop.hub.alarms()).not.toEqual([]);
    expect((await shop.hub.summary()).ledgerSum).toBe(0);
  });
});
