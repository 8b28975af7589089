import type { Text } from '../loyalty/basics.ts';
import type { Effect } from '../loyalty/outcome.ts';
import { tellBecause } from './tell-reasons.ts';
import type { Names } from './tell-reasons.ts';
import { fill } from './fill.ts';
import { formatMoney, formatQuantity } from './format.ts';

/** What came of a rule, in a sentence. `{rule}` is its name, `{amount}` how much by its unit. */
export const effectTexts: Record<Effect['kind'], Text> = {
  fixedPrice: { ru: '{rule}: цена ниже на {amount}', en: '{rule}: the price is {amount} lower' },
  discount: { ru: '{rule}: скидка {amount}', en: '{rule}: {amount} off' },
  gift: { ru: '{rule}: бесплатно {amount}', en: '{rule}: {amount} for nothing' },
  redemption: { ru: 'Оплачено баллами: {amount}', en: 'Paid with points: {amount}' },
  accrual: { ru: '{rule}: начислено {amount}', en: '{rule}: {amount} earned' },
  tier: { ru: 'Уровень {rule}: куплено всего на {amount}', en: 'Tier {rule}: bought for {amount} in all' },
  rounding: { ru: 'Итог округлён на {amount}', en: 'The total is rounded by {amount}' },
  reinstatement: { ru: 'Баллы вернулись на счёт: {amount}', en: 'Points given back: {amount}' },
  clawback: { ru: 'Начисленные баллы сняты: {amount}', en: 'Earned points taken back: {amount}' },
  donation: { ru: '{rule}: на доброе дело {amount}', en: '{rule}: {amount} to a good cause' },
  share: { ru: '{rule}: пригласившему или агенту {amount}', en: '{rule}: {amount} to the referrer or agent' },
  settlement: { ru: '{rule}: расчёт между партнёрами на {amount}', en: '{rule}: {amount} settled between partners' },
  entitlement: { ru: '{rule}: открыто предложений: {amount}', en: '{rule}: offers opened: {amount}' },
  segment: { ru: '{rule}: участник принят в группу', en: '{rule}: the member joins a segment' },
  challenge: { ru: '{rule}: засчитано {amount}', en: '{rule}: {amount} counted' },
  privilege: { ru: '{rule}: привилегия', en: '{rule}: a privilege' },
};

const allocationText: Text = { ru: '{line}: {amount}', en: '{line}: {amount}' };

export type ToldEffect = { text: string; allocations: string[]; because: string[] };

/** An effect as sentences: what it came to, where it fell, and every comparison that let it apply. */
export function tellEffect({ rule, kind, amount, unit, allocations, because }: Effect, names: Names): ToldEffect {
  const { locale } = names;
  const amountOf = (value: number) => amountText(value, unit, names);
  return {
    text: fill(effectTexts[kind][locale], { rule: names.name(rule), amount: amountOf(amount) }),
    allocations: allocations.map((each) =>
      fill(allocationText[locale], { line: each.line, amount: amountOf(each.amount) }),
    ),
    because: because.map((each) => tellBecause(each, rule, names)),
  };
}

/** `minor` is money, `thousandths` a quantity, `times` a count, and all else a wallet. */
function amountText(amount: number, unit: string, names: Names): string {
  if (unit === 'minor') return formatMoney(amount, names.locale);
  if (unit === 'thousandths') return formatQuantity(amount, names.locale);
  return unit === 'times' ? formatQuantity(amount * 1000, names.locale) : names.points(amount, unit);
}
