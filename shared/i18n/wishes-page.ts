import type { Locale } from './locale.ts';

/** What the panel of a member's wishes says; it comes with it, not with the page. */
const ru = {
  asked: 'ждёт заказа',
  ordered: 'заказано',
  arrived: 'прибыло, ждёт клиента',
  drop: 'Снять',
  none: 'Клиент пока ни о чём не просил.',
  what: 'О чём просит клиент',
  hint: 'Товар или своими словами',
  askWords: 'Записать этими словами',
  noted: 'Записано: {name}.',
};
export type WishesTexts = typeof ru;

const en: WishesTexts = {
  asked: 'to be ordered',
  ordered: 'ordered',
  arrived: 'here, waits for them',
  drop: 'Withdraw',
  none: 'The member has not asked for anything.',
  what: 'What the member would have',
  hint: 'A good, or in their words',
  askWords: 'Note it in these words',
  noted: 'Noted: {name}.',
};

export const wishesTexts: Record<Locale, WishesTexts> = { ru, en };
