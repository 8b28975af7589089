import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ean13 } from '../../main/demo/goods.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
const gtin = ean13('240000000038').padStart(14, '0');
const gs = '\u001D';

beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const scan = (code: string, symbology?: 'gs1-128' | 'code-128') =>
  counter.call('sale.scan', { code, source: 'camera', ...(symbology === undefined ? {} : { symbology }) });

describe('a good whose code tells more than its number', () => {
  it('is rung at the price on its label', async () => {
    const { lines } = await scan(`01${gtin}39220001999`, 'gs1-128');
    expect(lines.map(({ unitPriceMinor }) => unitPriceMinor)).toEqual([1999]);
    expect(counter.notices).toEqual([]);
  });

  it('is rung, and shown to the cashier, when it has expired', async () => {
    const { lines } = await scan(`01${gtin}17261122`, 'gs1-128');
    expect(lines).toHaveLength(1);
    expect(counter.notices.at(-1)).toMatchObject({ tone: 'look', code: 'notice.expired', args: { day: '2026-11-22' } });
    counter.notices.length = 0;
    await scan(`01${gtin}17261123`, 'gs1-128');
    expect(counter.notices).toEqual([]);
  });

  it('is understood as the scanner says it is, not by its looks', async () => {
    const { lines } = await scan(`17270101${'01' + gtin}`, 'gs1-128');
    expect(lines).toHaveLength(1);
    await scan(`17270101${'01' + gtin}`, 'code-128');
    expect(counter.notices.at(-1)).toMatchObject({ code: 'code.unknown' });
  });
});

describe('a marking code', () => {
  it('is kept as it was read, separators and all, and sold once', async () => {
    const mark = `01${gtin}21abcDEF${gs}91EE07${gs}92xxxx`;
    await scan(mark);
    await scan(mark);
    expect(counter.notices.at(-1)).toMatchObject({ tone: 'refused', code: 'good.markTwice' });
  });

  it('that lost its separators on the way is refused with what to do about the scanner', async () => {
    const { lines } = await scan(`01${gtin}21abcDEF91EE0792${'x'.repeat(44)}`);
    expect(lines).toEqual([]);
    expect(counter.notices.at(-1)).toMatchObject({ tone: 'refused', code: 'code.brokenMark' });
  });
});
