import type { Locale } from './locale.ts';

/** What the customer's display says: two lines of twenty letters, so few words. */
const ru = {
  closed: 'Касса закрыта',
  welcome: 'Добро пожаловать',
  total: 'Итого',
  toPay: 'К оплате',
  paid: 'Оплачено',
  change: 'Сдача',
  points: 'Бонусы',
  thanks: 'Спасибо за покупку',
};

const en: typeof ru = {
  closed: 'Till closed',
  welcome: 'Welcome',
  total: 'Total',
  toPay: 'To pay',
  paid: 'Paid',
  change: 'Change',
  points: 'Points',
  thanks: 'Thank you',
};

export const customerTexts: Record<Locale, typeof ru> = { ru, en };
