import type { Locale } from './locale.ts';

/** What the panel of a forgotten card says; it comes with it, not with the page. */
const ru = {
  receipt: 'Чек № {n} на {sum}',
  none: 'Чеков без клиента, к которым можно присоединить карту, в этой смене нет.',
  hint: 'Отсканируйте карту или наберите её номер или телефон.',
  number: 'Карта или телефон',
  word: 'Кодовое слово, если спрашиваете',
  find: 'Посмотреть, что начислится',
  whose: 'Чек станет чеком клиента: {name}',
  earns: '{wallet}: +{points}',
  nothing: 'Баллов за него нет, покупка зачтётся.',
  once: 'Цены, подарки и оплата не изменятся. Отменить нельзя.',
  press: 'Присоединить',
  other: 'Другая карта',
  done: 'Карта присоединена к чеку № {n}.',
};
export type AttachTexts = typeof ru;

const en: AttachTexts = {
  receipt: 'Receipt № {n}, {sum}',
  none: 'This shift has no receipt without a member that a card may be attached to.',
  hint: 'Scan the card, or type its number or a phone.',
  number: 'Card or phone',
  word: 'Code word, if you ask for it',
  find: 'See what it earns',
  whose: 'The receipt becomes the member’s: {name}',
  earns: '{wallet}: +{points}',
  nothing: 'It brings no points; the purchase counts.',
  once: 'Prices, gifts and payment stay as they are. This can’t be undone.',
  press: 'Attach',
  other: 'Another card',
  done: 'The card is attached to receipt № {n}.',
};

export const attachTexts: Record<Locale, AttachTexts> = { ru, en };
