import type { Locale } from './locale.ts';

/** What the panel that sets a PIN says; it comes with the panel. */
const ru = {
  hint: 'PIN спрашивают при входе на этой кассе. На другой кассе он свой.',
  whose: 'Чей PIN',
  current: 'Прежний PIN',
  fresh: 'Новый PIN',
  again: 'Новый ещё раз',
  cashier: 'От четырёх до шести цифр.',
  manager: 'У старшего шесть цифр.',
  differs: 'Новые PIN не совпали.',
  keep: 'Задать PIN',
  kept: 'PIN задан: {name}.',
};

const en: typeof ru = {
  hint: 'The PIN is asked for when signing in at this till. Another till has its own.',
  whose: 'Whose PIN',
  current: 'PIN of before',
  fresh: 'New PIN',
  again: 'New PIN again',
  cashier: 'Four to six digits.',
  manager: 'A manager has six digits.',
  differs: 'The new PINs are not the same.',
  keep: 'Set the PIN',
  kept: 'PIN set: {name}.',
};

export const pinTexts: Record<Locale, typeof ru> = { ru, en };
