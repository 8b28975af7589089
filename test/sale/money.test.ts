import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ean13 } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { askTerminal } from '../../main/sale/unknown.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);
const scan = (code: string) => counter.call('sale.scan', { code, source: 'serial' });
const fail = async (work: Promise<unknown>) =>
  work.then(
    () => 'went through',
    (error: unknown) => (error instanceof KopilkaError ? error.code : error),
  );
const kinds = () => counter.records().map(({ body }) => body.kind);
const lastNotice = () => counter.notices.at(-1);

describe('paying', () => {
  it('is split over cash and card, each with its record, and ends by itself', async () => {
    await scan(barcode(38));
    const part = await counter.call('sale.payCash', { amountMinor: 20000 });
    expect(part).toMatchObject({ phase: 'paying', totals: { paidMinor: 20000, leftMinor: 29900 } });
    expect(await fail(counter.call('sale.payCard', { amountMinor: 30000 }))).toBe('payment.tooMuch');
    const after = await counter.call('sale.payCard', {});
    expect(after.done).toMatchObject({ dueMinor: 49900, changeMinor: 0 });
    expect(kinds().slice(-3)).toEqual(['payment.intent', 'payment.result', 'sale']);
    const sale = counter.records().at(-1)!.body;
    expect(sale).toMatchObject({
      payments: [
        { kind: 'cash', amountMinor: 20000 },
        { kind: 'card', amountMinor: 29900 },
      ],
    });
    expect(counter.terminal.balanceMinor()).toBe(29900);
  });

  it('goes on after a card was declined', async () => {
    await scan(barcode(38));
    counter.terminal.behave({ kind: 'decline', reason: 'insufficient-funds' });
    expect(await fail(counter.call('sale.payCard', {}))).toBe('payment.declined');
    expect(counter.view()).toMatchObject({ phase: 'selling', payments: [], totals: { leftMinor: 49900 } });
    await counter.call('sale.payCash', { amountMinor: 49900 });
    expect(counter.view().phase).toBe('done');
  });

  it('shows an unknown payment, never repeats it, and believes the terminal before a person', async () => {
    await scan(barcode(38));
    counter.terminal.behave({ kind: 'timeOut' });
    const view = await counter.call('sale.payCard', {});
    expect(view).toMatchObject({ phase: 'paymentUnknown', payments: [{ state: 'unknown', amountMinor: 49900 }] });
    expect(lastNotice()?.code).toBe('payment.unknown');
    expect(counter.model.pull('attention', 0, 10).documents).toMatchObject([{ code: 'payment.unknown' }]);
    for (const refused of [
      counter.call('sale.payCash', { amountMinor: 49900 }),
      counter.call('sale.payCard', {}),
      counter.call('sale.finish', {}),
      counter.call('sale.cancel', {}),
    ])
      expect(await fail(refused)).toBe('payment.unsettled');
    const intent = view.payments[0]!.id;
    const after = await counter.call('sale.resolvePayment', { intent, result: 'declined' });
    expect(after.done?.dueMinor).toBe(49900);
    expect(lastNotice()).toMatchObject({ code: 'notice.terminalApproved' });
    expect(counter.terminal.balanceMinor()).toBe(49900);
    expect(
      counter
        .records()
        .slice(-2)
        .map(({ body }) => body),
    ).toMatchObject([{ kind: 'payment.result', result: 'approved', by: 'terminal' }, { kind: 'sale' }]);
  });

  it('takes a person’s word where the terminal is dead', async () => {
    await scan(barcode(38));
    counter.terminal.behave({ kind: 'dead' });
    const view = await counter.call('sale.payCard', {});
    const intent = view.payments[0]!.id;
    const declined = await counter.call('sale.resolvePayment', { intent, result: 'declined' });
    expect(declined).toMatchObject({ phase: 'selling', payments: [] });
    expect(counter.records().at(-1)?.body).toMatchObject({ result: 'declined', by: 'person' });
    expect(await fail(counter.call('sale.resolvePayment', { intent, result: 'approved' }))).toBe('payment.none');
  });

  it('gives a card payment back before the receipt may be cancelled', async () => {
    await scan(barcode(38));
    await counter.call('sale.payCard', { amountMinor: 10000 });
    expect(await fail(counter.call('sale.cancel', {}))).toBe('sale.cardPaid');
    const payment = counter.view().payments[0]!.id;
    counter.terminal.behave({ kind: 'dead' });
    const unknown = await counter.call('sale.refundPayment', { payment });
    expect(unknown).toMatchObject({ phase: 'paymentUnknown', payments: [{ state: 'unknown' }] });
    await counter.call('sale.resolvePayment', { intent: unknown.payments[0]!.id, result: 'declined' });
    expect(counter.view().payments).toMatchObject([{ state: 'approved' }]);
    counter.terminal.behave({ kind: 'approve' });
    await counter.call('sale.refundPayment', { payment });
    expect(counter.terminal.balanceMinor()).toBe(0);
    await counter.call('sale.cancel', {});
    expect(kinds().at(-1)).toBe('receipt.cancelled');
  });

  it('gives cash taken so far back with a cancelled receipt', async () => {
    await scan(barcode(38));
    await counter.call('sale.payCash', { amountMinor: 10000 });
    await counter.call('sale.cancel', {});
    expect(lastNotice()).toMatchObject({ code: 'notice.cashBack', args: { amount: '100,00' } });
    expect(counter.view()).toMatchObject({ receipt: null, phase: 'selling' });
  });

  it('refuses an empty receipt and one that is not paid', async () => {
    await scan(cardNumber(1));
    expect(await fail(counter.call('sale.payCash', { amountMinor: 100 }))).toBe('sale.empty');
    expect(await fail(counter.call('sale.finish', {}))).toBe('sale.empty');
    await scan(barcode(38));
    expect(await fail(counter.call('sale.finish', {}))).toBe('sale.notPaid');
  });

  it('ends a receipt once, however often it is pressed', async () => {
    await scan(barcode(38));
    const presses = [1, 2, 3].map(() => fail(counter.call('sale.payCash', { amountMinor: 49900 })));
    expect(await Promise.all(presses)).toEqual(['went through', 'sale.none', 'sale.none']);
    expect(kinds().filter((kind) => kind === 'sale')).toHaveLength(1);
  });

  it('scans on while the card is being read, and pays only what was asked', async () => {
    await scan(barcode(38));
    let cardRead = () => {};
    counter.world.card = new Promise((resolve) => (cardRead = resolve));
    const paying = counter.call('sale.payCard', {});
    await new Promise((resolve) => setImmediate(resolve));
    const meanwhile = await scan(barcode(9));
    expect(meanwhile.payments).toMatchObject([{ state: 'pending', amountMinor: 49900 }]);
    cardRead();
    await paying;
    expect(counter.view()).toMatchObject({ phase: 'paying', totals: { paidMinor: 49900, leftMinor: 4550 } });
    await counter.call('sale.payCash', { amountMinor: 4550 });
    expect(counter.view().done?.dueMinor).toBe(54450);
  });
});

describe('a return', () => {
  async function sell(): Promise<string> {
    counter.leases.has('m-1', counter.replica.get('member', 'm-1')!.account.lots);
    await scan(cardNumber(1));
    await scan(barcode(38));
    await scan(barcode(36));
    await scan(barcode(36));
    await counter.call('sale.redeem', { wallet: 'bonus', points: 10000 });
    await counter.call('sale.payCash', { amountMinor: 50000 });
    const after = await counter.call('sale.payCard', {});
    return after.done!.receipt;
  }

  it('gives back to the tenders, last in first out, with points both ways', async () => {
    const receipt = await sell();
    const found = await counter.call('return.find', { code: `KP1:R:${receipt}` });
    expect(found.lines.map(({ line, quantity, returned }) => [line, quantity, returned])).toEqual([
      ['l1', 1000, 0],
      ['l2', 2000, 0],
    ]);
    expect((await counter.call('return.find', { code: '1' })).receipt).toBe(receipt);
    const lines = [{ line: 'l1', quantity: 1000 }];
    const quote = await counter.call('return.quote', { receipt, lines });
    const paid = found.lines[0]!.netMinor;
    expect(quote.refundMinor).toBe(paid);
    expect(quote.tenders).toEqual([{ kind: 'card', amountMinor: paid }]);
    expect(quote.reinstated[0]!.points).toBeGreaterThan(0);
    const made = await counter.call('return.commit', { receipt, lines });
    expect(made).toMatchObject({ kind: 'return', number: 2, dueMinor: paid, state: 'waiting', paper: 'queued' });
    expect(kinds().slice(-3)).toEqual(['payment.intent', 'payment.result', 'return']);
    expect(counter.terminal.balanceMinor()).toBe(99700 - 50000 - paid);
    const rest = await counter.call('return.quote', { receipt, lines: [{ line: 'l2', quantity: 2000 }] });
    expect(rest.tenders).toEqual([
      { kind: 'card', amountMinor: 99700 - 50000 - paid },
      { kind: 'cash', amountMinor: 50000 },
    ]);
    expect(await fail(counter.call('return.commit', { receipt, lines }))).toBe('return.moreThanSold');
    expect(await fail(counter.call('return.quote', { receipt, lines: [{ line: 'l9', quantity: 1 }] }))).toBe(
      'return.unknownLine',
    );
  });

  it('brings the account back to what it was', async () => {
    const receipt = await sell();
    const lines = [
      { line: 'l1', quantity: 1000 },
      { line: 'l2', quantity: 2000 },
    ];
    await counter.call('return.commit', { receipt, lines });
    await scan(barcode(9));
    const view = await scan(cardNumber(1));
    expect(view.member?.wallets[0]?.spendable).toBe(124000);
    const report = await counter.call('shift.report', {});
    expect(report).toMatchObject({
      sales: 1,
      returns: 1,
      netMinor: 99700,
      refundedMinor: 99700,
      cashMinor: 0,
      cardMinor: 0,
    });
  });

  it('falls back to cash where the terminal refuses, and waits where it is silent', async () => {
    const receipt = await sell();
    counter.terminal.behave({ kind: 'decline', reason: 'declined' });
    await counter.call('return.commit', { receipt, lines: [{ line: 'l2', quantity: 1000 }] });
    expect(lastNotice()?.code).toBe('notice.refundInCash');
    expect(counter.records().at(-1)?.body).toMatchObject({ payments: [{ kind: 'cash' }] });
    counter.terminal.behave({ kind: 'dead' });
    const lines = [{ line: 'l2', quantity: 1000 }];
    expect(await fail(counter.call('return.commit', { receipt, lines }))).toBe('payment.unknown');
    expect(counter.view().phase).toBe('paymentUnknown');
    counter.restart();
    const [refund] = counter.view().payments;
    expect(refund).toMatchObject({ kind: 'card', state: 'unknown' });
    await counter.call('sale.resolvePayment', { intent: refund!.id, result: 'approved' });
    expect(kinds().slice(-2)).toEqual(['payment.result', 'return']);
    expect(counter.view()).toMatchObject({ phase: 'done', payments: [] });
  });

  it('waits at the next card that nobody knows of, when the terminal is asked after a restart', async () => {
    await scan(barcode(38));
    await counter.call('sale.payCard', { amountMinor: 20000 });
    const { receipt } = (await counter.call('sale.payCard', {})).done!;
    const lines = [{ line: 'l1', quantity: 1000 }];
    counter.terminal.behave({ kind: 'timeOut' });
    expect(await fail(counter.call('return.commit', { receipt, lines }))).toBe('payment.unknown');
    counter.restart();
    await askTerminal(counter.desk);
    expect(counter.view().payments).toMatchObject([{ state: 'approved' }, { state: 'unknown' }]);
    expect(lastNotice()?.code).toBe('payment.unknown');
    counter.terminal.behave({ kind: 'approve' });
    await askTerminal(counter.desk);
    expect(kinds().slice(-2)).toEqual(['payment.result', 'return']);
    expect(counter.terminal.balanceMinor()).toBe(0);
  });

  it('is not made by a till that did not sell', async () => {
    expect(await fail(counter.call('return.find', { code: 'KP1:R:elsewhere' }))).toBe('return.notFound');
  });

  it('has a copy of its paper, counted', async () => {
    const receipt = await sell();
    await counter.call('receipt.reprint', { receipt });
    await counter.call('receipt.reprint', { receipt });
    expect(
      counter
        .records()
        .slice(-2)
        .map(({ body }) => body),
    ).toMatchObject([{ copy: 1 }, { copy: 2 }]);
    const copies = counter.journal.printJobs.ofReceipt(receipt).filter(({ kind }) => kind === 'copy');
    expect(copies.map(({ text }) => (JSON.parse(text!) as { blocks: unknown[] }).blocks[0])).toEqual([
      { kind: 'copyMark', copyNumber: 1 },
      { kind: 'copyMark', copyNumber: 2 },
    ]);
    expect(await fail(counter.call('receipt.reprint', { receipt: 'none' }))).toBe('receipt.notFound');
  });
});

describe('the till’s own view', () => {
  it('keeps a sale from its commit on, and says when the hub has it', async () => {
    await scan(barcode(38));
    const after = await counter.call('sale.payCash', { amountMinor: 49900 });
    const id = after.done!.receipt;
    const receipts = () => counter.model.pull('receipts', 0, 10).documents;
    expect(receipts()).toMatchObject([{ id, number: 1, state: 'waiting', dueMinor: 49900 }]);
    const { epoch, seq } = counter.journal.head();
    counter.feed(2, [{ kind: 'applied', id: 'till-1', doc: { till: 'till-1', epoch, seq } }]);
    expect(receipts()).toMatchObject([{ id, state: 'synced' }]);
    const verdict = { receipt: id, till: 'till-1', epoch, seq, verdict: 'different', discrepancy: 'facts' };
    counter.feed(3, [{ kind: 'verdict', id, doc: verdict }]);
    expect(receipts()).toMatchObject([{ id, state: 'different' }]);
    counter.restart();
    expect(receipts()).toMatchObject([{ id, state: 'different' }]);
  });

  it('lists the goods that have a price', () => {
    const goods = counter.model.pull('goods', 0, 1000);
    expect(goods.documents).toHaveLength(62);
    expect(counter.model.pull('goods', goods.checkpoint, 1000).documents).toEqual([]);
  });
});
