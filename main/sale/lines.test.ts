import { describe, expect, it } from 'vitest';
import type { Outcome, OutcomeLine } from '../../shared/loyalty/outcome.ts';
import type { Good } from '../../shared/protocol/feed.ts';
import { ring, rungLines, shownLine, withPrice, withQuantity } from './lines.ts';
import { openSale } from './open-sale.ts';
import type { OpenSale } from './open-sale.ts';

const bread: Good = { sku: 'bread', name: { ru: 'Хлеб', en: 'Bread' }, barcodes: [], categories: [] };
const apples: Good = { ...bread, sku: 'apples', byWeight: true };
const empty = openSale({ receipt: 'r', moment: '2026-11-23T18:00:00+03:00', programme: 'p', replica: null });

const rings =
  (good: Good, quantity: number, more: { priceMinor?: number; mark?: string } = {}) =>
  (sale: OpenSale) =>
    ring(sale, { good, quantity, catalogueMinor: 4550, ...more });
const told = (sale: OpenSale) => sale.lines.map(({ id, quantity }) => [id, quantity]);

function shown(id: string, from: string[], quantity: number, gift?: string): OutcomeLine {
  return {
    id,
    from,
    quantity,
    sku: 'bread',
    unitPriceMinor: 4550,
    grossMinor: 0,
    discounts: [],
    discountMinor: 0,
    redeemed: [],
    redeemedMinor: 0,
    netMinor: 0,
    earned: [],
    positions: [],
    ...(gift === undefined ? {} : { gift }),
  };
}

describe('ringing', () => {
  it('adds to the line of the same good at the same price, and never to one that stands alone', () => {
    let sale = [rings(bread, 1000), rings(bread, 2000), rings(bread, 1000, { priceMinor: 4550 })].reduce(
      (open, next) => next(open),
      empty,
    );
    expect(told(sale)).toEqual([
      ['l1', 3000],
      ['l2', 1000],
    ]);
    sale = [rings(apples, 355), rings(apples, 355), rings(bread, 1000, { mark: 'm' }), rings(bread, 1000)].reduce(
      (open, next) => next(open),
      sale,
    );
    expect(told(sale).slice(2)).toEqual([
      ['l3', 355],
      ['l4', 355],
      ['l5', 1000],
    ]);
    expect(sale.lines[0]?.quantity).toBe(4000);
    expect(sale.lastLine).toBe('l1');
  });

  it('never gives an id twice', () => {
    const one = rings(bread, 1000)(empty);
    const none = withQuantity(one, shown('l1', ['l1'], 1000), 0);
    expect(told(rings(bread, 1000)(none))).toEqual([['l2', 1000]]);
  });
});

describe('a line as it is shown', () => {
  const joined: OpenSale = {
    ...empty,
    rung: 2,
    lines: [
      { id: 'l1', sku: 'bread', quantity: 2000, unitPriceMinor: 4550, overrideMinor: 4000 },
      { id: 'l2', sku: 'bread', quantity: 1000, unitPriceMinor: 4550, overrideMinor: 4000 },
    ],
  };

  it('stands on all the scans that joined into it', () => {
    expect(rungLines(joined, shown('l1', ['l1', 'l2'], 3000)).map(({ id }) => id)).toEqual(['l1', 'l2']);
  });

  it('takes what is voided from its last scan first', () => {
    const line = shown('l1', ['l1', 'l2'], 3000);
    expect(told(withQuantity(joined, line, 1000))).toEqual([['l1', 1000]]);
    expect(told(withQuantity(joined, line, 5000))).toEqual([
      ['l1', 2000],
      ['l2', 3000],
    ]);
    expect(told(withQuantity(joined, line, 0))).toEqual([]);
  });

  it('leaves alone the units a gift took from the same scan', () => {
    const six: OpenSale = {
      ...empty,
      rung: 1,
      lines: [{ id: 'l1', sku: 'bread', quantity: 6000, unitPriceMinor: 4550 }],
    };
    const paid = shown('l1', ['l1'], 1000);
    expect(told(withQuantity(six, paid, 3000))).toEqual([['l1', 8000]]);
    expect(told(withQuantity(six, paid, 0))).toEqual([['l1', 5000]]);
  });

  it('is given one price, the catalogue’s being no override', () => {
    const line = shown('l1', ['l1', 'l2'], 3000);
    expect(withPrice(joined, line, 3900).lines.map(({ overrideMinor }) => overrideMinor)).toEqual([3900, 3900]);
    expect(withPrice(joined, line, 4550).lines.map(({ overrideMinor }) => overrideMinor)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('can’t be changed where it is a gift', () => {
    const outcome = { lines: [shown('gift:e', ['l1'], 1000, 'e')] } as Outcome;
    expect(shownLine(outcome, 'gift:e')).toBeUndefined();
  });
});
