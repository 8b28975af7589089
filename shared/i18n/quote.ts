import type { Locale } from './locale.ts';

/** The words of a quote as a person reads it. */
const en = {
  sale: 'Sale',
  return: 'Return',
  event: 'Event:',
  step: 'Step',
  member: 'member',
  gross: 'Before discounts',
  discounts: 'Discounts',
  points: 'Paid with points',
  toPay: 'To pay',
  toRefund: 'To refund',
  vat: 'incl. VAT',
  earned: 'Earned',
  spent: 'Spent',
  reinstated: 'Given back',
  clawedBack: 'Taken back',
  balance: 'Balance after',
  debt: 'Debt',
  leftTo: 'To {tier}',
  gift: 'gift',
  closed: 'used up',
  reopened: 'open again',
  redeemable: 'Could be paid with points',
  notApplied: 'Did not apply',
  right: 'right',
  opened: 'Opened:',
  revoked: 'revoked',
  until: 'until',
  shared: 'Share of',
  sharedBack: 'Share taken back from',
  segment: 'Segment',
  donated: 'Donated to',
  tier: 'Tier',
};

export type QuoteTexts = typeof en;

const ru: QuoteTexts = {
  sale: 'Продажа',
  return: 'Возврат',
  event: 'Событие:',
  step: 'Шаг',
  member: 'участник',
  gross: 'Без скидок',
  discounts: 'Скидки',
  points: 'Оплачено баллами',
  toPay: 'К оплате',
  toRefund: 'К возврату',
  vat: 'в т.ч. НДС',
  earned: 'Начислено',
  spent: 'Списано',
  reinstated: 'Возвращено баллов',
  clawedBack: 'Снято баллов',
  balance: 'На счёте после',
  debt: 'Долг',
  leftTo: 'До уровня {tier}',
  gift: 'подарок',
  closed: 'выдан весь',
  reopened: 'снова открыт',
  redeemable: 'Можно оплатить баллами',
  notApplied: 'Не сработало',
  right: 'право',
  opened: 'Открыто:',
  revoked: 'отозвано',
  until: 'до',
  shared: 'Доля:',
  sharedBack: 'Доля взята назад:',
  segment: 'Группа',
  donated: 'Пожертвовано:',
  tier: 'Уровень',
};

export const quoteTexts: Record<Locale, QuoteTexts> = { ru, en };

/** The words around explained reasons. */
export const explainTexts = {
  en: {
    title: 'Receipt {receipt}',
    because: 'because',
    refused: 'Did not apply',
    nothing: 'Nothing to tell: no rule applied, and none was refused',
  },
  ru: {
    title: 'Чек {receipt}',
    because: 'потому что',
    refused: 'Не сработало',
    nothing: 'Рассказывать нечего: ничего не сработало, и ни в чём не отказано',
  },
} satisfies Record<Locale, Record<string, string>>;
