import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardNumber } from '../../main/demo/members.ts';
import { tidy } from '../../main/sale/holding.ts';
import { crashPoints } from '../../main/ports.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { Crash, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

/** All of a sale: a member, points spent, a card payment taken back, cash and card, a return with a refund to the card, the end of the shift. */
async function wholeDay(): Promise<void> {
  await rung();
  await counter.call('sale.payCard', { amountMinor: 1000 });
  await counter.call('sale.refundPayment', { payment: counter.view().payments[0]!.id });
  await counter.call('sale.payCash', { amountMinor: 10_000 });
  await counter.call('sale.payCard', {});
  const { receipt } = counter.view().done!;
  await counter.call('return.commit', { receipt, lines: [{ line: 'l1', quantity: 1000 }] });
  await counter.call('shift.close', { cashCountedMinor: null });
}

async function rung(): Promise<void> {
  counter.leases.has('m-1', counter.replica.get('member', 'm-1')!.account.lots);
  await counter.call('sale.identify', { by: 'card', value: cardNumber(1) });
  await counter.call('sale.add', { sku: 'g038' });
  await counter.call('sale.add', { sku: 'g036' });
  await counter.call('sale.redeem', { wallet: 'bonus', points: 5000 });
}

/** What a cashier does after a restart, whatever they find: clears up unknown payments, pays what is left, makes the return. */
async function goOn(): Promise<void> {
  if (!counter.desk.shift) return;
  for (const { id, state } of counter.view().payments)
    if (state === 'unknown') await counter.call('sale.resolvePayment', { intent: id, result: 'declined' });
  const { sale } = counter.desk.counter;
  if (sale) {
    if (!sale.lines.some(({ sku }) => sku === 'g038')) await counter.call('sale.add', { sku: 'g038' });
    if (!sale.lines.some(({ sku }) => sku === 'g036')) await counter.call('sale.add', { sku: 'g036' });
    if (counter.view().totals.leftMinor > 0) await counter.call('sale.payCard', {});
    else await counter.call('sale.finish', {});
  }
  if (!counter.desk.counter.sale && !kinds().includes('sale')) return wholeDay();
  const receipt = counter.records().find(({ body }) => body.kind === 'sale')!.body;
  if (!kinds().includes('return') && receipt.kind === 'sale')
    await counter.call('return.commit', { receipt: receipt.receipt, lines: [{ line: 'l1', quantity: 1000 }] });
  await counter.call('shift.close', { cashCountedMinor: null });
}

const kinds = () => counter.records().map(({ body }) => body.kind);

/** Nothing lost, nothing twice: one sale, one return, and the terminal took exactly what the records say. */
function assertWhole(): void {
  const bodies = counter.records().map(({ body }) => body);
  const sales = bodies.flatMap((body) => (body.kind === 'sale' ? [body] : []));
  const returns = bodies.flatMap((body) => (body.kind === 'return' ? [body] : []));
  expect([sales.length, returns.length]).toEqual([1, 1]);
  const card = (payments: { kind: string; amountMinor: number }[]) =>
    payments.reduce((sum, payment) => sum + (payment.kind === 'card' ? payment.amountMinor : 0), 0);
  expect(counter.terminal.balanceMinor()).toBe(card(sales[0]!.payments) - card(returns[0]!.payments));
  const paid = sales[0]!.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(paid).toBe(sales[0]!.money.totals.netMinor);
  tidy(counter.desk, (error) => expect.fail(String(error)));
  expect(counter.journal.openLeases()).toEqual([]);
  expect(kinds().filter((kind) => kind === 'shift.closed')).toHaveLength(1);
  expect(counter.journal.openSale()).toBeNull();
}

async function passes(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  counter.onPoint = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);
  await wholeDay();
  counter.onPoint = () => {};
  return counts;
}

describe('a till that dies', () => {
  it('passes every named point on the way of one day', async () => {
    const counts = await passes();
    expect(crashPoints.filter((name) => !counts.has(name))).toEqual([]);
    assertWhole();
  });

  it.each(crashPoints)('at %s goes on with nothing lost and nothing twice, whichever time it was', async (name) => {
    const counts = await passes();
    const times = counts.get(name)!;
    for (let time = 1; time <= times; time += 1) {
      counter.close();
      counter = openCounter();
      await counter.signIn();
      counter.world.crashAt = { name, times: time };
      const died = await wholeDay().then(
        () => null,
        (error: unknown) => error,
      );
      expect(died).toBeInstanceOf(Crash);
      counter.restart();
      await goOn();
      assertWhole();
    }
  });

  it('shows the same sale when it is back', async () => {
    await rung();
    await counter.call('sale.payCard', { amountMinor: 12_345 });
    const before = counter.view();
    counter.restart();
    expect(counter.view()).toEqual(before);
    await counter.call('sale.payCash', { amountMinor: before.totals.leftMinor + 500 });
    const done = counter.view();
    counter.restart();
    expect(counter.view()).toEqual(done);
    expect(counter.view().done?.changeMinor).toBe(500);
  });

  it('is told no more than once that it is closing', async () => {
    await counter.call('sale.add', { sku: 'g038' });
    counter.desk.close();
    await expect(counter.call('sale.payCard', {})).rejects.toThrow(KopilkaError);
    expect(counter.terminal.balanceMinor()).toBe(0);
  });
});
