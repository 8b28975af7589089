import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import { caughtUp, openShops } from '../personal/shops.ts';

/** Cards at real tills of two shops, by real sync. */
const old = '770000000777';
const fresh = '770000000888';
const phone = '79161234567';

let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
  const anna = memberDoc('anna', { lots: [lot('l', 100_00)] }, ['shop-1']);
  const doc = { ...anna, name: 'Анна Алёхина', phone, cards: [old], codeWord: 'ёж' };
  await shops.hub.importLines([JSON.stringify({ kind: 'member', doc })]);
});
afterEach(() => shops.close());

type Till = Awaited<ReturnType<typeof shops.begin>>['till'];
const show = (till: Till, value: string) => till.handle('sale.identify', { by: 'card', value });
const by = async (till: Till) => (await till.handle('member.cards', {})).cards[0]!.id;
/** What a till knows does not move under an open receipt. */
async function nextBuyer(till: Till): Promise<void> {
  if ((await till.handle('page.hello', {})).sale.receipt !== null) await till.handle('sale.cancel', {});
  await caughtUp(till);
}

describe('a card lost', () => {
  it('is replaced offline, known so at its till at once, at the hub and in the other shop as soon as they hear of it', async () => {
    const { till: here } = await shops.begin('till-1');
    const { till: there } = await shops.begin('till-2');
    await shops.hub.runJobs();
    await caughtUp(there);

    here.sync!.setNetwork(false);
    await here.handle('sale.add', { sku: 'milk' });
    await here.handle('sale.identify', { by: 'phone', value: phone, word: 'ёж' });
    await here.handle('sale.issueCard', { card: fresh, replaces: await by(here) });
    await here.handle('sale.payCash', { amountMinor: 100_00 });
    await here.handle('sale.add', { sku: 'milk' });
    await expect(show(here, old)).rejects.toMatchObject({ code: 'card.replaced' });
    expect((await show(here, fresh)).member).toMatchObject({ id: 'anna', name: 'Анна Алёхина' });
    expect((await show(there, old)).member?.id).toBe('anna');

    here.sync!.setNetwork(true);
    for (const till of [here, there]) await nextBuyer(till);
    await expect(show(there, old)).rejects.toMatchObject({ code: 'card.replaced' });
    expect((await show(there, fresh)).member).toMatchObject({ id: 'anna', name: '•••• 0888' });
    await expect(show(here, old)).rejects.toMatchObject({ code: 'card.replaced' });
    expect((await show(here, fresh)).member?.id).toBe('anna');
    expect(await shops.hub.discrepancies()).toEqual([]);
    expect(await shops.hub.exportMember('anna')).toMatchObject({ cards: [fresh], account: { purchaseCount: 1 } });
  }, 60_000);

  it('and blocked identifies nobody in either shop until the office unblocks it', async () => {
    const { till: here } = await shops.begin('till-1');
    const { till: there } = await shops.begin('till-2');
    await here.handle('sale.add', { sku: 'milk' });
    await here.handle('sale.identify', { by: 'phone', value: phone });
    await here.handle('sale.blockCard', { card: await by(here) });
    for (const till of [here, there]) await nextBuyer(till);
    for (const till of [here, there]) await expect(show(till, old)).rejects.toMatchObject({ code: 'card.blocked' });
    await shops.hub.unblockCard(old, 'found at home');
    for (const till of [here, there]) await nextBuyer(till);
    for (const till of [here, there]) expect((await show(till, old)).member?.id).toBe('anna');
  }, 60_000);
});
