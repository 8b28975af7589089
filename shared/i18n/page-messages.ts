import type { Text } from '../loyalty/basics.ts';

/** What the till may say in a side notice beside registered errors, and the labels of the one action a notice has. */
export const pageMessages = {
  'action.print': { ru: 'Напечатать', en: 'Print' },
  'action.fiscal': { ru: 'Оформить снова', en: 'Register again' },
  'action.register': { ru: 'Оформить карту', en: 'Register the card' },
} satisfies Record<string, Text>;

export type PageMessage = keyof typeof pageMessages;
