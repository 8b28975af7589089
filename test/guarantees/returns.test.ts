import { afterEach, describe, expect, it } from 'vitest';
import { anna, openShop } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

/** G5 of docs/decisions/0009: how often a line comes back. */

let shop: TestShop;
afterEach(() => shop.close());

async function sold(place: TestPlace): Promise<string> {
  await place.call('sale.identify', { by: 'card', value: anna.card });
  await place.call('sale.add', { sku: 'g038' });
  return (await place.pay((await place.call('page.hello', {})).sale)).done!.receipt;
}

const back = (place: TestPlace, receipt: string) =>
  place.call('return.commit', { receipt, lines: [{ line: 'l1', quantity: 1000 }] });

describe('G5: a line', () => {
  it('comes back once at the till that sold it, offline too, and nowhere else', async () => {
    shop = await openShop(2);
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    const receipt = await sold(one);
    await shop.settled();
    await one.cut();
    await two.cut();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.notFound' });
    await back(one, receipt);
    await expect(back(one, receipt)).rejects.toMatchObject({ code: 'return.moreThanSold' });
    await one.restart();
    await expect(back(one, receipt)).rejects.toMatchObject({ code: 'return.moreThanSold' });
    await one.join();
    await two.join();
    await shop.settled();
    expect(await shop.hub.summary()).toMatchObject({ returns: 1, verdicts: { different: 0 } });
  });

  it('that two lives of a till took back is booked twice and told once', async () => {
    shop = await openShop(1);
    const [one] = shop.tills as [TestPlace];
    const receipt = await sold(one);
    await shop.settled();
    await one.cut();
    const copy = await one.copy();
    await back(one, receipt);
    await one.join();
    await one.cut();
    await one.restart(copy);
    await back(one, receipt);
    await one.join();
    await shop.settled();
    expect(await shop.hub.summary()).toMatchObject({ returns: 2, discrepancies: { limit: 1 }, ledgerSum: 0 });
  });
});
