import type { Text } from '../loyalty/basics.ts';

/** What each key of the cashier's page does, in the order they are read out. */
export const keyMeanings = {
  digits: { ru: 'код или сумма, потом клавиша', en: 'a code or a sum, then the key' },
  '*': { ru: 'столько следующего товара', en: 'so many of the next good' },
  Enter: { ru: 'следующий безопасный шаг', en: 'the next safe step' },
  Escape: { ru: 'шаг назад', en: 'a step back' },
  Arrows: { ru: 'выбрать строку чека', en: 'choose a line of the receipt' },
  Backspace: { ru: 'стереть набранное', en: 'erase what was typed' },
  F1: { ru: 'почему такая цена или отказ', en: 'why this price or refusal' },
  F2: { ru: 'количество в строке', en: 'quantity of the line' },
  'Shift+F2': { ru: 'карты клиента', en: 'the member’s cards' },
  F3: { ru: 'найти или завести клиента', en: 'find or register a member' },
  F4: { ru: 'списать баллы', en: 'redeem points' },
  F5: { ru: 'отдать подарок', en: 'give the gift' },
  F6: { ru: 'убрать строку', en: 'void the line' },
  'Shift+F6': { ru: 'отменить чек', en: 'cancel the receipt' },
  F7: { ru: 'отложить чек или вернуть', en: 'park or resume a receipt' },
  F8: { ru: 'чеки смены, копия, возврат', en: 'receipts, a copy, a return' },
  F9: { ru: 'оплата картой', en: 'pay by card' },
  F10: { ru: 'оплата наличными', en: 'pay in cash' },
  F11: { ru: 'каталог товаров', en: 'the catalogue' },
  F12: { ru: 'смена, деньги в ящике, PIN', en: 'shift, cash in the drawer, PIN' },
  'Shift+F12': { ru: 'устройства (старший)', en: 'devices (a manager)' },
  'Ctrl+KeyL': { ru: 'выйти, чек остаётся', en: 'sign out, the receipt stays' },
  'Shift+F3': { ru: 'завести новую карту', en: 'register a new card' },
  'Shift+F1': { ru: 'этот список', en: 'this list' },
} satisfies Record<string, Text>;
