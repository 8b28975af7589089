import type { Locale } from './locale.ts';

/** What the panel of receipts by card and day says; it comes with it, not with the page. */
const ru = {
  hint: 'Чек потерян: найдём его по карте или телефону и дню покупки.',
  hintMember: 'Чеки этого клиента: {name}. Другой клиент — наберите карту или телефон.',
  number: 'Карта или телефон',
  day: 'День покупки',
  dayForm: 'ДД.ММ.ГГГГ',
  dayWrong: 'Такого дня не было. Напишите день покупки как 05.04.2026.',
  find: 'Найти чеки',
  none: 'В этот день чеков с этой картой нет.',
  ownOnly: 'Хаб не ответил: здесь только чеки этой кассы.',
  lines: '{n} поз.',
};
export type SearchTexts = typeof ru;

const en: SearchTexts = {
  hint: 'The receipt is lost: it is found by card or phone and the day it was bought.',
  hintMember: 'Receipts of {name}. Somebody else: type a card or a phone.',
  number: 'Card or phone',
  day: 'Day of the purchase',
  dayForm: 'DD.MM.YYYY',
  dayWrong: 'There was no such day. Write the day of the purchase as 05.04.2026.',
  find: 'Find receipts',
  none: 'No receipt of that day has this card.',
  ownOnly: 'The hub did not answer: receipts of this till only.',
  lines: '{n} lines',
};

export const searchTexts: Record<Locale, SearchTexts> = { ru, en };
