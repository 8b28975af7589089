import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberDoc } from '../../hub/testing/shop.ts';
import { caughtUp, filesWith, openShops } from '../personal/shops.ts';

/** Wishes at real tills of two shops, by real sync. */
const card = '770000000777';
const words = 'Чайник для Пелагеи с Садовой';

let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
  const doc = { ...memberDoc('anna', {}, ['shop-1', 'shop-2']), cards: [card] };
  await shops.hub.importLines([JSON.stringify({ kind: 'member', doc })]);
});
afterEach(() => shops.close());

type Till = Awaited<ReturnType<typeof shops.begin>>['till'];
const show = (till: Till) => till.handle('sale.identify', { by: 'card', value: card });
const wishesAt = async (till: Till) => (await show(till)).member!.wishes;
/** What a till knows does not move under an open receipt. */
async function nextBuyer(till: Till): Promise<void> {
  if ((await till.handle('page.hello', {})).sale.receipt !== null) await till.handle('sale.cancel', {});
  await caughtUp(till);
}
const move = (id: string, state: 'ordered' | 'arrived', sku?: string) =>
  shops.hub.moveWishes({ wishes: [{ id, ...(sku === undefined ? {} : { sku }) }], state });

describe('a wish', () => {
  it('is asked offline, shown at once, told when it arrived in its own shop alone, and gone when it is bought', async () => {
    const { till: here } = await shops.begin('till-1');
    const { till: there } = await shops.begin('till-2');
    here.sync!.setNetwork(false);
    await expect(here.handle('sale.askWish', { good: { sku: 'milk' } })).rejects.toMatchObject({ code: 'sale.none' });
    await show(here);
    await expect(here.handle('sale.askWish', { good: { sku: 'no' } })).rejects.toMatchObject({ code: 'good.unknown' });
    await here.handle('sale.askWish', { good: { sku: 'milk' } });
    const [milk, kettle] = (await here.handle('sale.askWish', { good: { name: words } })).member!.wishes;
    expect(milk).toMatchObject({ sku: 'milk', name: { ru: 'milk' }, quantity: 1000, state: 'asked' });
    expect(kettle).toMatchObject({ sku: null, name: { ru: words }, state: 'asked' });
    here.sync!.setNetwork(true);
    for (const till of [here, there]) await nextBuyer(till);
    await move(kettle!.id, 'ordered', 'milk');
    await move(kettle!.id, 'arrived');
    for (const till of [here, there]) await nextBuyer(till);
    // Asked within a second they stand in any order.
    const told = (await wishesAt(here)).map(({ name, state }) => `${name.ru} ${state}`);
    expect(told.toSorted()).toEqual(['milk asked', `${words} arrived`]);
    expect(await wishesAt(there)).toEqual([]);
    await here.handle('sale.add', { sku: 'milk' });
    await here.handle('sale.payCash', { amountMinor: 100_00 });
    await nextBuyer(here);
    expect(await wishesAt(here)).toMatchObject([{ id: milk!.id, state: 'asked' }]);
    expect((await shops.hub.writeOffs({})).writeOffs).toMatchObject([{ kind: 'wish', entitlement: kettle!.id }]);
    expect(await shops.hub.discrepancies()).toEqual([]);
  }, 60_000);

  it('is dropped at the till, before the hub hears of it or after', async () => {
    const { till: here } = await shops.begin('till-1');
    await show(here);
    const drop = (wish: string) => here.handle('sale.dropWish', { wish });
    const [first] = (await here.handle('sale.askWish', { good: { sku: 'milk' } })).member!.wishes;
    await nextBuyer(here);
    await show(here);
    const [, second] = (await here.handle('sale.askWish', { good: { name: words } })).member!.wishes;
    for (const { id } of [first!, second!]) await drop(id);
    await expect(drop(first!.id)).rejects.toMatchObject({ code: 'wish.unknown' });
    expect(await wishesAt(here)).toEqual([]);
    await nextBuyer(here);
    expect(await wishesAt(here)).toEqual([]);
    expect((await shops.hub.report({})).wishes).toMatchObject({ asked: 2, dropped: 2 });
  }, 60_000);

  it('in words stands in no file in plain, and after its member’s erasure its key in none either', async () => {
    const { till: here } = await shops.begin('till-1');
    await show(here);
    await here.handle('sale.askWish', { good: { name: words } });
    await nextBuyer(here);
    expect(await wishesAt(here)).toMatchObject([{ name: { ru: words } }]);
    const key = lastKey();
    const keptIn = filesWith(shops.folder, [key]).map((file) => file.replace(/\.db.*/, ''));
    expect([...new Set(keptIn)]).toEqual(['hub/hub', 'till-1/journal', 'till-1/replica']);
    expect(filesWith(shops.folder, [words])).toEqual([]);
    await shops.hub.eraseMember('anna', { by: 'olga', why: 'letter' });
    await caughtUp(here);
    expect((await here.handle('page.hello', {})).sale.member!.wishes).toEqual([]);
    expect(filesWith(shops.folder, [key, words])).toEqual([]);
  }, 60_000);
});

/** The last that came to the hub. */
function lastKey(): string {
  const db = new Database(join(shops.folder, 'hub', 'hub.db'), { readonly: true });
  const key = db.prepare<[], string>('select key from seal_key order by rowid desc limit 1').pluck().get();
  db.close();
  return key!;
}
