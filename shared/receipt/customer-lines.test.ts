import { describe, expect, it } from 'vitest';
import type { SaleLineView, SaleView } from '../protocol/page.ts';
import { customerLines } from './customer-lines.ts';

const empty: SaleView = {
  receipt: null,
  phase: 'selling',
  lines: [],
  lastLine: null,
  totals: {
    grossMinor: 0,
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor: 0,
    donatedMinor: 0,
    paidMinor: 0,
    leftMinor: 0,
  },
  member: null,
  gifts: [],
  redeem: [],
  payments: [],
  rejections: [],
  done: null,
};
const line = (id: string, ru: string, quantity = 1000): SaleLineView => ({
  id,
  sku: id,
  name: { ru, en: 'Milk' },
  quantity,
  byWeight: false,
  unitPriceMinor: 89_90,
  grossMinor: 89_90,
  discountMinor: 0,
  redeemedMinor: 0,
  netMinor: 89_90,
  earned: [],
  gift: false,
  ageLimit: null,
  reasons: [],
});
const shown = (view: Partial<SaleView>, locale: 'ru' | 'en' = 'ru') =>
  customerLines({ ...empty, ...view }, { locale, columns: 20, shop: 'Копилка', scaleOf: () => 2 });
const totals = (netMinor: number, leftMinor = netMinor) => ({ ...empty.totals, netMinor, leftMinor });

describe('the customer reads', () => {
  it('whose shop it is, and whether somebody sells', () => {
    expect(shown({})).toEqual(['Копилка', 'Добро пожаловать']);
    expect(shown({ phase: 'shiftClosed' })).toEqual(['Касса закрыта', '']);
  });

  it('what was rung last and what it comes to', () => {
    const lines = [line('a', 'Хлеб'), line('b', 'Молоко «Домик в деревне» 3,2 %', 2000)];
    expect(shown({ lines, lastLine: 'b', totals: totals(1_269_70) })).toEqual([
      'Молоко «Домик в д 2x',
      'Итого       1\u00A0269,70',
    ]);
  });

  it('what is left to pay', () => {
    const view = { phase: 'paying' as const, lines: [line('a', 'Хлеб')], totals: totals(89_90, 39_90) };
    expect(shown(view, 'en')).toEqual(['Total          89.90', 'To pay         39.90']);
  });

  it('change and points', () => {
    const done = {
      receipt: 'r',
      number: 1,
      changeMinor: 10_10,
      earned: [{ wallet: 'bonus', points: 4_50 }],
      dueMinor: 89_90,
    };
    expect(shown({ phase: 'done', done })).toEqual(['Сдача          10,10', 'Бонусы         +4,50']);
    const exact = { ...done, changeMinor: 0, earned: [] };
    expect(shown({ phase: 'done', done: exact })).toEqual(['Оплачено       89,90', 'Спасибо за покупку']);
  });
});
