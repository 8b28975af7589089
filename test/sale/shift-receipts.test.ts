import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptView } from '../../shared/protocol/page.ts';
import { document, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

async function sell(): Promise<string> {
  await counter.call('sale.add', { sku: 'g009' });
  await counter.call('sale.payCash', { amountMinor: counter.view().totals.leftMinor });
  return counter.view().done!.receipt;
}
async function sellMany(count: number): Promise<string[]> {
  const receipts: string[] = [];
  for (let n = 0; n < count; n += 1) receipts.push(await sell());
  return receipts;
}
const pull = (checkpoint: number) => counter.model.pull('receipts', checkpoint, 1000);
const listed = () => (pull(0).documents as ReceiptView[]).toSorted((a, b) => a.number - b.number).map(({ id }) => id);

describe('the receipts of a long shift', () => {
  it('are the last of them, and a page is told which went', async () => {
    const early = await sellMany(249);
    expect(listed()).toEqual(early);
    const page = pull(0);
    const all = [...early, ...(await sellMany(30))];
    expect(listed()).toEqual(all.slice(50));
    const news = pull(page.checkpoint);
    expect([...(news.ids ?? [])].toSorted()).toEqual(all.slice(50).toSorted());
    expect(news.documents).toHaveLength(30);
    counter.restart();
    expect(listed()).toEqual(all.slice(-200));
  }, 60_000);

  it('do not come back by what the hub says of them', async () => {
    const [first, ...rest] = await sellMany(250);
    const { epoch, seq } = counter.records().at(-1)!;
    counter.feed(2, [
      document('verdict', { receipt: first!, verdict: 'pending' }),
      document('applied', { till: counter.desk.deps.till, epoch, seq }),
    ]);
    expect(listed()).toEqual(rest.slice(-200));
    expect((pull(0).documents as ReceiptView[]).every(({ state }) => state === 'synced')).toBe(true);
  }, 60_000);
});
