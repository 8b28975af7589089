import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCashierId } from '../../main/demo/shop.ts';
import { pinVerifier } from '../../main/identity/hash.ts';
import { helloView } from '../../main/sale/hello.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { StatusView } from '../../shared/protocol/page.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const told = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof KopilkaError ? error.code : error),
  );
const signIn = (pin?: string, cashier = demoCashierId) =>
  told(counter.call('cashier.signIn', { cashier, ...(pin === undefined ? {} : { pin }) }));
const setPin = (pin: string, current?: string, cashier = demoCashierId) =>
  told(counter.call('cashier.setPin', { cashier, pin, ...(current === undefined ? {} : { current }) }));
const signOut = () => counter.call('cashier.signOut', {});

describe("a cashier's PIN", () => {
  it('is asked for once it was set, by hand and by badge, after a restart too', async () => {
    expect(await setPin('4711')).toBe('done');
    await signOut();
    counter.restart();
    expect(await signIn()).toBe('pin.needed');
    await counter.call('sale.scan', { code: 'KP1:S:olga', source: 'serial' });
    expect(counter.notices.at(-1)).toMatchObject({ tone: 'refused', code: 'pin.needed' });
    expect(counter.desk.around.cashier()).toBeUndefined();
    expect(await signIn('4712')).toBe('pin.wrong');
    expect(await signIn('4711')).toBe('done');
  });

  it('locks after five wrong ones for half a minute, then longer, whatever is restarted between', async () => {
    await setPin('4711');
    await signOut();
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await signIn(`000${guess}`)).toBe('pin.wrong');
      counter.restart();
    }
    expect(await signIn('4711')).toBe('pin.locked');
    counter.world.nowMs += 30_000;
    expect(await signIn('0000')).toBe('pin.wrong');
    counter.world.nowMs += 59_999;
    expect(await signIn('4711')).toBe('pin.locked');
    counter.world.nowMs += 1;
    expect(await signIn('4711')).toBe('done');
    await signOut();
    // A right one begins the count anew.
    expect(await signIn('0000')).toBe('pin.wrong');
    expect(await signIn('4711')).toBe('done');
  });

  it('is changed by its owner who knows it, or by a manager, who has six digits', async () => {
    await setPin('4711');
    expect(await setPin('4712')).toBe('pin.needed');
    expect(await setPin('4712', '0000')).toBe('pin.wrong');
    expect(await setPin('4712', '4711')).toBe('done');
    expect(await setPin('123456', undefined, 'max')).toBe('cashier.notAllowed');
    expect(await signIn(undefined, 'max')).toBe('done');
    expect(await setPin('1234', undefined, 'max')).toBe('pin.short');
    expect(await setPin('123456', undefined, 'max')).toBe('done');
    expect(await setPin('9999')).toBe('done');
    expect(await signIn('9999')).toBe('done');
    expect(await setPin('1111', undefined, 'nobody')).toBe('cashier.unknown');
    await signOut();
    expect(await setPin('1111')).toBe('cashier.signedOut');
  });

  it('is told to pages, so that they ask for it', async () => {
    const shown = { status: {} as StatusView, priceCheck: null, demo: null };
    const withPin = () => helloView(counter.desk, shown).cashiers.filter(({ hasPin }) => hasPin);
    expect(withPin()).toEqual([]);
    await setPin('4711');
    expect(withPin().map(({ id }) => id)).toEqual([demoCashierId]);
  });

  it('can’t be tried without the secret that lies outside the data', async () => {
    await setPin('4711');
    const kept = JSON.parse(counter.journal.meta(`pin:${demoCashierId}`)!) as { verifier: string };
    expect(kept.verifier).toMatch(/^[\w-]{43}$/);
    expect(kept.verifier).not.toBe(pinVerifier(new Uint8Array(32), demoCashierId, '4711'));
    expect(kept.verifier).not.toBe(pinVerifier(new Uint8Array(32).fill(9), 'max', '4711'));
    expect(kept.verifier).toBe(pinVerifier(new Uint8Array(32).fill(9), demoCashierId, '4711'));
  });
});
