import type { Locale } from './locale.ts';

/** What the panel says in which scans ask for prices; it comes with it. */
const ru = {
  says: 'Сканер только спрашивает цену',
  more: 'В чек ничего не попадёт. Закроется через 20 секунд без сканов.',
  wait: 'Отсканируйте товар или наберите код или название.',
  perPiece: 'за штуку',
  perKilogram: 'за килограмм',
  pack: 'эта упаковка',
  packOf: 'эта упаковка, {weight} кг',
  usual: 'Без скидки',
  usualKilogram: 'За килограмм',
  code: 'Код',
  name: 'Название',
  close: 'Снова пробивать',
};

const en: typeof ru = {
  says: 'Scans only ask the price now',
  more: 'Nothing goes on the receipt. Closes 20 seconds after the last scan.',
  wait: 'Scan a good, or type its code or name.',
  perPiece: 'a piece',
  perKilogram: 'a kilogram',
  pack: 'this pack',
  packOf: 'this pack, {weight} kg',
  usual: 'Without discount',
  usualKilogram: 'A kilogram',
  code: 'Code',
  name: 'Name',
  close: 'Ring again',
};

export const priceCheckTexts: Record<Locale, typeof ru> = { ru, en };
