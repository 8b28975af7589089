import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FiscalReceipt } from '../../../shared/receipt/fiscal.ts';
import type { FiscalRegister, FiscalTask } from '../register.ts';
import { createAtolRegister } from './client.node.ts';
import { openAtolEmulator } from './emulator.node.ts';
import type { AtolEmulator } from './emulator.node.ts';
import { readReply } from './reply.ts';

const receipt: FiscalReceipt = {
  kind: 'sale',
  cashier: 'Ольга',
  positions: [
    {
      name: 'Молоко',
      quantity: 3000,
      priceMinor: 89_99,
      amountMinor: 269_97,
      discountMinor: 30_00,
      vatRateBp: 1000,
      subject: 'goods',
    },
  ],
  payments: [{ kind: 'cash', amountMinor: 269_97 }],
  totalMinor: 269_97,
};
const task = (id: string, of: FiscalReceipt = receipt): FiscalTask => ({ id, paper: { kind: 'receipt', receipt: of } });

let emulator: AtolEmulator;
let register: FiscalRegister;
beforeEach(async () => {
  emulator = await openAtolEmulator();
  register = createAtolRegister({ url: emulator.url, taxation: 'osn', deadlineMs: 300 });
  await register.submit({ id: 'open', paper: { kind: 'shiftOpened', cashier: 'Ольга' } });
});
afterEach(() => emulator.close());

describe('a fiscal register', () => {
  it('makes a document of a receipt and tells its number', async () => {
    emulator.slow(2);
    expect(await register.submit(task('a'))).toEqual({ kind: 'waiting' });
    expect(await register.ask('a')).toEqual({ kind: 'waiting' });
    expect(await register.ask('a')).toEqual({ kind: 'waiting' });
    expect(await register.ask('a')).toMatchObject({ kind: 'done', document: { number: 2, shift: 1 } });
    expect(emulator.documents()[1]).toMatchObject({
      type: 'sell',
      items: [{ price: 89.99, quantity: 3, amount: 269.97, infoDiscountAmount: 30, tax: { type: 'vat10' } }],
      payments: [{ type: 'cash', sum: 269.97 }],
      total: 269.97,
    });
  });

  it('that is asked the same twice makes one document', async () => {
    emulator.suffer('lost');
    expect(await register.submit(task('a'))).toMatchObject({ kind: 'unreachable' });
    emulator.suffer(null);
    expect(await register.submit(task('a'))).toMatchObject({ kind: 'done' });
    expect(emulator.sent('a')).toBe(2);
    expect(emulator.documents()).toHaveLength(2);
  });

  it('takes a receipt over nothing', async () => {
    const [position] = receipt.positions;
    const nothing = { ...position!, priceMinor: 0, amountMinor: 0 };
    await register.submit(task('a', { ...receipt, positions: [nothing], payments: [], totalMinor: 0 }));
    expect(await register.ask('a')).toMatchObject({ kind: 'done' });
  });

  it.each([
    ['a sum that is not price times quantity', { positions: [{ ...receipt.positions[0]!, amountMinor: 269_96 }] }],
    ['a total that is not the sum', { totalMinor: 269_98 }],
    ['less paid than the total', { payments: [{ kind: 'cash' as const, amountMinor: 269_96 }] }],
    ['more by card than the total', { payments: [{ kind: 'card' as const, amountMinor: 269_98 }] }],
    ['a rate of VAT that there is not', { positions: [{ ...receipt.positions[0]!, vatRateBp: 1800 }] }],
  ])('refuses %s', async (_, wrong) => {
    await register.submit(task('a', { ...receipt, ...wrong }));
    expect(await register.ask('a')).toMatchObject({ kind: 'refused' });
    expect(emulator.documents()).toHaveLength(1);
  });

  it('refuses a receipt outside its shift', async () => {
    await register.submit({ id: 'close', paper: { kind: 'shiftClosed', cashier: 'Ольга' } });
    await register.submit(task('a'));
    expect(await register.ask('a')).toEqual({
      kind: 'refused',
      code: 73,
      because: 'shiftClosed',
      problem: 'Смена закрыта',
    });
  });

  it('out of paper makes none, holds up what comes behind, and goes on with that when there is some', async () => {
    emulator.suffer('paper');
    await register.submit(task('a'));
    await register.submit(task('b'));
    expect(await register.ask('a')).toMatchObject({ kind: 'refused', code: 44, because: null, problem: 'Нет бумаги' });
    expect(await register.ask('b')).toEqual({ kind: 'blocked', by: 'a', problem: 'Нет бумаги' });
    emulator.suffer(null);
    expect(await register.ask('b')).toMatchObject({ kind: 'done' });
  });

  it('never had what it does not know', async () => {
    expect(await register.ask('never')).toEqual({ kind: 'absent' });
  });

  it('that answers nothing, or is not there, is unreachable within the deadline', async () => {
    emulator.suffer('dead');
    expect(await register.submit(task('a'))).toMatchObject({ kind: 'unreachable' });
    expect(await register.ask('a')).toMatchObject({ kind: 'unreachable' });
    await emulator.close();
    expect(await register.ask('a')).toMatchObject({ kind: 'unreachable' });
    emulator = await openAtolEmulator();
  });

  it('whose answer has no end is hung up on', async () => {
    let hungUp!: () => void;
    const closed = new Promise<void>((resolve) => (hungUp = resolve));
    const server = createServer((_, response) => {
      const go = setInterval(() => response.write('7'.repeat(64 * 1024)), 1);
      response.on('close', () => {
        clearInterval(go);
        hungUp();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const endless = createAtolRegister({ url, taxation: 'osn', deadlineMs: 30_000 });
    expect(await endless.ask('a')).toEqual({ kind: 'unreachable', problem: 'the answer has no end' });
    await closed;
    await new Promise((resolve) => server.close(resolve));
  });

  it('that answers nonsense is asked again', async () => {
    const server = createServer((_, response) => void response.end('<html>502</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await createAtolRegister({ url, taxation: 'osn' }).ask('a')).toMatchObject({ kind: 'unreachable' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('may answer anything without harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(readReply(body)).toHaveProperty('kind');
      }),
    );
  });
});
