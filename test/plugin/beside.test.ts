import { afterEach, describe, expect, it } from 'vitest';
import { anna, dear, openHost, vera } from './host.ts';
import type { TestHost } from './host.ts';

let host: TestHost;
afterEach(async () => {
  await host.close();
  expect(host.bugs).toEqual([]);
});

const goods = (quantity: number) => [{ id: 'a', ...dear, quantity }];
const cash = (amountMinor: number) => [{ kind: 'cash' as const, amountMinor }];
const card = (amountMinor: number) => [{ kind: 'card' as const, amountMinor, reference: 'slip 7' }];
const allOf = (quantity: number) => ({
  lines: goods(quantity),
  member: { card: anna.card },
  redeem: [{ wallet: 'bonus', points: 'all' as const }],
});

async function booked() {
  await host.shop.settled();
  return host.shop.hub.summary();
}

describe('a host beside the cashier of one till', () => {
  it('risks no more offline than the till may, with both receipts open at once', async () => {
    const floor = [
      { wallet: 'bonus', receiptPoints: 200_00, memberPoints: 300_00, tillPoints: 300_00, redemptions: 5 },
    ];
    host = await openHost({ floor });
    await host.place.cut();
    const client = host.client();
    await host.place.call('sale.identify', { by: 'card', value: anna.card });
    await host.place.call('sale.add', { sku: dear.sku, quantity: 4000 });
    const shown = await host.place.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(shown.redeem[0]!.points).toBe(200_00);
    const quote = await client.putBasket('b', allOf(4000));
    expect(quote.redeem[0]!.points).toBe(100_00);
    await client.commit({ receipt: 'r', basket: 'b', payments: cash(quote.totals.dueMinor) });
    const after = (await host.place.call('page.hello', {})).sale;
    expect(after.redeem[0]!.points).toBe(200_00);
    await host.place.call('sale.payCash', { amountMinor: after.totals.leftMinor });
    host.place.plug();
    expect(await booked()).toMatchObject({ sales: 2, verdicts: { different: 0, pending: 0 }, ledgerSum: 0 });
  }, 60_000);

  it('can give no gift that the cashier is giving', async () => {
    host = await openHost();
    await host.place.call('sale.identify', { by: 'card', value: vera.card });
    const given = await host.place.call('sale.giveGift', { entitlement: vera.gift });
    expect(given.gifts[0]).toMatchObject({ given: true });
    const quote = await host.client().putBasket('b', { lines: [], member: { card: vera.card }, gifts: [vera.gift] });
    expect(quote.lines).toEqual([]);
    expect(quote.member?.gifts[0]).toMatchObject({ given: false, refused: 'entitlement.elsewhere' });
  }, 60_000);

  it('takes back what the cashier sold, and the cashier what it sold; money goes back to the card by the host', async () => {
    host = await openHost();
    const client = host.client();
    await host.place.call('sale.add', { sku: dear.sku, quantity: 2000 });
    const paid = await host.place.call('sale.payCash', { amountMinor: 2 * 499_00 });
    const { done } = paid;
    const lines = [{ line: 'l1', quantity: 1000 }];
    expect(await client.return({ receipt: 'x1', of: String(done!.number), lines })).toMatchObject({
      refundMinor: 499_00,
    });
    const sale = { lines: goods(2000) };
    const sold = await client.commit({ receipt: 'r1', sale, payments: card(2 * 499_00) });
    const back = await client.return({ receipt: 'x2', of: 'r1', lines: [{ line: 'a', quantity: 1000 }] });
    expect(back.tenders).toEqual([{ kind: 'card', amountMinor: 499_00 }]);
    const found = await host.place.call('return.find', { code: `KP1:R:${sold.id}` });
    expect(found.lines).toMatchObject([{ line: 'a', quantity: 2000, returned: 1000 }]);
    expect((await host.place.call('page.hello', {})).status.shift).not.toBeNull();
    // The host's money is in no drawer of this till: only what the cashier took counts.
    const report = await host.place.call('shift.report', {});
    expect(report).toMatchObject({ sales: 1, returns: 0 });
    expect(await booked()).toMatchObject({ sales: 2, returns: 2, verdicts: { equal: 4, different: 0 } });
  }, 60_000);

  it('sells with nobody signed in and no shift open', async () => {
    host = await openHost();
    await host.place.call('shift.close', { cashCountedMinor: null });
    await host.place.call('cashier.signOut', {});
    await host.client().commit({ receipt: 'r', sale: { lines: goods(1000) }, payments: cash(499_00) });
    expect(await booked()).toMatchObject({ sales: 1, verdicts: { equal: 1, different: 0 } });
  }, 60_000);

  it('keeps its own price and discount, and its lines apart where they differ', async () => {
    host = await openHost();
    const client = host.client();
    const sale = {
      lines: [
        { id: 'a', sku: dear.sku, quantity: 1000, priceMinor: 200_00 },
        { id: 'b', ...dear, quantity: 1000, hostDiscountMinor: 50_00 },
        { id: 'c', ...dear, quantity: 1000 },
        { id: 'd', ...dear, quantity: 1000 },
      ],
      channel: 'web' as const,
      attributes: { storefront: 'main' },
    };
    const { lines, totals } = await client.quote(sale);
    expect(lines.map(({ line, from, netMinor }) => ({ line, from, netMinor }))).toMatchObject([
      { line: 'a', from: ['a'], netMinor: 200_00 },
      { line: 'b', from: ['b'], netMinor: 449_00 },
      { line: 'c', from: ['c', 'd'], netMinor: 2 * 499_00 },
    ]);
    await client.commit({ receipt: 'r', sale, payments: cash(totals.dueMinor) });
    expect(await booked()).toMatchObject({ sales: 1, verdicts: { equal: 1, different: 0 } });
  }, 60_000);

  it('has baskets that stay right when the feed brings another price meanwhile', async () => {
    host = await openHost();
    const client = host.client();
    const member = { card: anna.card };
    await client.putBasket('named', { lines: goods(1000), member });
    await client.putBasket('nobody', { lines: goods(1000) });
    const still = await client.putBasket('still', { lines: goods(1000), member: { card: vera.card } });
    await host.shop.hub.importLines([
      JSON.stringify({ kind: 'price', doc: { shop: 'demo', sku: dear.sku, priceMinor: 300_00 } }),
    ]);
    await host.shop.settled();
    // A receipt of hers at the page brings her basket up to now, the other is changed by its host.
    await host.place.call('sale.identify', { by: 'card', value: anna.card });
    await host.place.call('sale.add', { sku: dear.sku });
    await host.place.call('sale.payCash', { amountMinor: 300_00 });
    const named = await client.getBasket('named');
    const nobody = await client.putBasket('nobody', { lines: goods(2000) });
    await client.commit({ receipt: 'r1', basket: 'named', payments: cash(named.totals.dueMinor) });
    await client.commit({ receipt: 'r2', basket: 'nobody', payments: cash(nobody.totals.dueMinor) });
    await client.commit({ receipt: 'r3', basket: 'still', payments: cash(still.totals.dueMinor) });
    expect(await booked()).toMatchObject({ sales: 4, verdicts: { equal: 4, different: 0 } });
  }, 60_000);

  it('hears at once in an open basket what the member spent at the page', async () => {
    host = await openHost();
    const client = host.client();
    await client.putBasket('b', { lines: goods(1000), member: { card: anna.card } });
    await host.place.redeemAll(anna.card, 2);
    const { member } = await client.getBasket('b');
    expect(member!.wallets[0]!.spendable).toBeLessThan(anna.points);
  }, 60_000);
});
