import { afterEach, describe, expect, it } from 'vitest';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import { openShop, vera } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

/** G3 of docs/decisions/0009: how often a gift can be given. */

let shop: TestShop;
afterEach(() => shop.close());

async function opened(tills: number, offline?: Offline): Promise<TestPlace[]> {
  shop = await openShop(tills, offline);
  return shop.tills;
}

async function given(places: readonly TestPlace[]): Promise<number> {
  let times = 0;
  for (const place of places) if (await place.takeGift(vera.card, vera.gift)) times += 1;
  return times;
}

async function healed(): Promise<{ limit: number }> {
  for (const place of shop.tills) await place.join();
  await shop.settled();
  const { discrepancies, ledgerSum } = await shop.hub.summary();
  const { limit, ...others } = discrepancies;
  expect({ ...others, ledgerSum }).toEqual({ arithmetic: 0, facts: 0, ledgerSum: 0 });
  return { limit };
}

describe('G3: a gift', () => {
  it('is given by no till that is offline and does not hold it', async () => {
    const places = await opened(3);
    for (const place of places) await place.cut();
    expect(await given(places)).toBe(0);
    expect(await healed()).toEqual({ limit: 0 });
    expect(await given(places)).toBe(1);
  });

  it('says why it can’t be rung, and is rung when the hub is there again', async () => {
    const [one] = (await opened(1)) as [TestPlace];
    await one.cut();
    await one.call('sale.identify', { by: 'card', value: vera.card });
    const refused = await one.call('sale.giveGift', { entitlement: vera.gift });
    expect(refused.gifts).toMatchObject([{ given: false, refused: 'entitlement.offline' }]);
    expect(refused.lines).toEqual([]);
    await one.join();
    const rung = await one.call('sale.giveGift', { entitlement: vera.gift });
    expect(rung.gifts).toMatchObject([{ given: true, refused: null }]);
    await one.pay(rung);
    await shop.settled();
    expect((await shop.hub.summary()).verdicts).toMatchObject({ different: 0 });
  });

  it('that a till holds is given there offline, once, and nowhere else', async () => {
    const places = await opened(3);
    const [one, two] = places as [TestPlace, TestPlace];
    await one.call('sale.identify', { by: 'card', value: vera.card });
    await one.call('sale.giveGift', { entitlement: vera.gift });
    expect((await two.call('sale.identify', { by: 'card', value: vera.card })).gifts).toHaveLength(1);
    const elsewhere = await two.call('sale.giveGift', { entitlement: vera.gift });
    expect(elsewhere.gifts).toMatchObject([{ given: false, refused: 'entitlement.elsewhere' }]);
    await two.call('sale.cancel', {});
    for (const place of places) await place.cut();
    await one.call('sale.cancel', {});
    await one.restart();
    expect(await given([two, one, one])).toBe(1);
    expect(await healed()).toEqual({ limit: 0 });
    expect(await given(places)).toBe(0);
  });

  it('is given at most once a till and once more where the programme risks it, and each excess is told', async () => {
    const places = await opened(3, { rights: true });
    const [one, ...others] = places as [TestPlace, TestPlace, TestPlace];
    await one.call('sale.identify', { by: 'card', value: vera.card });
    await one.call('sale.giveGift', { entitlement: vera.gift });
    for (const place of others) await place.cut();
    const times = await given([...others, ...others]);
    await one.pay((await one.call('page.hello', {})).sale);
    expect(times + 1).toBeLessThanOrEqual(places.length + 1);
    expect(times).toBe(2);
    expect(await healed()).toEqual({ limit: 2 });
  });
});
