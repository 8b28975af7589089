import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCashierId } from '../../main/demo/shop.ts';
import { idleLock } from '../../main/shift/idle.ts';
import type { IdleLock } from '../../main/shift/idle.ts';
import { createHandTimers } from '../devices/hand-timers.ts';
import type { HandTimers } from '../devices/hand-timers.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

const minuteMs = 60_000;
let timers: HandTimers;
let counter: TestCounter;
let idle: IdleLock;

beforeEach(async () => {
  timers = createHandTimers();
  counter = openCounter({ timers });
  await counter.signIn();
  idle = idleLock(counter.desk, 10 * minuteMs);
});
afterEach(() => {
  idle.close();
  counter.close();
});

const cashier = () => counter.desk.around.cashier()?.id ?? null;

describe('a till that nobody is at', () => {
  it('signs its cashier out; whoever comes goes on with the open receipt, and its records name who did what', async () => {
    await counter.call('sale.add', { sku: 'g009' });
    await counter.call('cash.in', { amountMinor: 100_00, reason: '' });
    const { receipt, lines } = counter.view();
    await timers.pass(10 * minuteMs);
    expect(cashier()).toBeNull();
    expect(counter.view()).toMatchObject({ phase: 'signedOut', receipt });
    await expect(counter.call('sale.payCash', { amountMinor: 1000_00 })).rejects.toMatchObject({
      code: 'cashier.signedOut',
    });
    await counter.call('cashier.signIn', { cashier: 'max' });
    expect(counter.view().lines).toEqual(lines);
    await counter.call('sale.payCash', { amountMinor: 1000_00 });
    const by = counter.records().map(({ body, cashier: who }) => [body.kind, who]);
    expect(by).toContainEqual(['cash.in', demoCashierId]);
    expect(by).toContainEqual(['sale', 'max']);
  });

  it('is not left while somebody does something; what an open page asks by itself is nothing', async () => {
    await timers.pass(9 * minuteMs);
    idle.asked('cashier.present');
    await timers.pass(9 * minuteMs);
    expect(cashier()).toBe(demoCashierId);
    idle.asked('collection.pull');
    await timers.pass(minuteMs);
    expect(cashier()).toBeNull();
  });

  it('waits for the terminal', async () => {
    await counter.call('sale.add', { sku: 'g009' });
    let tap = () => {};
    counter.world.card = new Promise((resolve) => (tap = resolve));
    const paid = counter.call('sale.payCard', {});
    await timers.pass(15 * minuteMs);
    expect(cashier()).toBe(demoCashierId);
    tap();
    await paid;
    await timers.pass(10 * minuteMs);
    expect(cashier()).toBeNull();
  });

  it('is left signed in where no time was set', async () => {
    idle.close();
    const never = idleLock(counter.desk, null);
    never.seen();
    await timers.pass(1000 * minuteMs);
    expect(cashier()).toBe(demoCashierId);
  });
});
