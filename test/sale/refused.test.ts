import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ean13 } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { errorText, KopilkaError } from '../../shared/protocol/errors.ts';
import { demoDocuments, document, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
const barcode = ean13('240000000038');

beforeEach(async () => {
  counter = openCounter();
  const { programme } = demoDocuments().find(({ kind }) => kind === 'programme')!.doc as { programme: Programme };
  const good = counter.replica.findGoodByBarcode(barcode)!;
  const closed: Programme = {
    ...programme,
    version: programme.version + 1,
    access: [
      {
        id: 'early',
        name: { ru: 'Раньше всех', en: 'Early access' },
        goods: { skus: [good.sku] },
        audience: { member: true },
      },
    ],
  };
  counter.feed(2, [
    document('programme', { from: '2026-11-01T00:00:00+03:00', hash: 'programme-2', programme: closed }),
  ]);
  await counter.signIn();
});
afterEach(() => counter.close());

const scan = (code: string) => counter.call('sale.scan', { code, source: 'serial' });

describe('a good closed to this buyer', () => {
  it('is told at the scan, and no money is taken for it', async () => {
    await scan(barcode);
    const told = counter.notices.at(-1);
    expect(told).toMatchObject({ tone: 'refused', code: 'sale.notForBuyer' });
    expect(told?.args['why']).toContain('Раньше всех');
    const paid = counter.call('sale.payCash', { amountMinor: 100_000 });
    await expect(paid).rejects.toMatchObject({ code: 'sale.notForBuyer' });
    await expect(counter.call('sale.payCard', {})).rejects.toBeInstanceOf(KopilkaError);
    expect(counter.records().filter(({ body }) => body.kind === 'sale' || body.kind === 'payment.intent')).toEqual([]);
  });

  it('says so in both languages, with the good by name', async () => {
    await scan(barcode);
    const { args } = counter.notices.at(-1)!;
    for (const locale of ['ru', 'en'] as const) {
      expect(errorText('sale.notForBuyer', args, locale)).toContain(String(args['good']));
    }
    expect(args['good']).not.toBe('');
  });

  it('is sold once the buyer shows a card, and told again when they take it back', async () => {
    await scan(barcode);
    await counter.call('sale.identify', { by: 'card', value: cardNumber(1) });
    await counter.call('sale.forgetMember', {});
    expect(counter.notices.filter(({ code }) => code === 'sale.notForBuyer')).toHaveLength(2);
    await counter.call('sale.identify', { by: 'card', value: cardNumber(1) });
    await counter.call('sale.payCash', { amountMinor: counter.view().totals.leftMinor });
    expect(counter.records().at(-1)?.body.kind).toBe('sale');
  });
});
