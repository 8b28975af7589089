import type { Locale } from './locale.ts';

/** What the panel of a member's cards says; it comes with it, not with the page. */
const ru = {
  none: 'Действующих карт здесь не видно.',
  replace: 'Заменить',
  block: 'Блокировать',
  another: 'Выдать ещё одну карту',
  newCard: 'Новая карта',
  scan: 'Отсканируйте или наберите номер',
  replaceHint: 'Карта {tail} перестанет действовать, баллы и уровень останутся у клиента.',
  anotherHint: 'Прежние карты останутся действовать.',
  issue: 'Выдать карту',
  issued: 'Карта {tail} выдана.',
  blockHint: 'Карта {tail} перестанет действовать на всех кассах. Вернуть её сможет только офис.',
  blockPress: 'Заблокировать {tail}',
  blocked: 'Карта {tail} заблокирована.',
  back: 'Назад',
};
export type CardsTexts = typeof ru;

const en: CardsTexts = {
  none: 'No card in force is known here.',
  replace: 'Replace',
  block: 'Block',
  another: 'Give one more card',
  newCard: 'New card',
  scan: 'Scan it or type its number',
  replaceHint: 'Card {tail} will work no more; points and tier stay with the member.',
  anotherHint: 'The cards they have go on working.',
  issue: 'Give the card',
  issued: 'Card {tail} is given out.',
  blockHint: 'Card {tail} will work at no till any more. Only the office can undo this.',
  blockPress: 'Block {tail}',
  blocked: 'Card {tail} is blocked.',
  back: 'Back',
};

export const cardsTexts: Record<Locale, CardsTexts> = { ru, en };
