import type { Locale } from './locale.ts';

/** What the customer's own screen says. */
const ru = {
  closed: 'Касса закрыта',
  closedHint: 'Пройдите, пожалуйста, к другой кассе.',
  welcome: 'Добро пожаловать!',
  welcomeHint: 'Есть карта? Покажите её в любой момент до оплаты.',
  receipt: 'Ваш чек',
  toPay: 'К оплате',
  discounts: 'Скидки',
  withPoints: 'Баллами',
  donation: 'Пожертвование',
  toEarn: 'Начислим',
  toTier: 'До уровня «{tier}» ещё {amount}',
  gift: 'Вам подарок',
  giftLine: 'Подарок',
  kilogram: 'кг',
  change: 'Сдача',
  paid: 'Оплачено',
  earned: 'Начислено',
  thanks: 'Спасибо за покупку!',
  lost: 'Минуту, касса сейчас вернётся',
};

const en: typeof ru = {
  closed: 'This till is closed',
  closedHint: 'Please go to another one.',
  welcome: 'Welcome!',
  welcomeHint: 'Have a card? Show it at any moment before you pay.',
  receipt: 'Your receipt',
  toPay: 'To pay',
  discounts: 'Discounts',
  withPoints: 'With points',
  donation: 'Donation',
  toEarn: 'You will earn',
  toTier: '{amount} more to {tier}',
  gift: 'A gift for you',
  giftLine: 'Gift',
  kilogram: 'kg',
  change: 'Change',
  paid: 'Paid',
  earned: 'Earned',
  thanks: 'Thank you!',
  lost: 'One moment, the till is coming back',
};

export const customerWindowTexts: Record<Locale, typeof ru> = { ru, en };
