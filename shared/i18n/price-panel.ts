import type { Locale } from './locale.ts';

/** What the panel that changes a price says, and a manager is asked in; it comes with the panel. */
const ru = {
  price: 'Цена за штуку или килограмм',
  setPrice: 'Поставить цену',
  now: '{name}, сейчас {sum}',
  asks: 'Новая цена {sum}. Её подтверждает старший своим PIN.',
  manager: 'Старший',
  pin: 'Его PIN',
  approve: 'Подтвердить',
  nobody: 'В магазине нет старшего: добавьте его на хабе.',
};

const en: typeof ru = {
  price: 'Price of a piece or a kilogram',
  setPrice: 'Set the price',
  now: '{name}, now {sum}',
  asks: 'New price {sum}. A manager approves it by their PIN.',
  manager: 'Manager',
  pin: 'Their PIN',
  approve: 'Approve',
  nobody: 'The shop has no manager: add one at the hub.',
};

export const priceTexts: Record<Locale, typeof ru> = { ru, en };
