import { computed } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import {
  formatCurrency,
  formatDay,
  formatMoment,
  formatMoney,
  formatPoints,
  formatQuantity,
} from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { pageTexts } from '../../shared/i18n/page.ts';
import type { PageTexts } from '../../shared/i18n/page.ts';
import type { Text } from '../../shared/loyalty/basics.ts';
import type { GoodView } from '../../shared/protocol/page.ts';
import type { Lists } from '../model/lists.ts';
import type { Screen } from '../model/screen.ts';
import type { TillModel } from '../model/till.ts';
import type { Actions } from './actions.ts';
import type { ErrorTexts } from './notices.tsx';
import { reasonWords } from './reason-words.ts';
import type { ReasonWords } from './reason-words.ts';

/** How everything is said in the cashier's language. */
export type Speech = {
  locale: Locale;
  texts: PageTexts;
  say: (text: Text) => string;
  /** `1 234,50`. */
  sum: (amountMinor: number) => string;
  /** With its currency. */
  money: (amountMinor: number) => string;
  /** `50 бонусов` needs grammar: points are told as `50` and their wallet's name. */
  points: (points: number, wallet: string) => string;
  quantity: (thousandths: number) => string;
  day: (moment: string) => string;
  moment: (moment: string) => string;
} & ReasonWords;

export type Cashier = {
  till: TillModel;
  screen: Screen;
  speech: ReadonlySignal<Speech>;
  actions: Actions;
  /** Null until the lists' own code has arrived, after the first paint. */
  lists: ReadonlySignal<Lists | null>;
  /** Null until they have arrived, after the first paint: a code is shown as it is meanwhile. */
  errorTexts: ReadonlySignal<ErrorTexts | null>;
  /** Goods whose name is being typed. */
  found: ReadonlySignal<readonly GoodView[]>;
};

const CashierContext = createContext<Cashier | null>(null);
export const CashierProvider = CashierContext.Provider;

export function useCashier(): Cashier {
  const cashier = useContext(CashierContext);
  if (!cashier) throw new Error('no cashier around this component');
  return cashier;
}

export function speechOf(till: TillModel): ReadonlySignal<Speech> {
  return computed(() => {
    const hello = till.hello.value;
    const locale = hello?.locale ?? 'ru';
    const scaleOf = (wallet: string) => hello?.wallets.find(({ id }) => id === wallet)?.scale ?? 0;
    const points = (amount: number, wallet: string) => formatPoints(amount, scaleOf(wallet), locale);
    return {
      locale,
      texts: pageTexts[locale],
      say: (text) => text[locale],
      sum: (amountMinor) => formatMoney(amountMinor, locale),
      money: (amountMinor) => formatCurrency(amountMinor, hello?.currency ?? 'RUB', locale),
      points,
      quantity: (thousandths) => formatQuantity(thousandths, locale),
      day: (moment) => formatDay(moment, locale),
      moment: (moment) => formatMoment(moment, locale),
      ...reasonWords(
        locale,
        points,
        () => till.hello.peek(),
        () => till.sale.peek(),
      ),
    };
  });
}
