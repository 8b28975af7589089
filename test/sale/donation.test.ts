import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ean13 } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { layout } from '../../shared/receipt/layout.ts';
import { demoDocuments, document, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  const published = demoDocuments().find(({ kind }) => kind === 'programme')!.doc as { programme: Programme };
  const programme: Programme = {
    ...published.programme,
    version: published.programme.version + 1,
    causes: [{ id: 'shelter', name: { ru: 'Приют', en: 'Shelter' } }],
    promotions: [
      ...published.programme.promotions,
      {
        id: 'share',
        name: { ru: 'Процент приюту', en: 'One percent' },
        give: { kind: 'donation', cause: 'shelter', rateBp: 100 },
      },
    ],
  };
  counter.feed(2, [document('programme', { from: '2026-11-01T00:00:00+03:00', hash: 'programme-2', programme })]);
  await counter.signIn();
});
afterEach(() => counter.close());

const upToHundred = { cause: 'shelter', roundUpToMinor: 10_000 };
const scan = () => counter.call('sale.scan', { code: ean13(`24${'38'.padStart(10, '0')}`), source: 'serial' });
const donate = (donation: typeof upToHundred | { cause: string; amountMinor: number } | null) =>
  counter.call('sale.donate', { donation });
const fail = async (work: Promise<unknown>) =>
  work.then(
    () => 'went through',
    (error: unknown) => (error instanceof KopilkaError ? error.code : error),
  );

/** The paper of the receipt or report printed last. */
function paper(receipt: string | null): string {
  const jobs =
    receipt === null ? counter.journal.printJobs.inState('queued') : counter.journal.printJobs.ofReceipt(receipt);
  const lines = layout(JSON.parse(jobs.at(-1)!.text!) as ReceiptDocument, 48);
  return lines
    .map((line) => (line.kind === 'line' ? line.text : ''))
    .join('\n')
    .replaceAll('\u00A0', ' ');
}

describe('a donation on the receipt', () => {
  it('is paid on top of the goods, in cash or by card, and is the customer’s to change until then', async () => {
    await scan();
    expect((await donate(upToHundred)).totals).toMatchObject({
      netMinor: 49_900,
      donatedMinor: 100,
      leftMinor: 50_000,
    });
    expect((await donate({ cause: 'shelter', amountMinor: 2500 })).totals.leftMinor).toBe(52_400);
    expect((await donate(null)).totals).toMatchObject({ donatedMinor: 0, leftMinor: 49_900 });
    await donate(upToHundred);
    await counter.call('sale.payCard', { amountMinor: 40_000 });
    const { done } = await counter.call('sale.payCash', { amountMinor: 20_000 });
    expect(done).toMatchObject({ changeMinor: 10_000, dueMinor: 50_000 });
    const sale = counter.records().at(-1)!.body;
    expect(sale).toMatchObject({
      kind: 'sale',
      facts: { donation: upToHundred },
      money: { totals: { netMinor: 49_900, donatedMinor: 100 } },
      payments: [{ amountMinor: 40_000 }, { amountMinor: 10_000 }],
    });
    expect(counter.model.receipt(done!.receipt).dueMinor).toBe(50_000);
  });

  it('goes by what is to be paid at the end, and stands through a restart', async () => {
    await scan();
    await donate(upToHundred);
    counter.restart();
    expect(counter.view().totals.leftMinor).toBe(50_000);
    await counter.call('sale.setQuantity', { line: counter.view().lines[0]!.id, quantity: 3000 });
    expect(counter.view().totals).toMatchObject({ netMinor: 149_700, donatedMinor: 300, leftMinor: 150_000 });
  });

  it('can’t get less than what was paid of it', async () => {
    await scan();
    await donate(upToHundred);
    await counter.call('sale.payCard', { amountMinor: 49_950 });
    expect(await fail(donate(null))).toBe('sale.overpaid');
    expect(await fail(counter.call('sale.finish', {}))).toBe('sale.notPaid');
    expect(counter.view().totals).toMatchObject({ donatedMinor: 100, leftMinor: 50 });
  });

  it('needs a receipt, and a cause that the programme knows', async () => {
    expect(await fail(donate(upToHundred))).toBe('sale.none');
    await scan();
    const view = await donate({ cause: 'moon', amountMinor: 100 });
    expect(view.totals).toMatchObject({ donatedMinor: 0, leftMinor: 49_900 });
    expect(view.rejections.find(({ rule }) => rule === 'moon')?.reason).toBe('cause.unknown');
  });

  it('is printed with its cause under the total of the goods, and what the shop gives apart', async () => {
    await counter.call('sale.scan', { code: cardNumber(1), source: 'serial' });
    await scan();
    await donate(upToHundred);
    const { done } = await counter.call('sale.payCash', { amountMinor: 50_000 });
    const printed = paper(done!.receipt);
    expect(printed).toMatch(/ИТОГ +499,00 ₽\n(.*\n)?Пожертвование: Приют +1,00\nК ОПЛАТЕ +500,00 ₽\nНаличными +500,00/);
    expect(printed).toMatch(/От магазина: Приют +4,99/);
    expect(printed).toContain('Спасибо за пожертвование: Приют');
  });

  it('goes back with the last of the goods, the way it came', async () => {
    await scan();
    await counter.call('sale.setQuantity', { line: counter.view().lines[0]!.id, quantity: 2000 });
    await donate({ cause: 'shelter', amountMinor: 700 });
    const { done } = await counter.call('sale.payCash', { amountMinor: 100_500 });
    const receipt = done!.receipt;
    const half = { receipt, lines: [{ line: 'l1', quantity: 1000 }] };
    expect((await counter.call('return.commit', half)).dueMinor).toBe(49_900);
    expect(await counter.call('return.quote', half)).toMatchObject({
      refundMinor: 50_600,
      tenders: [{ kind: 'cash', amountMinor: 50_600 }],
    });
    const back = await counter.call('return.commit', half);
    expect(back.dueMinor).toBe(50_600);
    expect(counter.records().at(-1)!.body).toMatchObject({
      kind: 'return',
      money: { totals: { refundMinor: 49_900, donatedMinor: 700 } },
      payments: [{ kind: 'cash', amountMinor: 50_600 }],
    });
    expect(paper(back.id)).toMatch(/К ВОЗВРАТУ +499,00 ₽\n(.*\n)?Пожертвование: Приют +7,00\nВОЗВРАТ ВСЕГО +506,00 ₽/);
  });

  it('is counted by the shift, in the drawer and apart from the turnover', async () => {
    await scan();
    await donate(upToHundred);
    const { done } = await counter.call('sale.payCash', { amountMinor: 50_000 });
    const report = await counter.call('shift.report', {});
    expect(report).toMatchObject({
      netMinor: 49_900,
      donatedMinor: 100,
      cashMinor: 50_000,
      cashExpectedMinor: 150_000,
    });
    expect(paper(null)).toMatch(/Выручка +499,00 ₽\n(.*\n)?Пожертвования +1,00\nНаличными +500,00/);
    await counter.call('return.commit', { receipt: done!.receipt, lines: [{ line: 'l1', quantity: 1000 }] });
    expect(await counter.call('shift.report', {})).toMatchObject({ donatedMinor: 0, cashMinor: 0 });
  });
});
