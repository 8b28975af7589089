import { decideCode } from '../../drivers/scanner/decide.ts';
import type { CodeConfig, CodeMeaning, CodeRead } from '../../drivers/scanner/decide.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Good } from '../../shared/protocol/feed.ts';
import { signIn } from '../shift/commands.ts';
import type { Desk } from './desk.ts';
import { enterCode } from './extras.ts';
import { goodNumbered, oneThousandths, ringGood } from './goods.ts';
import type { Wanted } from './goods.ts';
import { findByCard } from './known-cards.ts';
import { identifyByCard, identifyByPhone } from './members.ts';
import { notice } from './notices.ts';
import type { Rung } from './view.ts';

export type ScanRead = CodeRead & { quantity?: number | undefined };

/**
 * Whatever was scanned or typed does what it means, whatever the screen shows. It never throws a refusal: nobody may be looking
 * at who asked, so each becomes a side notice, and no code is lost without a word.
 */
export function scan(desk: Desk, read: ScanRead): void {
  try {
    follow(desk, meaningOf(desk, read), read);
  } catch (error) {
    if (!(error instanceof KopilkaError)) throw error;
    desk.deps.tell(notice('refused', error.code, error.args));
  }
}

/** What the till takes a code for, doing nothing. */
export function meaningOf(desk: Desk, read: CodeRead): CodeMeaning {
  return decideCode(read, codeConfig(desk));
}

function follow(desk: Desk, meaning: CodeMeaning, { code, quantity }: ScanRead): void {
  const meant = goodMeant(desk, meaning, code);
  if (meant) {
    ringGood(desk, meant.good, { quantity, ...meant.wanted });
    return tellExpired(desk, meant);
  }
  switch (meaning.kind) {
    case 'receipt':
      return tellReceipt(desk, meaning.receiptId);
    case 'invitation':
      return enterCode(desk, meaning.link);
    case 'staffBadge':
      return signInByBadge(desk, meaning.badge);
    case 'memberCard':
      return showCard(desk, meaning.card);
    case 'coupon':
      return enterCode(desk, meaning.coupon);
    case 'phone':
      return identifyByPhone(desk, meaning.phone);
    default:
      throw unknownCode(code);
  }
}

export function unknownCode(code: string): KopilkaError {
  return new KopilkaError('code.unknown', { code: code.slice(0, 60) });
}

/** A good, and what its code tells of this very piece. */
export type Meant = { good: Good; wanted: Wanted; expires: string | null };

/** Null: the code is of no good. Throws `good.unknown`, `code.brokenMark`. */
export function goodMeant(desk: Desk, meaning: CodeMeaning, code: string): Meant | null {
  switch (meaning.kind) {
    case 'weighed':
      return { good: goodNumbered(desk, meaning.sku), wanted: { quantity: meaning.grams }, expires: null };
    case 'priced':
      return { good: goodNumbered(desk, meaning.sku), wanted: labelled(meaning.priceMinor), expires: null };
    case 'product':
      return productMeant(desk, meaning, code);
    case 'sku':
      return { good: goodNumbered(desk, meaning.sku), wanted: {}, expires: null };
    case 'brokenMark':
      throw new KopilkaError('code.brokenMark', { code: meaning.gtin });
    default:
      return null;
  }
}

/** A price on the label is that of the piece it is on, whatever it weighs. */
function labelled(priceMinor: number): Wanted {
  return { quantity: oneThousandths, priceMinor };
}

type Product = Extract<CodeMeaning, { kind: 'product' }>;

function productMeant(desk: Desk, { gtin, grams, priceMinor, mark, expires }: Product, code: string): Meant {
  const wanted: Wanted = priceMinor !== null ? labelled(priceMinor) : grams !== null ? { quantity: grams } : {};
  return { good: productOf(desk, gtin, code), wanted: mark === null ? wanted : { ...wanted, mark }, expires };
}

function tellExpired(desk: Desk, { good, expires }: Meant): void {
  if (expires === null || expires >= desk.around.now().slice(0, 10)) return;
  desk.deps.tell(notice('look', 'notice.expired', { name: good.name[desk.around.locale()], day: expires }));
}

/** Catalogues write one number in several ways: the one spelling of it first, then as it was scanned. */
function productOf({ deps }: Desk, gtin: string, code: string): Good {
  const good = deps.replica.findGoodByBarcode(gtin) ?? deps.replica.findGoodByBarcode(code);
  if (!good) throw new KopilkaError('good.unknown', { code: gtin });
  return good;
}

/** A card of the shop's that is nobody's yet is offered for registration. */
function showCard(desk: Desk, card: string): void {
  if (findByCard(desk, card) !== undefined) return identifyByCard(desk, card);
  desk.ready();
  const register = { label: 'action.register', method: 'sale.register', params: { card } } as const;
  desk.deps.tell(notice('look', 'member.unknown', { value: card }, register));
}

function signInByBadge(desk: Desk, badge: string): void {
  const cashier = desk.deps.replica.list('cashier').find((each) => each.badge === badge);
  if (!cashier) throw new KopilkaError('cashier.unknown', { cashier: badge });
  signIn(desk, cashier.id);
}

function tellReceipt(desk: Desk, receipt: string): void {
  const sold = desk.deps.journal.sale(receipt);
  if (!sold) return desk.deps.tell(notice('look', 'notice.receiptElsewhere'));
  desk.deps.tell(notice('look', 'notice.receiptScanned', { number: sold.record.body.number }));
}

function codeConfig(desk: Desk): CodeConfig {
  const { settings, replica } = desk.deps;
  const rung = desk.rung();
  const { programme } = rung ?? desk.around.programmeAt(desk.around.now());
  return {
    cards: programme.identification?.cards ?? [],
    coupons: [...promoCodes(programme), ...couponsOf(rung)],
    invitationLinks: [],
    labels: settings.labels,
    phoneCountry: settings.phoneCountry,
    isSku: (code) => replica.get('good', code) !== undefined,
  };
}

/** Codes of promotions and invitations. */
function promoCodes({ promotions, links = [] }: Programme): string[] {
  const codes = promotions.flatMap(({ when }) => (when?.code === undefined ? [] : [when.code]));
  return [...codes, ...links.map(({ id }) => id)];
}

/** Coupons that the buyer holds: each works when it is shown. */
function couponsOf(rung: Rung | null): string[] {
  const held = rung?.sale.member?.facts.entitlements ?? [];
  return held.flatMap(({ kind, id }) => (kind === 'coupon' ? [id] : []));
}
