import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Payment } from '../../shared/protocol/journal.ts';
import { cashPayment, planRefunds } from './payments.ts';

const cash = (id: string, amountMinor: number): Payment => ({ id, kind: 'cash', amountMinor });
const card = (id: string, amountMinor: number): Payment => ({ id, kind: 'card', amountMinor });
const plan = (amountMinor: number, earlierMinor: number, payments: Payment[]) =>
  planRefunds(amountMinor, earlierMinor, payments, () => 'id').map(({ of, amountMinor: part }) => [of, part]);

describe('cash', () => {
  it('pays what is left at most; the rest is change', () => {
    expect(cashPayment('p', 500, 300)).toMatchObject({ amountMinor: 300, tenderedMinor: 500, changeMinor: 200 });
    expect(cashPayment('p', 200, 300)).toMatchObject({ amountMinor: 200, tenderedMinor: 200, changeMinor: 0 });
  });
});

describe('a refund', () => {
  const payments = [cash('a', 100), card('b', 200), cash('c', 50)];

  it('goes to the tenders, last in first out', () => {
    expect(plan(60, 0, payments)).toEqual([
      ['c', 50],
      ['b', 10],
    ]);
    expect(plan(350, 0, payments).map(([of]) => of)).toEqual(['c', 'b', 'a']);
  });

  it('goes on where earlier returns stopped', () => {
    expect(plan(200, 60, payments)).toEqual([
      ['b', 190],
      ['a', 10],
    ]);
  });

  it('is all given back, to no tender more than it paid, however it is split', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 8 }), (paid, wanted) => {
        const tenders = paid.map((amountMinor, index) => card(String(index), amountMinor));
        let leftMinor = paid.reduce((sum, each) => sum + each, 0);
        let earlierMinor = 0;
        const back = new Map<string, number>();
        for (const each of wanted) {
          const amountMinor = Math.min(each, leftMinor);
          if (amountMinor === 0) continue;
          for (const refund of planRefunds(amountMinor, earlierMinor, tenders, () => 'id'))
            back.set(refund.of, (back.get(refund.of) ?? 0) + refund.amountMinor);
          leftMinor -= amountMinor;
          earlierMinor += amountMinor;
        }
        expect([...back.values()].reduce((sum, each) => sum + each, 0)).toBe(earlierMinor);
        for (const [of, amountMinor] of back) expect(amountMinor).toBeLessThanOrEqual(paid[Number(of)] ?? 0);
      }),
    );
  });
});
