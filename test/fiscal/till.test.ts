import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardNumber } from '../../main/demo/members.ts';
import { retryFiscal } from '../../main/fiscal/retry.ts';
import type { PointsReading } from '../../shared/receipt/fiscal.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { demoDocuments, document } from '../sale/counter.ts';
import { openFiscalShop } from './shop.ts';
import type { FiscalShop } from './shop.ts';

let shop: FiscalShop;
afterEach(() => shop.close());

const call: FiscalShop['counter']['call'] = (method, params) => shop.counter.call(method, params);
async function payAll() {
  const { totals } = shop.counter.view();
  const { done } = totals.leftMinor === 0 ? await call('sale.finish', {}) : await call('sale.payCard', {});
  return done!.receipt;
}
async function giveBack(receipt: string) {
  const { lines } = await call('return.find', { code: receipt });
  return call('return.commit', { receipt, lines: lines.map(({ line, quantity }) => ({ line, quantity })) });
}
const results = () =>
  shop.counter.records().flatMap(({ body }) => (body.kind === 'fiscal.result' ? [body.result.kind] : []));
const sums = () =>
  shop
    .atRegister()
    .map((task) => [task.type, 'total' in task ? task.total : 0, 'payments' in task ? task.payments : []]);

describe.each<PointsReading>(['discount', 'payment'])('a till that tells points as a %s', (reading) => {
  beforeEach(async () => {
    shop = await openFiscalShop(reading);
    await shop.counter.signIn();
  });

  it('has every kind of receipt made, its shift around them', async () => {
    const { counter } = shop;
    const published = demoDocuments().find(({ kind }) => kind === 'programme')!.doc as { programme: Programme };
    const causes = [{ id: 'shelter', name: { ru: 'Приют', en: 'Shelter' } }];
    const programme = { ...published.programme, version: published.programme.version + 1, causes };
    const free = { sku: 'x1', name: { ru: 'Пакет', en: 'Bag' }, barcodes: [], categories: [], kind: 'service' };
    counter.feed(2, [
      document('programme', { from: '2026-11-01T00:00:00+03:00', hash: 'programme-2', programme }),
      document('good', free),
    ]);
    counter.leases.has('m-1', counter.replica.get('member', 'm-1')!.account.lots);

    await call('sale.identify', { by: 'card', value: cardNumber(1) });
    await call('sale.add', { sku: 'g038', quantity: 3000 });
    await call('sale.redeem', { wallet: 'bonus', points: 5000 });
    const withPoints = await payAll();
    await call('sale.add', { sku: 'x1', priceMinor: 0 });
    await payAll();
    await call('sale.identify', { by: 'card', value: cardNumber(3) });
    await call('sale.giveGift', { entitlement: 'vera-coffee' });
    await payAll();
    await call('sale.add', { sku: 'g038' });
    await call('sale.donate', { donation: { cause: 'shelter', amountMinor: 2500 } });
    await payAll();
    await giveBack(withPoints);
    await call('shift.close', { cashCountedMinor: null });
    await shop.until(shop.settled);

    expect(shop.emulator.documents().map(({ type }) => type)).toEqual([
      'openShift',
      'sell',
      'sell',
      'sell',
      'sell',
      'sellReturn',
      'closeShift',
    ]);
    expect(shop.atRegister()).toEqual(shop.inJournal());
    expect(results()).toEqual(Array.from({ length: 7 }, () => 'done'));
    const [first, free0, gift, donated, back] = sums();
    const points = reading === 'payment' ? [{ type: 'other', sum: 50 }] : [];
    expect(first![2]).toEqual([expect.objectContaining({ type: 'electronically' }), ...points]);
    expect(back).toEqual(['sellReturn', ...first!.slice(1)]);
    expect([free0![1], gift![1], donated![1]]).toEqual([0, 0, 499]);
    expect(donated![2]).toEqual([{ type: 'electronically', sum: 499 }]);
  });
});

describe('a register that fails', () => {
  beforeEach(async () => {
    shop = await openFiscalShop('discount', { waitMs: 1 });
    await shop.counter.signIn();
    await shop.until(shop.settled);
  });

  it('keeps nobody from selling: the customer’s slip says that the fiscal receipt follows, and a copy later has its number', async () => {
    shop.emulator.suffer('dead');
    const receipt = await shop.sell();
    await shop.until(() => shop.slip(receipt) !== null);
    expect(shop.slip(receipt)).toContain('ФИСКАЛЬНЫЙ ЧЕК БУДЕТ ВЫДАН ПОЗЖЕ');
    await shop.until(() => shop.attention().includes('notice.fiscalUnreachable'));
    expect(shop.state()).toEqual({ kind: 'fault', reason: 'fiscal-unreachable' });
    await shop.heal();
    expect(shop.attention()).toEqual([]);
    expect(shop.state()).toMatchObject({ kind: 'ready' });
    await call('receipt.reprint', { receipt });
    expect(shop.slip(receipt)).toMatch(/КОПИЯ 1[^]*ФД 2 +ФП 1000002\n *ФН +9999078900000001/);
    expect(shop.slip(receipt)).not.toContain('ПОЗЖЕ');
    expect(shop.atRegister()).toEqual(shop.inJournal());
  });

  it('for want of paper is told again when a person says so, and not before', async () => {
    shop.emulator.suffer('paper');
    await shop.sell();
    await shop.until(() => shop.tasks().inState('refused').length === 1);
    await shop.sell();
    await shop.until(() => shop.attention().includes('notice.fiscalBlocked'));
    expect(shop.attention()).toContain('notice.fiscalRefused');
    shop.emulator.suffer(null);
    await shop.until(shop.settled);
    expect(shop.atRegister()).toHaveLength(1);
    const [refused] = shop.tasks().inState('refused');
    retryFiscal(shop.counter.desk, refused!.id);
    await shop.until(shop.settled);
    expect(shop.atRegister()).toEqual(shop.inJournal().toReversed());
    expect(shop.attention()).toEqual([]);
    expect(() => retryFiscal(shop.counter.desk, refused!.id)).toThrow('not refused');
    const intents = shop.counter.records().flatMap(({ body }) => (body.kind === 'fiscal.intent' ? [body] : []));
    expect(intents.at(-1)).toMatchObject({ insteadOf: refused!.id });
    expect(results()).toEqual(['done', 'refused', 'done', 'done']);
  });

  it('is told of no other receipt while it has not said what became of one', async () => {
    shop.emulator.suffer('paper');
    const first = await shop.sell();
    await shop.until(() => shop.tasks().inState('refused').length === 1);
    const second = await shop.sell();
    await shop.until(() => shop.attention().includes('notice.fiscalBlocked'));
    const [held] = shop.tasks().inState('sent');
    const questions = () => shop.emulator.asked();
    retryFiscal(shop.counter.desk, shop.tasks().ofReceipt(first)!.id);
    const before = questions();
    await shop.until(() => questions() > before + 1);
    expect(held!.receipt).toBe(second);
    expect(shop.emulator.sent(shop.tasks().ofReceipt(first)!.id)).toBe(0);
    shop.emulator.suffer(null);
    await shop.until(shop.settled);
    expect(shop.atRegister()).toHaveLength(2);
  });

  it.each([
    ['was closed behind the till', ['openShift', 'closeShift', 'openShift', 'sell']],
    ['is older than a day', ['openShift', 'closeShift', 'openShift', 'sell']],
  ])('since its shift %s has it mended by the till', async (what, documents) => {
    if (what.startsWith('is older')) shop.emulator.age();
    else await shop.register.submit({ id: 'by-hand', paper: { kind: 'shiftClosed', cashier: 'Ольга' } });
    await shop.sell();
    await shop.until(shop.settled);
    expect(shop.emulator.documents().map(({ type }) => type)).toEqual(documents);
    expect(shop.attention()).toEqual([]);
    expect(results().slice(0, 2)).toEqual(['done', 'refused']);
  });

  it('finds its shift as it was to be, which is no failure', async () => {
    await shop.register.submit({ id: 'by-hand', paper: { kind: 'shiftClosed', cashier: 'Ольга' } });
    await call('shift.close', { cashCountedMinor: null });
    await shop.until(shop.settled);
    expect(shop.tasks().inState('needless')).toHaveLength(1);
    expect(shop.attention()).toEqual([]);
  });
});

describe('paper', () => {
  beforeEach(async () => {
    shop = await openFiscalShop('discount');
    await shop.counter.signIn();
    await shop.until(shop.settled);
  });

  it('waits for its fiscal receipt and says its number; the drawer waits for nothing', async () => {
    shop.emulator.slow(5);
    const receipt = await shop.sell();
    expect(shop.slip(receipt)).toBeNull();
    expect(shop.counter.journal.printJobs.inState('queued').map(({ kind }) => kind)).toEqual(['drawer']);
    await shop.until(() => shop.slip(receipt) !== null);
    expect(shop.slip(receipt)).toMatch(/ФД 2 +ФП 1000002/);
  });

  it('that waited when the till went down is printed after it', async () => {
    shop.emulator.suffer('dead');
    const receipt = await shop.sell();
    await shop.restart();
    expect(shop.slip(receipt)).toBeNull();
    await shop.heal();
    await shop.until(() => shop.slip(receipt) !== null);
    expect(shop.slip(receipt)).toMatch(/ФД 2 +ФП 1000002/);
  });

  it('and the task itself are forgotten in time, what is not settled never', async () => {
    await shop.sell();
    await shop.until(shop.settled);
    shop.emulator.suffer('dead');
    await shop.sell();
    await call('shift.close', { cashCountedMinor: null });
    expect(shop.tasks().forget(Number.MAX_SAFE_INTEGER)).toBe(2);
    expect(shop.tasks().open()).toBe(2);
  });
});
