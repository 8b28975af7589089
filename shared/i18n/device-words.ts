import type { CodeKind, DeviceTestView, WeightView } from '../protocol/devices.ts';
import { tellFault } from './devices.ts';
import { fill } from './fill.ts';
import { formatQuantity } from './format.ts';
import type { Locale } from './locale.ts';

const ru = {
  weight: '{kg} кг',
  moving: 'Вес не устоялся. Подождите, пока товар лежит спокойно.',
  less: 'На весах меньше нуля. Уберите всё и нажмите на них «Ноль».',
  unreadable: 'Весы отвечают не по-своему. Проверьте модель и скорость в настройке.',
  silent: 'Весы молчат. Проверьте питание, кабель и скорость.',
  noScale: 'Весов у этой кассы нет.',
  printed: 'Напечатано.',
  unheard: 'Отправлено. Этот принтер не говорит, напечатал ли он: посмотрите на бумагу.',
  shown: 'На дисплее: «{upper}» и «{lower}». Если там другое, выберите другую модель или скорость.',
  noScan: 'Кода не было. Проверьте, что сканер включён и шлёт в конце Enter.',
  scanned: 'Код {code} — {meaning}.',
  scannedGood: 'Код {code} — {meaning}: {good}.',
};
const en: typeof ru = {
  weight: '{kg} kg',
  moving: 'The weight moves. Wait until the good lies still.',
  less: 'Less than nothing on the scale. Clear it and press Zero on it.',
  unreadable: 'The scale answers in another way. See to model and speed in its setting.',
  silent: 'The scale is silent. See to power, cable and speed.',
  noScale: 'This till has no scale.',
  printed: 'Printed.',
  unheard: 'Sent. This printer does not tell whether it printed: look at the paper.',
  shown: 'On the display: “{upper}” and “{lower}”. If it shows otherwise, choose another model or speed.',
  noScan: 'No code came. See that the scanner is on and ends a code with Enter.',
  scanned: 'Code {code}: {meaning}.',
  scannedGood: 'Code {code}: {meaning}, {good}.',
};
const texts: Record<Locale, typeof ru> = { ru, en };

const codeTexts: Record<Locale, Record<CodeKind, string>> = {
  ru: {
    receipt: 'чек',
    staffBadge: 'бейдж кассира',
    invitation: 'приглашение',
    memberCard: 'карта участника',
    coupon: 'купон или промокод',
    weighed: 'этикетка с весом',
    priced: 'этикетка с ценой',
    product: 'товар по штрихкоду',
    sku: 'товар по номеру',
    phone: 'телефон',
    brokenMark: 'код маркировки без разделителей',
    unknown: 'касса такого не знает',
  },
  en: {
    receipt: 'a receipt',
    staffBadge: 'a cashier’s badge',
    invitation: 'an invitation',
    memberCard: 'a member’s card',
    coupon: 'a coupon or promo code',
    weighed: 'a label with a weight',
    priced: 'a label with a price',
    product: 'a good by its barcode',
    sku: 'a good by its number',
    phone: 'a phone number',
    brokenMark: 'a mark without its separators',
    unknown: 'nothing the till knows',
  },
};

export function tellWeight(weight: WeightView, locale: Locale): string {
  if (weight.kind === 'fault') return tellFault(weight.reason, locale);
  if (weight.kind === 'weight') return fill(texts[locale].weight, { kg: formatQuantity(weight.grams, locale) });
  return texts[locale][weight.kind === 'none' ? 'noScale' : weight.kind];
}

/** What became of a test of a device, and what to do where it was not what it should be. */
export function tellTest(told: DeviceTestView, locale: Locale): string {
  switch (told.kind) {
    case 'fault':
      return tellFault(told.reason, locale);
    case 'read':
      return tellWeight(told.weight, locale);
    case 'shown':
      return fill(texts[locale].shown, { upper: told.lines[0].trim(), lower: told.lines[1].trim() });
    case 'scanned': {
      const { code, good } = told;
      const meaning = codeTexts[locale][told.meaning];
      return good
        ? fill(texts[locale].scannedGood, { code, meaning, good: good[locale] })
        : fill(texts[locale].scanned, { code, meaning });
    }
    default:
      return texts[locale][told.kind];
  }
}
