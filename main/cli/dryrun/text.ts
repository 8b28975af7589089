import { formatMoney, formatRate } from '../../../shared/i18n/format.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { DryRun } from './run.ts';
import type { Gains } from './tally.ts';

const words = {
  receipts: { ru: 'продаж, возвратов, участников', en: 'sales, returns, members' },
  was: { ru: 'было', en: 'was' },
  would: { ru: 'стало бы', en: 'would be' },
  netMinor: { ru: 'Оплачено', en: 'Paid' },
  discountMinor: { ru: 'Скидки', en: 'Discounts' },
  accruedMinor: { ru: 'Начислено', en: 'Accrued' },
  sharedMinor: { ru: 'Пригласившим и агентам', en: 'To referrers and agents' },
  redeemedMinor: { ru: 'Списано', en: 'Redeemed' },
  donatedMinor: { ru: 'На добрые дела', en: 'To causes' },
  liabilityChangeMinor: { ru: 'Обязательства изменились на', en: 'Change of liability' },
  costMinor: { ru: 'Отдано', en: 'Given away' },
  cost: { ru: 'Цена программы', en: 'Cost of the programme' },
  wins: { ru: 'выиграют', en: 'win' },
  loses: { ru: 'проиграют', en: 'lose' },
  same: { ru: 'так же', en: 'the same' },
  all: { ru: 'Участники', en: 'Members' },
  tier: { ru: 'Уровень', en: 'Tier' },
  segment: { ru: 'Сегмент', en: 'Segment' },
} as const;

const rows = [
  'netMinor',
  'discountMinor',
  'accruedMinor',
  'sharedMinor',
  'redeemedMinor',
  'donatedMinor',
  'liabilityChangeMinor',
  'costMinor',
] as const;

export function dryRunText(
  { programme, sales, returns, members, was, would, ...found }: DryRun,
  locale: Locale,
): string {
  const say = (word: keyof typeof words) => words[word][locale];
  const money = (amountMinor: number) => formatMoney(amountMinor, locale);
  const rate = (basisPoints: number | null) => (basisPoints === null ? '–' : formatRate(basisPoints, locale));
  const both = (label: string, before: string, after: string) =>
    `${label}: ${say('was')} ${before}, ${say('would')} ${after}`;
  const gains = (label: string, { wins, loses, same, wonMinor, lostMinor }: Gains) =>
    `${label}: ${say('wins')} ${wins} (+${money(wonMinor)}), ${say('loses')} ${loses} (−${money(lostMinor)}), ${say('same')} ${same}`;
  return [
    `${programme.id} ${programme.version}: ${say('receipts')} ${sales}, ${returns}, ${members}`,
    ...rows.map((row) => both(say(row), money(was[row]), money(would[row]))),
    both(say('cost'), rate(was.costBp), rate(would.costBp)),
    gains(say('all'), found.gains),
    ...found.byTier.map(({ tier, ...each }) => gains(`${say('tier')} ${tier ?? '–'}`, each)),
    ...found.bySegment.map(({ segment, ...each }) => gains(`${say('segment')} ${segment}`, each)),
  ].join('\n');
}
