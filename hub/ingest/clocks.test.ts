import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, programme } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

const yearMs = 365 * 24 * 3_600_000;
let test: TestHub;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2', 'till-3'], [memberDoc('anna', { lots: [lot('a', 100_00)] })]);
});
afterEach(() => test.close());

/** A moment by a clock that is wrong by so many years. */
const wrong = (years: number, minute: number) =>
  new Date(test.clock.nowMs() + years * yearMs + minute * 60_000).toISOString();

async function sellAt(till: TestTill, years: number, minute: number): Promise<void> {
  await till.session(wrong(years, minute));
  till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: wrong(years, minute) });
  await till.push();
  await till.pull();
}

describe('clocks that are years apart', () => {
  it('of tills change neither what is booked nor its order: sales of one member follow each other as they were rung', async () => {
    // Rules for every moment that a clock here says.
    await test.hub.publish(programme, '2000-01-01T00:00:00+03:00');
    const clocks: [string, number][] = [
      ['till-1', 9],
      ['till-2', -9],
      ['till-3', 0],
    ];
    const tills = await Promise.all(clocks.map(async ([id, years]) => ({ till: await test.till(id), years })));
    for (let round = 0; round < 3; round += 1) {
      for (const { till, years } of tills) {
        await sellAt(till, years, 0);
        test.clock.set(test.clock.nowMs() + 60_000);
      }
    }
    const events = await test.rows<{ till: string; at_ms: number; member: string }>('member_event');
    const rung = events.toSorted((a, b) => a.at_ms - b.at_ms).map(({ till }) => till);
    expect(rung).toEqual([1, 2, 3].flatMap(() => clocks.map(([id]) => id)));
    const { ledgerSum, verdicts, discrepancies } = await test.hub.summary();
    expect({ ledgerSum, verdicts, discrepancies }).toEqual({
      ledgerSum: 0,
      verdicts: { equal: 9, different: 0, pending: 0 },
      discrepancies: { arithmetic: 0, facts: 0, limit: 0 },
    });
    expect(await test.hub.alarms()).toEqual([]);
  });

  it('of a hub neither: tokens, leases and records know no clock', async () => {
    const till = await test.till('till-1');
    const before = wrong(0, 0);
    test.clock.set(test.clock.nowMs() + 30 * yearMs);
    expect(await till.session(before)).toMatchObject({ newEpoch: false });
    const spending = till.accept(await till.lease('anna', 10_00, before), before);
    test.clock.set(test.clock.nowMs() - 50 * yearMs);
    expect(await till.session(before)).toMatchObject({ newEpoch: false });
    till.sell({ member: 'anna', redeem: 10_00, spending, at: before });
    expect((await till.push()).ack.seq).toBe(3);
    expect(await test.hub.summary()).toMatchObject({ ledgerSum: 0, verdicts: { different: 0 } });
    expect(await test.hub.alarms()).toEqual([]);
  });

  it('of one till neither: what a later life of it did stands behind what the one before did', async () => {
    const till = await test.till('till-1');
    const at = wrong(0, 0);
    await till.session(at);
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at });
    await till.push();
    // By its name it would come before the first.
    till.epoch = 'an-earlier-name';
    await till.session(at);
    const later = [
      till.append({ kind: 'epoch.started', parent: null, reason: 'restored' }, at),
      till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at }),
    ];
    await till.push(later);
    const events = await test.rows<{ epoch: string; at_ms: number }>('member_event');
    const rung = events.toSorted((a, b) => a.at_ms - b.at_ms || (a.epoch < b.epoch ? -1 : 1));
    expect(rung.map(({ epoch }) => epoch)).toEqual(['till-1-epoch-1', 'an-earlier-name']);
  });
});
