import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardNumber } from '../../main/demo/members.ts';
import { openPlugin } from '../../main/plugin/service.ts';
import { crashPoints } from '../../main/ports.ts';
import { tidy } from '../../main/sale/holding.ts';
import { Crash, openCounter } from '../sale/counter.ts';
import type { TestCounter } from '../sale/counter.ts';
import { dear } from './host.ts';

let counter: TestCounter;
let plugin: ReturnType<typeof openPlugin>['calls'];
beforeEach(() => begin());
afterEach(() => counter.close());

/** Nobody signs in at the page, and no shift is open. */
function begin(): void {
  counter = openCounter();
  counter.leases.has('m-1', counter.replica.get('member', 'm-1')!.account.lots);
  serve();
}

function serve(): void {
  plugin = openPlugin(counter.desk, () => expect.fail('nobody asks how the till is')).calls;
}

const host = 'front';
const basket = {
  lines: [{ id: 'a', ...dear, quantity: 2000 }],
  member: { card: cardNumber(1) },
  redeem: [{ wallet: 'bonus', points: 5000 }],
};
const back = { receipt: 'x', of: 'r', lines: [{ line: 'a', quantity: 1000 }] };

/** What the host does, from the beginning and again after whatever happened: it hears of a sale that was booked, else it asks anew. */
async function wholeDay(): Promise<void> {
  const known = (() => {
    try {
      return plugin.findSale({ host, id: 'r', body: undefined });
    } catch (error) {
      if (error instanceof Crash) throw error;
      return null;
    }
  })();
  if (known === null) {
    const { totals } = await plugin.putBasket({ host, id: 'b', body: basket });
    const payments = [{ kind: 'cash' as const, amountMinor: totals.dueMinor }];
    await plugin.commit({ host, id: '', body: { receipt: 'r', basket: 'b', payments } });
  }
  await plugin.return({ host, id: '', body: back });
  if (counter.world.failed) throw counter.world.failed.error;
}

const bodies = () => counter.records().map(({ body }) => body);

function assertWhole(): void {
  const receipts = bodies().filter(({ kind }) => kind === 'sale' || kind === 'return');
  expect(receipts.map(({ kind }) => kind)).toEqual(['sale', 'return']);
  expect(receipts[0]).toMatchObject({ money: { totals: { redeemedMinor: 50_00 } } });
  expect(counter.journal.hosts.baskets()).toEqual([]);
  expect(counter.desk.all).toEqual([counter.desk]);
  tidy(counter.desk, (error) => expect.fail(String(error)));
  expect(counter.journal.openLeases()).toEqual([]);
}

async function passes(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  counter.onPoint = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);
  await wholeDay();
  counter.onPoint = () => {};
  return counts;
}

/** Of a host's receipts: it needs no terminal and no shift. */
const points = crashPoints.filter((name) => !/intent|terminal|refund|result|shift/i.test(name));

describe('a till that dies while a host asks', () => {
  it('passes every point that is not about a terminal or a shift', async () => {
    const counts = await passes();
    expect(points.filter((name) => !counts.has(name))).toEqual([]);
    assertWhole();
  });

  it.each(points)('at %s has booked each receipt once when the host has asked again', async (name) => {
    const times = (await passes()).get(name)!;
    for (let time = 1; time <= times; time += 1) {
      counter.close();
      begin();
      counter.world.crashAt = { name, times: time };
      const died = await wholeDay().then(
        () => null,
        (error: unknown) => error,
      );
      expect(died).toBeInstanceOf(Crash);
      counter.restart();
      serve();
      await wholeDay();
      assertWhole();
    }
  });
});
