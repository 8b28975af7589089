import type { Locale } from './locale.ts';

/** What a page says while somebody practises: the cashier's, then the customer's. */
const ru = {
  title: 'Учебный режим',
  told: 'Ничего не продаётся: чеки, деньги и баллы ненастоящие. PIN старшего 000000.',
  end: 'К настоящей кассе',
  customer: 'Учебный режим: здесь ничего не продаётся',
};

const en: typeof ru = {
  title: 'Training',
  told: 'Nothing is sold: receipts, money and points are not real. A manager’s PIN is 000000.',
  end: 'To the real till',
  customer: 'Training: nothing is sold here',
};

export const trainingTexts: Record<Locale, typeof ru> = { ru, en };
