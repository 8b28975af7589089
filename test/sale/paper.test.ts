import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawPage } from '../../drivers/printer/picture/page.ts';
import { pageText } from '../../drivers/printer/picture/text.ts';
import { ean13 } from '../../main/demo/goods.ts';
import { dismissPrint, receiptPicture, retryPrint } from '../../main/sale/prints.ts';
import { profileOf } from '../receipts/pictures.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

const profile = profileOf('epson-80');
const milk = ean13('240000000001');
let counter: TestCounter;

beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
  for (const { id } of waiting()) counter.journal.printJobs.setState(id, 'confirmed', null);
});
afterEach(() => counter.close());

const waiting = () => counter.journal.printJobs.inState('queued');
/** The job that waits, drawn, after the printer has lost it. */
function lose() {
  const [job] = waiting();
  counter.journal.printJobs.setState(job!.id, 'unknown', 'connection-lost');
  const page = drawPage(job!.bytes, profile);
  return { id: job!.id, first: (pageText(page)[0] ?? '').trim(), pulses: page.pulses.length };
}
async function sell(): Promise<string> {
  const { totals } = await counter.call('sale.scan', { code: milk, source: 'serial' });
  const { done } = await counter.call('sale.payCash', { amountMinor: totals.leftMinor });
  return done!.receipt;
}

describe('paper that may not have come out', () => {
  it('is printed again only when a person says so, as a copy with its number that opens no drawer', async () => {
    await sell();
    const original = lose();
    expect(original.pulses).toBe(1);
    expect(waiting()).toEqual([]);
    retryPrint(counter.desk, original.id);
    const first = lose();
    expect(first).toMatchObject({ first: 'КОПИЯ 1', pulses: 0 });
    retryPrint(counter.desk, first.id);
    expect(lose()).toMatchObject({ first: 'КОПИЯ 2', pulses: 0 });
  });

  it('is counted as a copy where it belongs to no receipt, too', async () => {
    await counter.call('shift.close', { cashCountedMinor: 1000_00 });
    for (const number of [1, 2, 3]) {
      retryPrint(counter.desk, lose().id);
      const [copy] = waiting();
      expect(pageText(drawPage(copy!.bytes, profile))[0]!.trim()).toBe(`КОПИЯ ${number}`);
    }
  });

  it('that only opens the drawer opens it again, and prints nothing', async () => {
    await counter.call('cash.in', { amountMinor: 100_00, reason: 'change' });
    const job = lose();
    expect([job.first, job.pulses]).toEqual(['', 1]);
    retryPrint(counter.desk, job.id);
    const [again] = waiting();
    expect(drawPage(again!.bytes, profile)).toMatchObject({ items: [], pulses: [{ pin: 0 }] });
  });

  it('is shown on the screen though the till has got a narrower printer since', async () => {
    const receipt = await sell();
    const { settings } = counter.desk.deps;
    settings.printer = profileOf('sunmi-58');
    expect(receiptPicture(counter.desk, receipt).svg).toContain('viewBox="0 0 456 ');
  });

  it('is settled by whoever saw it on the counter', async () => {
    const receipt = await sell();
    const job = lose();
    dismissPrint(counter.desk, job.id);
    expect(counter.journal.printJobs.get(job.id)).toMatchObject({ state: 'confirmed', reason: 'person' });
    expect(waiting()).toEqual([]);
    expect(receiptPicture(counter.desk, receipt).svg).toContain('<svg');
  });
});
