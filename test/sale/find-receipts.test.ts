import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardNumber } from '../../main/demo/members.ts';
import { openCounter, startMs } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const card = { by: 'card', value: cardNumber(1) } as const;
async function sell(): Promise<string> {
  await counter.call('sale.identify', card);
  await counter.call('sale.add', { sku: 'g009' });
  await counter.call('sale.payCash', { amountMinor: counter.view().totals.leftMinor });
  return counter.view().done!.receipt;
}
const search = (day: string) => counter.call('return.search', { ...card, day });

describe('receipts by card and day', () => {
  it('come newest first, each once, whoever told of it', async () => {
    const early = await sell();
    counter.world.nowMs = startMs + 60_000;
    const late = await sell();
    const { receipts: own } = await search('2026-11-23');
    const elsewhere = { ...own[0]!, receipt: 'k2-1', till: 'till-2', at: '2026-11-23T18:00:30+03:00' };
    counter.leases.sold.push(own[0]!, elsewhere);
    const { receipts, isWhole } = await search('2026-11-23');
    expect(receipts.map(({ receipt }) => receipt)).toEqual([late, 'k2-1', early]);
    expect(isWhole).toBe(true);
  });

  it('are of that day alone by the shop’s clock, and of this till where the hub is silent', async () => {
    const before = await sell();
    // Half past midnight in Moscow, and still the day before in Greenwich.
    counter.world.nowMs = Date.UTC(2026, 10, 23, 21, 30);
    const after = await sell();
    counter.world.mood = 'offline';
    expect(await search('2026-11-23')).toMatchObject({ receipts: [{ receipt: before }], isWhole: false });
    expect(await search('2026-11-24')).toMatchObject({ receipts: [{ receipt: after }], isWhole: false });
  });
});
