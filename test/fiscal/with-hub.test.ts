import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAtolRegister } from '../../drivers/fiscal/atol/client.node.ts';
import { openAtolEmulator } from '../../drivers/fiscal/atol/emulator.node.ts';
import type { AtolEmulator } from '../../drivers/fiscal/atol/emulator.node.ts';
import { demoCashierId } from '../../main/demo/shop.ts';
import { openShop } from '../guarantees/shop.ts';
import type { TestPlace, TestShop } from '../guarantees/shop.ts';

const offline = { returns: { receiptMinor: 600_00, tillMinor: 1000_00, returns: 3 } };
let emulator: AtolEmulator;
let shop: TestShop;
beforeEach(async () => {
  emulator = await openAtolEmulator();
  const register = createAtolRegister({ url: emulator.url, taxation: 'osn' });
  shop = await openShop(2, offline, { register, reading: 'discount' });
});
afterEach(async () => {
  await shop.close();
  await emulator.close();
});

const told = () =>
  emulator.documents().map((task) => ('total' in task ? [task.type, task.total, task.payments] : task.type));
const cash = (sum: number) => [{ type: 'cash', sum }];

describe('two tills on one register, with their hub', () => {
  it('tell it of goods taken back elsewhere, and of goods whose receipt nobody could be asked for; the hub takes all of it in', async () => {
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    const sold = async () => {
      await one.call('sale.add', { sku: 'g038', quantity: 2000 });
      return (await one.call('sale.payCash', { amountMinor: 998_00 })).done!.receipt;
    };
    const receipt = await sold();
    await shop.settled();
    // The till that sold it is asked to give the right up first.
    await vi.waitFor(
      async () => {
        await shop.settled();
        await two.call('return.commit', { receipt, lines: [{ line: 'l1', quantity: 1000 }] });
      },
      { timeout: 20_000 },
    );
    await two.call('cashier.signIn', { cashier: 'max' });
    await two.call('cashier.setPin', { cashier: 'max', pin: '135790' });
    await two.call('cashier.signIn', { cashier: demoCashierId });
    const other = await sold();
    await two.cut();
    await two.call('sale.add', { sku: 'g038' });
    await two.call('return.unverified', { code: other, manager: 'max', pin: '135790' });
    await expect.poll(() => told().length, { timeout: 20_000 }).toBe(5);
    // The second till finds the shift open, which is as it wanted it.
    expect(told()[0]).toBe('openShift');
    expect(told().slice(1)).toEqual(
      expect.arrayContaining([
        ['sell', 998, cash(998)],
        ['sellReturn', 499, cash(499)],
        ['sell', 998, cash(998)],
        ['sellReturn', 499, cash(499)],
      ]),
    );
    expect(told().filter(([type]) => type === 'sellReturn')).toHaveLength(2);
    await two.join();
    await shop.settled();
    for (const place of shop.tills) expect(place.problem()).toBeUndefined();
    expect((await shop.hub.items({ kind: 'unverifiedReturn' })).items).toHaveLength(1);
  }, 60_000);
});
