import { formatMoment, formatMoney, formatQuantity, formatRate } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { quoteTexts } from '../../shared/i18n/quote.ts';
import { availableLots } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { OutcomeLine, ReturnLine, ReturnMoney, SaleMoney, VatTotal } from '../../shared/loyalty/outcome.ts';
import { eventName, eventRows, messagesOf } from './event-text.ts';
import { messageLines, rejectionLines } from './rejections.ts';
import { pointRows, rightRows, shareRows } from './rows.ts';
import type { Row } from './rows.ts';
import type { Quoted } from './run.ts';
import { ruleName } from './words.ts';
import type { Words } from './words.ts';

const width = 60;

/** An answered step as a person reads it. `step` counts from 1; left out for a request of one. */
export function quoteText(quoted: Quoted, locale: Locale, step?: number): string {
  const words: Words = { programme: quoted.programme, locale, texts: quoteTexts[locale] };
  return [
    title(quoted, words, step),
    ...rowsOf(quoted, words).map(row),
    ...accountRows(quoted, words).map(row),
    ...messageLines(messagesOf(quoted), words),
    ...rejectionLines(quoted.outcome.rejections, words),
  ].join('\n');
}

function title({ kind, facts }: Quoted, { locale, texts }: Words, step: number | undefined): string {
  const who = facts.member ? `, ${texts.member} ${facts.member.id}` : '';
  const where = step === undefined ? '' : `${texts.step} ${step}. `;
  const what = 'receipt' in facts ? facts.receipt : eventName(facts, locale);
  return `${where}${texts[kind]} ${what}, ${formatMoment(facts.moment, locale)}${who}`;
}

function rowsOf(quoted: Quoted, words: Words): Row[] {
  if (quoted.kind === 'event') return eventRows(quoted.outcome, quoted.facts.member.id, words);
  return quoted.kind === 'sale' ? saleRows(quoted, words) : returnRows(quoted, words);
}

function saleRows({ outcome }: Extract<Quoted, { kind: 'sale' }>, words: Words): Row[] {
  const { texts, locale } = words;
  const { totals, entitlements, redeemable } = outcome;
  const spendable = redeemable.filter(({ points }) => points > 0);
  const isGift = (id: string) => outcome.lines.some(({ gift }) => gift === id);
  return [
    ...outcome.lines.flatMap((line) => saleLine(line, words)),
    ['', ''],
    [texts.gross, formatMoney(totals.grossMinor, locale)],
    ...minus(texts.discounts, totals.discountMinor, words),
    ...minus(texts.points, totals.redeemedMinor, words),
    [texts.toPay, formatMoney(totals.netMinor, locale)],
    ...donationRows(outcome.donations, texts.withDonation, dueMinor(totals), words),
    ...vatRows(totals.vat, words),
    ...pointRows(texts.spent, totals.redeemed, words),
    ...pointRows(texts.earned, totals.earned, words),
    ...(totals.redeemedMinor === 0 ? pointRows(texts.redeemable, spendable, words) : []),
    ...entitlements.used.map(({ id, quantity, closed }): Row => [
      `${texts[isGift(id) ? 'gift' : 'right']} ${id}${closed ? `, ${texts.closed}` : ''}`,
      formatQuantity(quantity, locale),
    ]),
    ...rightRows(entitlements.issued ?? [], words),
    ...shareRows(texts.shared, outcome.shares ?? [], words),
  ];
}

function saleLine(line: OutcomeLine, words: Words): Row[] {
  const { locale, texts } = words;
  const price = `${formatQuantity(line.quantity, locale)} × ${formatMoney(line.unitPriceMinor, locale)}`;
  const changed = line.discountMinor > 0 || line.redeemedMinor > 0;
  return [
    [
      `${line.sku}  ${price}${line.gift === undefined ? '' : `  (${texts.gift})`}`,
      formatMoney(line.grossMinor, locale),
    ],
    ...line.discounts.flatMap(({ rule, amountMinor }) => minus(`  ${ruleName(rule, words)}`, amountMinor, words)),
    ...line.redeemed.flatMap(({ wallet, amountMinor }) => minus(`  ${ruleName(wallet, words)}`, amountMinor, words)),
    ...(changed ? [['  =', formatMoney(line.netMinor, locale)] as const] : []),
  ];
}

function returnRows({ outcome }: Extract<Quoted, { kind: 'return' }>, words: Words): Row[] {
  const { texts, locale } = words;
  const { totals, entitlements } = outcome;
  return [
    ...outcome.lines.flatMap((line) => returnLine(line, words)),
    ['', ''],
    [texts.toRefund, formatMoney(totals.refundMinor, locale)],
    ...donationRows(outcome.donations, texts.refundWithDonation, dueMinor(totals), words),
    ...vatRows(totals.vat, words),
    ...pointRows(texts.reinstated, totals.reinstated, words),
    ...pointRows(texts.clawedBack, totals.clawedBack, words),
    ...entitlements.reopened.map(({ id, quantity }): Row => [
      `${texts[outcome.lines.some(({ gift }) => gift === id) ? 'gift' : 'right']} ${id}, ${texts.reopened}`,
      formatQuantity(quantity, locale),
    ]),
    ...(entitlements.revoked ?? []).map((id): Row => [`${texts.right} ${id}, ${texts.revoked}`, '']),
    ...shareRows(texts.sharedBack, outcome.shares ?? [], words),
  ];
}

function returnLine({ sku, positions, gift }: ReturnLine, { locale, texts }: Words): Row[] {
  return positions.map(({ quantity, unitNetMinor, netMinor }) => [
    `${sku}  ${formatQuantity(quantity, locale)} × ${formatMoney(unitNetMinor, locale)}${gift === undefined ? '' : `  (${texts.gift})`}`,
    formatMoney(netMinor, locale),
  ]);
}

function accountRows({ account, outcome }: Quoted, words: Words): Row[] {
  const { texts, locale } = words;
  const progress = outcome.kind === 'reaction' ? [] : outcome.progress;
  return [
    ...progress.map((each): Row => {
      if ('tier' in each)
        return [texts.leftTo.replace('{tier}', ruleName(each.tier, words)), formatMoney(each.leftMinor, locale)];
      return [ruleName(each.challenge, words), `${each.count} / ${each.goal}`];
    }),
    ...(account ? balanceRows(account, words) : []),
  ];
}

function balanceRows(account: Account, words: Words): Row[] {
  const { texts, programme } = words;
  const lots = availableLots(account);
  return programme.wallets.flatMap(({ id }) => [
    ...pointRows(texts.balance, [{ wallet: id, points: sum(lots.filter(({ wallet }) => wallet === id)) }], words),
    ...pointRows(
      texts.debt,
      account.debt.filter(({ wallet }) => wallet === id),
      words,
    ),
  ]);
}

/** The buyer's own donation with the sum it makes, then what the shop gives. */
function donationRows(
  donations: SaleMoney['donations'] | ReturnMoney['donations'] = [],
  total: string,
  totalMinor: number,
  words: Words,
): Row[] {
  const { texts, locale } = words;
  const told = (by: 'member' | 'shop', text: string) =>
    donations
      .filter((each) => each.by === by)
      .map(({ cause, amountMinor }): Row => [
        text.replace('{cause}', ruleName(cause, words)),
        formatMoney(amountMinor, locale),
      ]);
  const own = told('member', texts.donation);
  return [
    ...own,
    ...(own.length === 0 ? [] : [[total, formatMoney(totalMinor, locale)] as const]),
    ...told('shop', texts.shopGives),
  ];
}

function vatRows(vat: readonly VatTotal[], { texts, locale }: Words): Row[] {
  return vat.map(({ rateBp, vatMinor }) => [
    `${texts.vat} ${formatRate(rateBp, locale)}`,
    formatMoney(vatMinor, locale),
  ]);
}

function minus(label: string, amountMinor: number, { locale }: Words): Row[] {
  return amountMinor === 0 ? [] : [[label, `−${formatMoney(amountMinor, locale)}`]];
}

function sum(amounts: readonly { points: number }[]): number {
  return amounts.reduce((total, { points }) => total + points, 0);
}

function row([left, right]: Row): string {
  return right === '' ? left : `${left.padEnd(Math.max(left.length + 1, width - right.length))}${right}`;
}
