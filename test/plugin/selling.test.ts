import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna, dear, openHost, positionsMinor, vera } from './host.ts';
import type { TestHost } from './host.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openHost();
});
afterEach(async () => {
  await host.close();
  expect(host.bugs).toEqual([]);
});

const line = (id: string, quantity = 1000) => ({ id, ...dear, quantity });
const cash = (amountMinor: number) => (amountMinor === 0 ? [] : [{ kind: 'cash' as const, amountMinor }]);

async function books() {
  await host.shop.settled();
  const { sales, returns, verdicts, discrepancies, ledgerSum } = await host.shop.hub.summary();
  return { sales, returns, verdicts, discrepancies, ledgerSum };
}

describe('a host till that asks this one', () => {
  it('sells and redeems from a basket, and the hub books it as it was told', async () => {
    const client = host.client();
    expect(await client.identify({ card: anna.card })).toMatchObject({ id: anna.id, blocked: false });
    const quote = await client.putBasket('b1', {
      lines: [line('a', 2000), line('b')],
      member: { card: anna.card },
      redeem: [{ wallet: 'bonus', points: 'all' }],
    });
    expect(quote.redeem[0]).toMatchObject({ refused: null });
    expect(quote.totals.redeemedMinor).toBeGreaterThan(0);
    expect(await client.getBasket('b1')).toEqual(quote);
    const sale = await client.commit({ receipt: 'r1', basket: 'b1', payments: cash(quote.totals.dueMinor) });
    expect(sale).toMatchObject({ member: anna.id, totals: quote.totals });
    expect(positionsMinor(sale.lines)).toBe(sale.totals.netMinor);
    expect(sale.bonusLines.join('\n')).toContain(anna.card.slice(-4));
    for (const text of sale.bonusLines) expect(text.length).toBeLessThanOrEqual(32);
    expect(await books()).toMatchObject({
      sales: 1,
      verdicts: { equal: 1, different: 0, pending: 0 },
      discrepancies: { arithmetic: 0, facts: 0, limit: 0 },
      ledgerSum: 0,
    });
  }, 60_000);

  it('quotes without a basket what a basket then gives, and leaves nothing behind', async () => {
    const client = host.client();
    const basket = {
      lines: [line('a')],
      member: { card: vera.card },
      gifts: [vera.gift],
      redeem: [{ wallet: 'bonus', points: 100 }],
    };
    const before = (await host.place.call('page.hello', {})).sale;
    const quote = await client.quote(basket);
    expect(quote.lines.filter(({ gift }) => gift === vera.gift)).toHaveLength(1);
    expect((await host.place.call('page.hello', {})).sale).toEqual(before);
    const kept = await client.putBasket('b', basket);
    expect({ lines: kept.lines, totals: kept.totals }).toEqual({ lines: quote.lines, totals: quote.totals });
    expect(await client.cancelBasket('b')).toEqual({ done: true });
    await expect(client.getBasket('b')).rejects.toMatchObject({ code: 'plugin.basketUnknown', status: 404 });
  }, 60_000);

  it('gives a gift, takes goods back by its own receipt, once each, and tells of both', async () => {
    const client = host.client();
    const sale = { lines: [line('a', 2000)], member: { card: vera.card }, gifts: [vera.gift] };
    const { totals } = await client.quote(sale);
    const sold = await client.commit({ receipt: 'r1', sale, payments: cash(totals.dueMinor) });
    expect(sold.lines.some(({ gift, netMinor }) => gift === vera.gift && netMinor === 0)).toBe(true);
    expect((await client.identify({ card: vera.card })).gifts).toEqual([]);
    const lines = [{ line: 'a', quantity: 1000 }];
    const quoted = await client.quoteReturn({ of: 'r1', lines });
    const back = await client.return({ receipt: 'x1', of: 'r1', lines });
    expect(back).toMatchObject({ of: sold.id, refundMinor: quoted.refundMinor, tenders: [{ kind: 'cash' }] });
    expect(await client.return({ receipt: 'x1', of: 'r1', lines })).toEqual(back);
    expect(await client.findReturn('x1')).toEqual(back);
    // Of the two scanned, the gift was one.
    const gift = { line: `gift:${vera.gift}`, quantity: 1000 };
    expect(await client.return({ receipt: 'x2', of: `KP1:R:${sold.id}`, lines: [gift] })).toMatchObject({
      refundMinor: 0,
    });
    expect((await client.identify({ card: vera.card })).gifts).toMatchObject([{ entitlement: vera.gift }]);
    await expect(client.return({ receipt: 'x3', of: 'r1', lines })).rejects.toMatchObject({
      code: 'return.moreThanSold',
      status: 409,
    });
    const { receipts } = await client.history({ member: { card: vera.card } });
    expect(receipts.map(({ kind }) => kind)).toEqual(['return', 'return', 'sale']);
    expect(await books()).toMatchObject({ sales: 1, returns: 2, verdicts: { equal: 3, different: 0, pending: 0 } });
  }, 60_000);

  it('goes on offline: earns, is refused points with a reason, and the books are right afterwards', async () => {
    const client = host.client();
    await host.place.cut();
    const sale = {
      lines: [line('a')],
      member: { card: anna.card },
      redeem: [{ wallet: 'bonus', points: 'all' as const }],
    };
    const quote = await client.putBasket('b', sale);
    expect(quote.redeem[0]).toMatchObject({ points: 0, refused: 'redemption.offline' });
    const sold = await client.commit({ receipt: 'off', basket: 'b', payments: cash(quote.totals.dueMinor) });
    expect(sold.totals.earned).not.toEqual([]);
    expect(await client.status()).toMatchObject({ hub: { state: 'offline', waiting: 1 } });
    host.place.plug();
    expect(await books()).toMatchObject({ sales: 1, verdicts: { equal: 1, different: 0, pending: 0 }, ledgerSum: 0 });
  }, 60_000);

  it('that lost the answer, or the till, asks again and has the same answer, booked once', async () => {
    const sale = { lines: [line('a')], member: { card: anna.card }, redeem: [{ wallet: 'bonus', points: 100_00 }] };
    const quote = await host.client().putBasket('b', sale);
    await host.restart();
    expect(await host.client().getBasket('b')).toMatchObject({ lines: quote.lines, totals: quote.totals });
    const commit = { receipt: 'r', basket: 'b', payments: cash(quote.totals.dueMinor) };
    const first = await host.client().commit(commit);
    await host.restart();
    expect(await host.client().commit(commit)).toEqual(first);
    expect(await host.client().findSale('r')).toEqual(first);
    await expect(host.client().commit({ ...commit, columns: 40 })).rejects.toMatchObject({
      code: 'plugin.receiptTaken',
      status: 409,
    });
    expect(await books()).toMatchObject({ sales: 1, verdicts: { equal: 1 } });
  }, 60_000);

  it("leaves the cashier's open receipt alone, and neither spends what the other holds", async () => {
    const client = host.client();
    await host.place.call('sale.identify', { by: 'card', value: anna.card });
    await host.place.call('sale.add', { sku: dear.sku, quantity: 4000 });
    const shown = await host.place.call('sale.redeem', { wallet: 'bonus', points: 400_00 });
    expect(shown.redeem[0]).toMatchObject({ points: 400_00 });
    const basket = {
      lines: [line('a', 8000)],
      member: { card: anna.card },
      redeem: [{ wallet: 'bonus', points: 'all' as const }],
    };
    const quote = await client.putBasket('b', basket);
    expect(quote.redeem[0]!.points).toBe(anna.points - 400_00);
    await client.commit({ receipt: 'r', basket: 'b', payments: cash(quote.totals.dueMinor) });
    const after = (await host.place.call('page.hello', {})).sale;
    expect(after.lines).toHaveLength(1);
    expect(after.redeem[0]).toMatchObject({ points: 400_00 });
    await host.place.call('sale.payCash', { amountMinor: after.totals.leftMinor });
    expect(await books()).toMatchObject({
      sales: 2,
      verdicts: { equal: 2, different: 0, pending: 0 },
      discrepancies: { limit: 0 },
      ledgerSum: 0,
    });
  }, 60_000);
});
