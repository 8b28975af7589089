import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ean13 } from '../../main/demo/goods.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

/** The disk fills up while the customer stands at the terminal: what it then says is not lost, and nobody starts anything again. */

let counter: TestCounter;
const pageBytes = 4096;
const fillerKey = 'filler';

beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);
const scan = (code: string) => counter.call('sale.scan', { code, source: 'wedge' });
const kinds = () => counter.records().map(({ body }) => body.kind);
const told = () =>
  counter.model.pull('attention', 0, 100).documents.map((document) => ('code' in document ? document.code : ''));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof KopilkaError ? error.code : String(error)),
  );

/** From now on the file has little more room than it takes, much of it by something that may go. */
function crampDisk(): void {
  counter.journal.transact((tx) => tx.setMeta(fillerKey, 'x'.repeat(300_000)));
  counter.restart();
  counter.world.maxPages = Math.ceil(statSync(join(counter.folder, 'journal.db')).size / pageBytes) + 20;
  counter.restart();
}

/** Takes all there is left, to the last record. */
function fillDisk(): void {
  const take = { at: '2026-11-23T18:00:00+03:00', shift: null, cashier: null };
  const fill = (reason: string) => {
    try {
      for (;;) counter.journal.transact((tx) => tx.append({ kind: 'cash.in', amountMinor: 1, reason }, take));
    } catch (error) {
      expect(error).toMatchObject({ code: 'journal.diskFull' });
    }
  };
  fill('x'.repeat(200));
  fill('');
}

/** While the terminal works. */
function fillDiskAt(point: string): void {
  counter.onPoint = (name) => name === point && fillDisk();
}

function makeRoom(): void {
  counter.journal.transact((tx) => tx.setMeta(fillerKey, null));
}

describe('a disk that fills up while the terminal works', () => {
  it('keeps the result of a payment, which is written as soon as there is room and ends the sale', async () => {
    crampDisk();
    await scan(barcode(9));
    fillDiskAt('intent.committed');
    expect(await codeOf(counter.call('sale.payCard', {}))).toBe('journal.diskFull');
    expect(counter.view()).toMatchObject({ phase: 'paying', payments: [{ state: 'pending' }] });
    expect(told()).toContain('payment.unwritten');
    await counter.later();
    expect(counter.view()).toMatchObject({ phase: 'paying', payments: [{ state: 'pending' }] });
    makeRoom();
    await counter.later();
    expect(kinds().slice(-2)).toEqual(['payment.result', 'sale']);
    expect(counter.view()).toMatchObject({ phase: 'done', payments: [] });
    expect(told()).not.toContain('payment.unwritten');
    expect(counter.world.waiting).toEqual([]);
    expect(counter.terminal.balanceMinor()).toBe(counter.view().done!.dueMinor);
  });

  it('keeps that the card was declined, and then takes cash', async () => {
    crampDisk();
    await scan(barcode(9));
    counter.terminal.behave({ kind: 'decline', reason: 'declined' });
    fillDiskAt('intent.committed');
    expect(await codeOf(counter.call('sale.payCard', {}))).toBe('journal.diskFull');
    makeRoom();
    await counter.later();
    expect(counter.view()).toMatchObject({ phase: 'selling', payments: [] });
    await counter.call('sale.payCash', { amountMinor: 100_000 });
    expect(counter.view().phase).toBe('done');
  });

  it('asks the terminal after a restart, where that comes before there is room', async () => {
    crampDisk();
    await scan(barcode(9));
    fillDiskAt('intent.committed');
    await codeOf(counter.call('sale.payCard', {}));
    makeRoom();
    counter.restart();
    expect(counter.view()).toMatchObject({ phase: 'paymentUnknown', payments: [{ state: 'unknown' }] });
  });

  it('keeps the result of a refund, makes the return, and lets no other receipt begin meanwhile', async () => {
    await scan(barcode(9));
    const { receipt } = (await counter.call('sale.payCard', {})).done!;
    crampDisk();
    fillDiskAt('returnIntent.committed');
    const back = { receipt, lines: [{ line: 'l1', quantity: 1000 }] };
    expect(await codeOf(counter.call('return.commit', back))).toBe('journal.diskFull');
    expect(told()).toContain('payment.unwritten');
    expect(await codeOf(counter.call('sale.add', { sku: 'g038' }))).toBe('return.underWay');
    expect(counter.view()).toMatchObject({ receipt: null, lines: [] });
    makeRoom();
    expect(await codeOf(counter.call('sale.add', { sku: 'g038' }))).toBe('return.underWay');
    await counter.later();
    expect(kinds().slice(-2)).toEqual(['payment.result', 'return']);
    expect(counter.terminal.balanceMinor()).toBe(0);
    expect(told()).not.toContain('payment.unwritten');
    expect(await scan(barcode(38))).toMatchObject({ phase: 'selling', payments: [] });
  });

  it('gives a card payment of the open receipt back once', async () => {
    await scan(barcode(9));
    crampDisk();
    const { payments } = await counter.call('sale.payCard', { amountMinor: 100 });
    fillDiskAt('refundIntent.committed');
    expect(await codeOf(counter.call('sale.refundPayment', { payment: payments[0]!.id }))).toBe('journal.diskFull');
    makeRoom();
    await counter.later();
    expect(counter.view()).toMatchObject({ phase: 'selling', payments: [] });
    expect(counter.terminal.balanceMinor()).toBe(0);
  });
});
