import type { Locale } from './locale.ts';

/** What the panel of versions and health says; it comes with the panel, not with the page. */
const ru = {
  version: 'Копилка',
  engine: 'Расчёт, семантика',
  programme: 'Программа действует с',
  protocol: 'Протокол с хабом',
  schemas: 'Схемы журнала и данных',
  runs: 'Работает на',
  till: 'Касса',
  hub: 'Хаб',
  waiting: 'Записей ждут хаба',
  journal: 'Журнал',
  data: 'Данные магазина',
  free: 'Свободно на диске',
  none: 'нет',
  diagnose: 'Сохранить файл для поддержки',
  diagnoseHint: 'В файле версии, счётчики и состояния; имён, телефонов, карт и чеков в нём нет.',
  saved: 'Сохранено: {file}',
};
export type HealthTexts = typeof ru;

const en: HealthTexts = {
  version: 'Kopilka',
  engine: 'Engine, semantics',
  programme: 'Programme in force since',
  protocol: 'Protocol with the hub',
  schemas: 'Schemas of journal and data',
  runs: 'Runs on',
  till: 'Till',
  hub: 'Hub',
  waiting: 'Records waiting for the hub',
  journal: 'Journal',
  data: 'Data of the shop',
  free: 'Free on the disk',
  none: 'none',
  diagnose: 'Save a file for support',
  diagnoseHint: 'The file holds versions, counts and states; no names, phones, cards or receipts.',
  saved: 'Saved: {file}',
};

export const healthTexts: Record<Locale, HealthTexts> = { ru, en };
