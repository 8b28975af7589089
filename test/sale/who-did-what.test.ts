import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCashierId } from '../../main/demo/shop.ts';
import { idleLock } from '../../main/shift/idle.ts';
import { createHandTimers } from '../devices/hand-timers.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

const timers = createHandTimers();
let counter: TestCounter;
beforeEach(() => {
  counter = openCounter({ timers });
});
afterEach(() => counter.close());

const kinds = /^(cashier|pin|approval|price)\./;
/** Who, what, and the rest of it. */
const told = () =>
  counter
    .records()
    .flatMap(({ cashier, body: { kind, ...rest } }) => (kinds.test(kind) ? [[cashier, kind, rest]] : []));
const signIn = (cashier: string, pin?: string) =>
  counter.call('cashier.signIn', { cashier, ...(pin === undefined ? {} : { pin }) });
const setPin = (cashier: string, pin: string) => counter.call('cashier.setPin', { cashier, pin });
const manager = 'max';

describe('the journal tells who was at the till', () => {
  it('how they came and how they went: by their hand, for another, with nobody there', async () => {
    const idle = idleLock(counter.desk, 60_000);
    await signIn(demoCashierId);
    await signIn(demoCashierId);
    await setPin(demoCashierId, '4711');
    await signIn(manager);
    await signIn(demoCashierId, '4711');
    await counter.call('cashier.signOut', {});
    await counter.call('cashier.signOut', {});
    await signIn(manager);
    await timers.pass(60_000);
    idle.close();
    expect(told()).toEqual([
      [demoCashierId, 'cashier.signedIn', { withPin: false }],
      [demoCashierId, 'pin.set', { cashier: demoCashierId, first: true }],
      [demoCashierId, 'cashier.signedOut', { by: 'another' }],
      [manager, 'cashier.signedIn', { withPin: false }],
      [manager, 'cashier.signedOut', { by: 'another' }],
      [demoCashierId, 'cashier.signedIn', { withPin: true }],
      [demoCashierId, 'cashier.signedOut', { by: 'hand' }],
      [manager, 'cashier.signedIn', { withPin: false }],
      [manager, 'cashier.signedOut', { by: 'idle' }],
    ]);
  });

  it('and says nothing of a restart: whoever was there still is', async () => {
    await signIn(demoCashierId);
    const before = told();
    counter.restart();
    expect(counter.desk.around.cashier()?.id).toBe(demoCashierId);
    expect(told()).toEqual(before);
  });

  it('in the very transaction: whoever is killed before it is told, never came', async () => {
    counter.world.crashAt = { name: 'commit.before', times: 1 };
    await expect(signIn(demoCashierId)).rejects.toThrow('commit.before');
    counter.restart();
    expect([counter.desk.around.cashier(), told()]).toEqual([undefined, []]);
  });
});

describe('the journal tells of PINs', () => {
  it('who set whose, and each lock with its count, never a digit', async () => {
    await signIn(manager);
    await setPin(demoCashierId, '4711');
    await setPin(demoCashierId, '8642');
    await counter.call('cashier.signOut', {});
    for (let guess = 0; guess < 5; guess += 1) await signIn(demoCashierId, '0000').catch(() => undefined);
    counter.world.nowMs += 30_000;
    await signIn(demoCashierId, '1111').catch(() => undefined);
    expect(told().slice(1)).toEqual([
      [manager, 'pin.set', { cashier: demoCashierId, first: true }],
      [manager, 'pin.set', { cashier: demoCashierId, first: false }],
      [manager, 'cashier.signedOut', { by: 'hand' }],
      [null, 'pin.locked', { cashier: demoCashierId, failures: 5 }],
      [null, 'pin.locked', { cashier: demoCashierId, failures: 6 }],
    ]);
    const texts = counter.journal.readRecords(null, 1000).map(({ text }) => JSON.parse(text) as { body: unknown });
    expect(JSON.stringify(texts.map(({ body }) => body))).not.toMatch(/4711|8642|0000|1111/);
  });
});

describe('another price', () => {
  const setPrice = (priceMinor: number, approval?: { manager: string; pin: string }) =>
    counter.call('sale.setPrice', { line: 'l1', priceMinor, ...(approval ? { approval } : {}) });

  beforeEach(async () => {
    await signIn(manager);
    await setPin(manager, '123456');
    await signIn(demoCashierId);
    await counter.call('shift.open', { floatMinor: 0 });
    await counter.call('sale.add', { sku: 'g009' });
  });

  it('is a cashier’s by the PIN of a manager, who stands in the journal beside it', async () => {
    await expect(setPrice(10_00)).rejects.toMatchObject({ code: 'cashier.notAllowed' });
    await expect(setPrice(10_00, { manager, pin: '654321' })).rejects.toMatchObject({ code: 'pin.wrong' });
    await expect(setPrice(10_00, { manager: demoCashierId, pin: '123456' })).rejects.toMatchObject({
      code: 'cashier.notAllowed',
    });
    const { lines, receipt } = await setPrice(10_00, { manager, pin: '123456' });
    expect(lines).toMatchObject([{ netMinor: 10_00 }]);
    expect(told().slice(-2)).toMatchObject([
      [demoCashierId, 'approval.given', { act: 'price', receipt, line: 'l1', approvedBy: manager }],
      [demoCashierId, 'price.overridden', { line: 'l1', toMinor: 10_00 }],
    ]);
  });

  it('is a manager’s without a word, and the same price is nobody’s business', async () => {
    const { lines } = counter.view();
    await setPrice(lines[0]!.unitPriceMinor, { manager, pin: '000000' });
    await signIn(manager, '123456');
    await setPrice(10_00);
    expect(told().at(-1)).toMatchObject([manager, 'price.overridden', { toMinor: 10_00 }]);
    expect(told().map(([, kind]) => kind)).not.toContain('approval.given');
  });
});
