import { formatMoney, formatRate } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { CashierReport } from '../../shared/protocol/report.ts';

const words = {
  sales: { ru: 'продаж', en: 'sales' },
  withMember: { ru: 'с картой', en: 'with a card' },
  late: { ru: 'карта после последнего товара', en: 'card after the last good' },
  attached: { ru: 'карта к оплаченному чеку', en: 'card attached after payment' },
  cards: { ru: 'чаще всего карты', en: 'cards most often' },
  returns: { ru: 'возвратов', en: 'returns' },
  voided: { ru: 'снято строк', en: 'lines taken off' },
  afterMember: { ru: 'из них после карты', en: 'of them after the card' },
  cancelled: { ru: 'отменено чеков', en: 'receipts cancelled' },
  overrides: { ru: 'изменено цен', en: 'prices changed' },
  byHand: { ru: 'баллы вручную', en: 'points by hand' },
  redeemed: { ru: 'списания баллов', en: 'points redeemed' },
} as const;

/** What is worth a look at one cashier, for people. */
export function cashierText(report: CashierReport, locale: Locale): string {
  const say = (word: keyof typeof words) => words[word][locale];
  const money = (amountMinor: number) => formatMoney(amountMinor, locale);
  const rate = (bp: number | null) => (bp === null ? '–' : formatRate(bp, locale));
  const { voided, cancelled } = report;
  return [
    `${report.cashier}: ${say('sales')} ${report.sales} (${money(report.netMinor)}), ${say('withMember')} ${report.withMember}`,
    `  ${say('late')}: ${report.lateMember} (${rate(report.lateMemberBp)}); ${say('attached')}: ${report.attached}`,
    `  ${say('cards')}: ${report.cards.map((card) => `${card.member} ${card.receipts} (${rate(card.shareBp)})`).join(', ') || '–'}`,
    `  ${say('returns')}: ${report.returns} (${rate(report.returnsBp)}), ${money(report.refundMinor)}`,
    `  ${say('voided')}: ${voided.lines} (${money(voided.grossMinor)}), ${say('afterMember')} ${voided.afterMember} (${money(voided.afterMemberMinor)})`,
    `  ${say('cancelled')}: ${cancelled.receipts} (${money(cancelled.grossMinor)}); ${say('overrides')}: ${report.priceOverrides}`,
    `  ${say('redeemed')}: ${report.redemptions.map((each) => `${each.level} ${each.receipts} (${money(each.amountMinor)})`).join(', ') || '–'}`,
    ...report.byHand.map((each) => `  ${say('byHand')}: ${each.times} (+${each.given} -${each.taken} ${each.wallet})`),
  ].join('\n');
}
