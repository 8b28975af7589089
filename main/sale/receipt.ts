import type { Account } from '../../shared/loyalty/account.ts';
import type { WalletPoints } from '../../shared/loyalty/basics.ts';
import type { Effect, OutcomeLine, ReturnMoney, ReturnOutcome, SaleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { fill } from '../../shared/i18n/fill.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { receiptTexts } from '../../shared/i18n/receipt.ts';
import { tellMessage } from '../../shared/i18n/tell-reasons.ts';
import type { Good, Shop } from '../../shared/protocol/feed.ts';
import type { AttachedBody, Payment, SaleBody } from '../../shared/protocol/journal.ts';
import type {
  AttachedSlipData,
  ReceiptDonation,
  ReceiptHead,
  ReceiptLine,
  ReceiptMember,
  ReceiptPoints,
  ReturnReceiptData,
  SaleReceiptData,
} from '../../shared/receipt/data.ts';
import { maskedTail } from './known-cards.ts';
import { namesIn, ruleName } from './reasons.ts';
import { firstToLapse } from './view.ts';
import type { Rung } from './view.ts';

/** What receipts say, taken from outcomes: nothing is computed here that was not computed before. */

export type PaperSources = {
  shop: Shop;
  /** The till's name as people know it. */
  till: string;
  cashier: string;
  locale: Locale;
  goodOf(sku: string): Good | undefined;
  /** A card of the member, where none was shown. */
  cardOf(member: string): string | undefined;
  /** Set while the hub is out of reach: balances are as this till knows them now. */
  asOf: string | null;
  /** How many of the member's wishes have arrived and are none of these goods. */
  arrived(member: string, skus: readonly string[]): number;
};

type Printed = { number: number; moment: string; payments: readonly Payment[]; account: Account | null };

export function saleReceipt(rung: Rung, printed: Printed, sources: PaperSources): SaleReceiptData {
  const { sale, outcome, programme } = rung;
  const { grossMinor, discountMinor, redeemedMinor, netMinor, earned, redeemed, vat } = outcome.totals;
  const { payments } = printed;
  const moved = { earned, spent: redeemed };
  return {
    kind: 'sale',
    ...head(printed.moment, sources),
    receiptId: sale.receipt,
    number: String(printed.number),
    lines: outcome.lines.map((line) => saleLine(line, programme, sources)),
    totals: { grossMinor, discountMinor, redeemedMinor, netMinor },
    ...donationsOf(outcome.donations, programme, sources),
    vat,
    payments: payments.map(({ kind, amountMinor, tenderedMinor }) => ({
      kind,
      amountMinor: tenderedMinor ?? amountMinor,
    })),
    changeMinor: changeOf(payments),
    ...memberPart(printed.account, sale.member?.card, programme, sources),
    points: printed.account ? pointsParts(printed.account, moved, outcome.effects, programme, printed, sources) : [],
    messages: [
      ...outcome.messages.map((message) => tellMessage(message, namesIn(programme, sources.locale))),
      ...arrivedMessage(rung, sources),
    ],
    opensDrawer: payments.some(({ kind }) => kind === 'cash'),
  };
}

/** Only how many, never what: it may be in the member's own words. */
function arrivedMessage({ sale, outcome }: Rung, { locale, arrived }: PaperSources): string[] {
  const skus = outcome.lines.map(({ sku }) => sku);
  const count = sale.member ? arrived(sale.member.id, skus) : 0;
  return count === 0 ? [] : [fill(receiptTexts[locale].wishesArrived, { count })];
}

export function returnReceipt(
  sale: SaleBody,
  outcome: ReturnOutcome,
  programme: Programme,
  printed: Printed,
  sources: PaperSources,
): ReturnReceiptData {
  const { refundMinor, vat, reinstated, clawedBack } = outcome.totals;
  const { payments } = printed;
  return {
    kind: 'return',
    ...head(printed.moment, sources),
    number: String(printed.number),
    sale: { number: String(sale.number), moment: sale.facts.moment },
    lines: outcome.lines.map(({ sku, gift, positions }) => ({
      name: goodName(sku, sources),
      unit: unitOf(sku, sources),
      gift: gift !== undefined,
      positions,
    })),
    refundMinor,
    ...donationsOf(outcome.donations, programme, sources),
    vat,
    refunds: payments.map(({ kind, amountMinor }) => ({ kind, amountMinor })),
    ...memberPart(printed.account, undefined, programme, sources),
    points: printed.account
      ? pointsParts(printed.account, { reinstated, clawedBack }, [], programme, printed, sources)
      : [],
    opensDrawer: payments.some(({ kind }) => kind === 'cash'),
  };
}

/** `account`: with what the receipt brought in it. */
export function attachedSlip(
  { number, facts }: SaleBody,
  { moment, money }: AttachedBody,
  { account, card, programme }: { account: Account; card: string | undefined; programme: Programme },
  sources: PaperSources,
): AttachedSlipData {
  return {
    kind: 'attached',
    ...head(moment, sources),
    sale: { number: String(number), moment: facts.moment },
    ...memberPart(account, card, programme, sources),
    points: pointsParts(account, { earned: money.totals.earned }, [], programme, { moment }, sources),
  };
}

function donationsOf(
  donations: SaleMoney['donations'] | ReturnMoney['donations'],
  programme: Programme,
  { locale }: PaperSources,
): { donations?: ReceiptDonation[] } {
  if (!donations) return {};
  const told = donations.map(({ cause, by, amountMinor }) => ({
    cause: programme.causes?.find(({ id }) => id === cause)?.name[locale] ?? cause,
    by,
    amountMinor,
  }));
  return { donations: told };
}

export function changeOf(payments: readonly Payment[]): number {
  return payments.reduce((sum, { changeMinor = 0 }) => sum + changeMinor, 0);
}

export function head(moment: string, { shop, till, cashier }: PaperSources): ReceiptHead {
  const { name, address, taxId, currency } = shop;
  return { shop: { name, address, ...(taxId === undefined ? {} : { taxId }) }, till, cashier, moment, currency };
}

function saleLine(line: OutcomeLine, programme: Programme, sources: PaperSources): ReceiptLine {
  const { quantity, unitPriceMinor, grossMinor, redeemedMinor, netMinor, positions } = line;
  return {
    name: goodName(line.sku, sources),
    quantity,
    unit: unitOf(line.sku, sources),
    unitPriceMinor,
    grossMinor,
    discounts: line.discounts.map(({ rule, amountMinor }) => ({
      why: ruleName(programme, rule)?.[sources.locale] ?? rule,
      amountMinor,
    })),
    redeemedMinor,
    netMinor,
    gift: line.gift !== undefined,
    positions,
  };
}

function goodName(sku: string, { goodOf, locale }: PaperSources): string {
  return goodOf(sku)?.name[locale] ?? sku;
}

function unitOf(sku: string, { goodOf }: PaperSources): 'piece' | 'kilogram' {
  return goodOf(sku)?.byWeight ? 'kilogram' : 'piece';
}

function memberPart(
  account: Account | null,
  card: string | undefined,
  programme: Programme,
  { locale, cardOf }: PaperSources,
): { member?: ReceiptMember } {
  if (!account) return {};
  const tier = programme.tiers?.find(({ id }) => id === account.tier)?.name[locale];
  return {
    member: {
      card: maskedTail(card ?? cardOf(account.member) ?? account.member),
      ...(tier === undefined ? {} : { tier }),
    },
  };
}

type Moved = Partial<Record<'earned' | 'spent' | 'reinstated' | 'clawedBack', readonly WalletPoints[]>>;

function pointsParts(
  account: Account,
  moved: Moved,
  effects: readonly Effect[],
  programme: Programme,
  { moment }: Pick<Printed, 'moment'>,
  { locale, asOf }: PaperSources,
): ReceiptPoints[] {
  const now = Date.parse(moment);
  return programme.wallets.map(({ id, name, scale }) => {
    const lots = account.lots.filter(
      ({ wallet, expiresAt }) => wallet === id && (expiresAt === null || Date.parse(expiresAt) > now),
    );
    const debt = account.debt.find(({ wallet }) => wallet === id)?.points;
    const lapse = firstToLapse(lots);
    return {
      wallet: name[locale],
      scale,
      ...amounts(moved, id),
      earnedBecause: effects
        .filter(({ kind, unit }) => kind === 'accrual' && unit === id)
        .map(({ rule, amount }) => ({ why: ruleName(programme, rule)?.[locale] ?? rule, points: amount })),
      balance: lots.reduce((sum, { points }) => sum + points, 0),
      ...(debt === undefined ? {} : { debt }),
      ...(lapse === null ? {} : { expiresNext: { points: lapse.points, day: lastDay(lapse.at) } }),
      ...(asOf === null ? {} : { asOf }),
    };
  });
}

function amounts(moved: Moved, wallet: string): Partial<Record<keyof Moved, number>> {
  const found: Partial<Record<keyof Moved, number>> = {};
  for (const [side, list] of Object.entries(moved) as [keyof Moved, readonly WalletPoints[]][]) {
    const points = list.find((each) => each.wallet === wallet)?.points;
    if (points !== undefined) found[side] = points;
  }
  return found;
}

/** The last day by the wall clock on which a lot can be spent: the day before, where it lapses at midnight. */
function lastDay(expiresAt: string): string {
  return new Date(Date.parse(`${expiresAt.slice(0, 19)}Z`) - 1000).toISOString().slice(0, 10);
}
