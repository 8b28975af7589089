import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlugin } from '../../main/plugin/service.ts';
import { openCounter, startMs } from '../sale/counter.ts';
import type { TestCounter } from '../sale/counter.ts';
import { dear } from './host.ts';

const timers = {
  waiting: new Set<() => void>(),
  after(_: number, run: () => void) {
    timers.waiting.add(run);
    return () => void timers.waiting.delete(run);
  },
};

let counter: TestCounter;
let plugin: ReturnType<typeof openPlugin>;
beforeEach(() => {
  timers.waiting.clear();
  counter = openCounter({ timers });
  open();
});
afterEach(() => counter.close());

function open(): void {
  plugin = openPlugin(counter.desk, () => expect.fail('nobody asks how the till is'));
}

const hourMs = 3_600_000;
const [host, dayMs] = ['front', 24 * hourMs];

/** The till's own hour strikes so long after the start. */
function after(ms: number): void {
  counter.world.nowMs = startMs + ms;
  const due = [...timers.waiting];
  timers.waiting.clear();
  for (const run of due) run();
}
const sale = { lines: [{ id: 'a', ...dear, quantity: 1000 }] };
const commit = { receipt: 'r', sale, payments: [{ kind: 'cash' as const, amountMinor: dear.priceMinor }] };
const find = () => plugin.calls.findSale({ host, id: 'r', body: undefined });

describe('what a host left', () => {
  it('is cancelled a day after it was touched, though nobody asks any more, and after a restart too', async () => {
    await plugin.calls.putBasket({ host, id: 'old', body: sale });
    after(2 * hourMs);
    await plugin.calls.putBasket({ host, id: 'young', body: sale });
    const ids = () => counter.journal.hosts.baskets().map(({ id }) => id);
    after(dayMs);
    expect(ids()).toEqual(['basket:old', 'basket:young']);
    after(dayMs + hourMs);
    expect(ids()).toEqual(['basket:young']);
    plugin.close();
    counter.restart();
    open();
    after(dayMs + 3 * hourMs);
    expect(ids()).toEqual([]);
  });

  it('is answered for 400 days, and never booked again after them; goods still come back by it', async () => {
    const sold = await plugin.calls.commit({ host, id: '', body: commit });
    after(399 * dayMs);
    expect(find()).toEqual(sold);
    after(401 * dayMs);
    const old = { code: 'plugin.receiptOld' };
    expect(find).toThrow(expect.objectContaining(old) as Error);
    await expect(plugin.calls.commit({ host, id: '', body: commit })).rejects.toMatchObject(old);
    await expect(plugin.calls.commit({ host, id: '', body: { ...commit, payments: [] } })).rejects.toMatchObject({
      code: 'plugin.receiptTaken',
    });
    const back = { of: 'r', lines: [{ line: 'a', quantity: 1000 }] };
    expect(await plugin.calls.quoteReturn({ host, id: '', body: back })).toMatchObject({
      refundMinor: dear.priceMinor,
    });
    expect(counter.records().filter(({ body }) => body.kind === 'sale')).toHaveLength(1);
  });

  it('is looked after no more once the till is closed', async () => {
    plugin.close();
    await plugin.calls.putBasket({ host, id: 'old', body: sale });
    after(2 * dayMs);
    expect(counter.journal.hosts.baskets()).toHaveLength(1);
  });
});
