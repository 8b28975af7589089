import { describe, expect, it } from 'vitest';
import type { Because, Rejection } from '../loyalty/outcome.ts';
import { factIds, messageIds, operatorIds, reasonIds } from '../loyalty/reasons.ts';
import type { Locale } from './locale.ts';
import { factTexts, messageTexts, operatorTexts, reasonTexts } from './reasons.ts';
import { tellBecause, tellMessage, tellRejection } from './tell-reasons.ts';
import type { Names } from './tell-reasons.ts';

const known: Record<string, string> = { gold: 'Золото', spring: 'Весна' };

function names(locale: Locale): Names {
  return { locale, name: (id) => known[id] ?? id, points: (points, wallet) => `${points / 100} ${wallet}` };
}

function rejected(reason: Rejection['reason'], ...because: Because[]): Rejection {
  return { rule: 'bonus', reason, because };
}

describe('every id', () => {
  it('has a sentence in both languages, whose holes are known', () => {
    const texts = [reasonTexts, factTexts, operatorTexts, messageTexts].flatMap((catalogue) =>
      Object.values(catalogue),
    );
    expect(texts).toHaveLength(reasonIds.length + factIds.length + operatorIds.length + messageIds.length);
    const holes = (text: string) =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).toSorted((a, b) => (a < b ? -1 : 1));
    for (const { ru, en } of texts) {
      expect(ru.trim() && en.trim()).toBeTruthy();
      expect(holes(ru)).toEqual(holes(en));
    }
    for (const { ru } of Object.values(reasonTexts))
      expect(['expected', 'actual', 'because']).toEqual(expect.arrayContaining(holes(ru)));
  });
});

describe('a rejection is one sentence', () => {
  it('with money, names and directions as people say them', () => {
    const previous: Because = {
      fact: 'member.lastReceipt.netMinor',
      operator: 'over',
      expected: 300_000,
      actual: 300_000,
    };
    expect(tellRejection(rejected('history.previousReceipt', previous), names('ru'))).toBe(
      'Прошлая покупка: 3\u00A0000,00; нужна больше 3\u00A0000,00',
    );
    expect(tellRejection(rejected('history.previousReceipt', previous), names('en'))).toBe(
      'The previous purchase: 3,000.00; it takes more than 3,000.00',
    );
    const tier: Because = { fact: 'member.tier', operator: 'oneOf', expected: ['gold', 'platinum'], actual: null };
    expect(tellRejection(rejected('audience.tier', tier), names('ru'))).toBe('Только для уровня Золото, platinum');
  });

  it('with windows and moments by the clock on the wall', () => {
    const window: Because = {
      fact: 'moment',
      operator: 'within',
      expected: [
        { days: ['fri', 'sat'], from: '18:00', until: '20:00' },
        { from: '08:00', until: '09:00' },
      ],
      actual: '2026-11-20T12:00:00+03:00',
    };
    expect(tellRejection(rejected('schedule.window', window), names('ru'))).toBe(
      'Действует в другое время: пт, сб 18:00–20:00, 08:00–09:00',
    );
    const over: Because = {
      fact: 'moment',
      operator: 'before',
      expected: '2026-01-03T22:00',
      actual: '2026-01-03T22:00:00+03:00',
    };
    expect(tellRejection(rejected('schedule.over', over), names('ru'))).toBe('Закончилось 03.01.2026\u00A022:00');
  });

  it('with what limited a redemption', () => {
    const cap: Because = { fact: 'lines.redeemableMinor', operator: 'atMostBp', expected: 3000, actual: 10_000 };
    expect(tellRejection(rejected('redemption.limited', cap), names('en'))).toBe(
      'Less was spent: goods that may be paid with points: 100.00, at most 30%',
    );
    const weak: Because = {
      fact: 'member.identification',
      operator: 'atLeast',
      expected: 'phoneCode',
      actual: 'phone',
    };
    expect(tellRejection(rejected('identification.weak', weak), names('ru'))).toBe(
      'Нужно подтвердить, кто покупатель: телефон и кодовое слово',
    );
  });

  it('without a reason to compare, too', () => {
    expect(tellRejection(rejected('code.unknown'), names('en'))).toBe('There is no such code');
  });
});

describe('a comparison', () => {
  it('tells the fact, what it was and what was wanted', () => {
    const tell = (because: Because) => tellBecause(because, 'bonus', names('en'));
    expect(tell({ fact: 'lines.leftMinor', operator: 'over', expected: 100_000, actual: 90_000 })).toBe(
      'sum of the lines: 900.00, over 1,000.00',
    );
    expect(tell({ fact: 'wallet.points', operator: 'wholeSteps', expected: 1500, actual: 5000 })).toBe(
      'points: 50 bonus, in whole steps of 15 bonus',
    );
    expect(tell({ fact: 'member', operator: 'is', expected: true, actual: false })).toBe(
      'member’s card: no, expected yes',
    );
    expect(tell({ fact: 'member.purchase', operator: 'between', expected: [2, 3], actual: 4 })).toBe(
      'purchase no.: 4, it takes 2–3',
    );
    expect(tell({ fact: 'member.segments', operator: 'anyOf', expected: ['pets'], actual: [] })).toBe(
      'segment: none, of pets',
    );
    expect(tell({ fact: 'lines', operator: 'match', expected: { skus: ['milk'] }, actual: 2 })).toBe(
      'matching lines: 2, by the goods of the promotion',
    );
  });
});

describe('a message', () => {
  it('has its names, quantities and points filled in', () => {
    expect(tellMessage({ id: 'tier.reached', args: { tier: 'gold' } }, names('ru'))).toBe(
      'Новый уровень: Золото, со следующей покупки',
    );
    expect(tellMessage({ id: 'debt.settled', args: { wallet: 'bonus', points: 400 } }, names('en'))).toBe(
      'Paid off: 4 bonus of the debt',
    );
    expect(tellMessage({ id: 'gift.left', args: { entitlement: 'g', sku: 'bag', quantity: 3000 } }, names('en'))).toBe(
      'Left of the gift: 3',
    );
  });

  it('of a rule that says something is its words', () => {
    const told = { id: 'programme.message', args: { rule: 'spring' } } as const;
    expect(tellMessage(told, { ...names('ru'), words: (rule) => `Слова ${rule}` })).toBe('Слова spring');
    expect(tellMessage(told, names('ru'))).toBe('Весна');
  });
});

describe('what promotions ask further', () => {
  it('is told in words: days around a date, months that rotate, quantities', () => {
    const date: Because = {
      fact: 'member.dates',
      operator: 'within',
      expected: { id: 'birthday', daysBefore: 3, daysAfter: 7 },
      actual: ['11-30'],
    };
    expect(tellBecause(date, 'rule', names('en'))).toBe(
      'dates of the member: 11-30, within birthday: 3 days before to 7 after',
    );
    const month: Because = {
      fact: 'moment',
      operator: 'within',
      expected: { from: '2026-11', everyMonths: 3 },
      actual: '2026-12-01T12:00:00+03:00',
    };
    expect(tellBecause(month, 'rule', names('en'))).toContain('within every 3 months from 2026-11');
    const units: Because = { fact: 'lines.quantity', operator: 'atLeast', expected: 3000, actual: 1500 };
    expect(tellBecause(units, 'rule', names('en'))).toBe('quantity: 1.500, at least 3');
  });

  it('is said by the refusal itself where it can be', () => {
    const tier: Because = { fact: 'member.tier', operator: 'oneOf', expected: ['gold'], actual: 'bronze' };
    expect(tellRejection(rejected('access.closed', tier), names('ru'))).toBe('Товар продаётся не всем: Золото');
    const over: Because = { fact: 'receipt.units', operator: 'atMost', expected: 2, actual: 6 };
    expect(tellRejection(rejected('limit.receipt', over), names('en'))).toBe('At most 2 in one receipt');
  });
});
