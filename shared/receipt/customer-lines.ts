import { customerTexts } from '../i18n/customer.ts';
import { formatMoney, formatPoints, formatQuantity } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import type { SaleView } from '../protocol/page.ts';

type Shown = {
  locale: Locale;
  columns: number;
  shop: string;
  /** Decimals of a wallet's points. */
  scaleOf: (wallet: string) => number;
};

/** What the customer is shown on two lines while this is on the cashier's screen. Longer texts are cut by the display. */
export function customerLines(view: SaleView, { locale, columns, shop, scaleOf }: Shown): [string, string] {
  const texts = customerTexts[locale];
  const row = (label: string, amount: string) => apart(label, amount, columns);
  const money = (label: string, amountMinor: number) => row(label, formatMoney(amountMinor, locale));
  const { phase, done, lines, lastLine, totals } = view;
  if (phase === 'signedOut' || phase === 'shiftClosed') return [texts.closed, ''];
  if (phase === 'done' && done) {
    const { changeMinor, dueMinor, earned } = done;
    const [most] = earned.toSorted((a, b) => b.points - a.points);
    return [
      changeMinor > 0 ? money(texts.change, changeMinor) : money(texts.paid, dueMinor),
      most ? row(texts.points, `+${formatPoints(most.points, scaleOf(most.wallet), locale)}`) : texts.thanks,
    ];
  }
  const line = lines.find(({ id }) => id === lastLine) ?? lines.at(-1);
  if (!line) return [shop, texts.welcome];
  if (phase !== 'selling') return [money(texts.total, totals.netMinor), money(texts.toPay, totals.leftMinor)];
  const many = line.quantity === 1000 ? '' : `${formatQuantity(line.quantity, locale)}x`;
  return [row(line.name[locale], many), money(texts.total, totals.netMinor)];
}

/** The right part whole, and of the left what fits before it. */
function apart(left: string, right: string, columns: number): string {
  const room = columns - Array.from(right).length - (right === '' ? 0 : 1);
  const cut = Array.from(left).slice(0, Math.max(0, room)).join('');
  return right === '' ? cut : `${cut.padEnd(Math.max(0, room))} ${right}`;
}
