import { isGs1 } from './aim.ts';
import type { Symbology } from '../../shared/protocol/symbology.ts';
import { canonicalGtin, hasCheckDigit } from './gtin.ts';
import { groupSeparator, gs1Details, parseGs1, unbracketGs1 } from './gs1.ts';
import type { Gs1Details } from './gs1.ts';
import type { Label } from './label.ts';
import { fitsMask } from './mask.ts';
import { readPhone } from './phone.ts';

/** What a shop's own codes look like. Masks: `#` any digit, `*` any rest (at the end only), all else as it stands. */
export type CodeConfig = {
  /** Member cards, with the type a card of that mask has. */
  cards: { mask: string; cardType: string | null }[];
  /** Gift cards, coupons and promo codes. */
  coupons: string[];
  /** Beginnings of the links an invitation QR may hold, `https://club.example/i/`. */
  invitationLinks: string[];
  /** Of goods weighed in the shop. */
  labels: Label[];
  /** Country code of phone numbers told without one (`7`); null: only numbers with `+` are phones. */
  phoneCountry: string | null;
  /** Whether the catalogue has exactly this number: only for codes that mean nothing else. */
  isSku(code: string): boolean;
};

/** What a code means. `mark`: the raw code of a marked good, to be kept. */
export type CodeMeaning =
  | { kind: 'receipt'; receiptId: string }
  | { kind: 'staffBadge'; badge: string }
  | { kind: 'invitation'; link: string }
  | { kind: 'memberCard'; card: string; cardType: string | null; proof: string | null }
  | { kind: 'coupon'; coupon: string }
  | { kind: 'weighed'; sku: string; grams: number }
  | { kind: 'priced'; sku: string; priceMinor: number }
  | ({ kind: 'product'; gtin: string; mark: string | null } & Gs1Details)
  /** A mark whose separators the scanner swallowed: not to be sold by, since it is no longer what is printed. */
  | { kind: 'brokenMark'; gtin: string }
  | { kind: 'sku'; sku: string }
  | { kind: 'phone'; phone: string }
  | { kind: 'unknown' };

export type CodeRead = { code: string; symbology: Symbology | null };
type Rule = (read: CodeRead, config: CodeConfig) => CodeMeaning | null;

/** The one order in which a code is understood; the first that fits decides. */
const rules: readonly Rule[] = [
  ownQr,
  invitationLink,
  memberCard,
  coupon,
  shopLabel,
  gs1,
  tobaccoMark,
  product,
  ownSku,
  phone,
];

/** Pure; never throws, whatever was scanned. Spaces around are dropped. */
export function decideCode(read: CodeRead, config: CodeConfig): CodeMeaning {
  const trimmed = { ...read, code: read.code.replaceAll(/^[ \r\n\t]+|[ \r\n\t]+$/g, '') };
  for (const rule of rules) {
    const meaning = rule(trimmed, config);
    if (meaning) return meaning;
  }
  return { kind: 'unknown' };
}

/** `KP1:<kind>:<payload>[:proof]`. A kind from the future is unknown, never guessed at. */
function ownQr({ code }: CodeRead): CodeMeaning | null {
  if (!code.startsWith('KP1:')) return null;
  const [, kind, payload, ...rest] = code.split(':');
  if (!payload) return { kind: 'unknown' };
  if (kind === 'R') return { kind: 'receipt', receiptId: payload };
  if (kind === 'S') return { kind: 'staffBadge', badge: payload };
  if (kind === 'I') return { kind: 'invitation', link: payload };
  if (kind === 'M') return { kind: 'memberCard', card: payload, cardType: null, proof: rest.join(':') || null };
  if (kind === 'G') return { kind: 'coupon', coupon: payload };
  return { kind: 'unknown' };
}

function invitationLink({ code }: CodeRead, config: CodeConfig): CodeMeaning | null {
  const start = config.invitationLinks.find((each) => code.startsWith(each));
  const link = start === undefined ? '' : code.slice(start.length).split(/[?#/]/)[0]!;
  return link === '' ? null : { kind: 'invitation', link };
}

function memberCard({ code }: CodeRead, config: CodeConfig): CodeMeaning | null {
  const found = config.cards.find(({ mask }) => fitsMask(mask, code));
  return found ? { kind: 'memberCard', card: code, cardType: found.cardType, proof: null } : null;
}

function coupon({ code }: CodeRead, config: CodeConfig): CodeMeaning | null {
  return config.coupons.some((mask) => fitsMask(mask, code)) ? { kind: 'coupon', coupon: code } : null;
}

function shopLabel({ code }: CodeRead, config: CodeConfig): CodeMeaning | null {
  if (!/^\d{13}$/.test(code) || !hasCheckDigit(code)) return null;
  const label = config.labels.find(({ prefix }) => code.startsWith(prefix));
  if (!label) return null;
  const from = label.prefix.length;
  const sku = code.slice(from, from + label.skuDigits);
  const value = Number(code.slice(from + label.skuDigits, 12));
  return label.holds === 'grams' ? { kind: 'weighed', sku, grams: value } : { kind: 'priced', sku, priceMinor: value };
}

/** By the scanner's word, by brackets, by a separator, or by AI 01 and a GTIN whose check digit is right. */
function gs1({ code, symbology }: CodeRead): CodeMeaning | null {
  const elements = unbracketGs1(code) ?? code;
  const looksLike =
    isGs1(symbology) ||
    elements !== code ||
    code.includes(groupSeparator) ||
    (code.length >= 16 && code.startsWith('01'));
  const values = looksLike ? parseGs1(elements) : null;
  if (!values) return brokenMark(elements);
  const gtin = canonicalGtin(values.get('01') ?? '');
  if (gtin === null) return null;
  return { kind: 'product', gtin, mark: values.has('21') ? code : null, ...gs1Details(values) };
}

function brokenMark(elements: string): CodeMeaning | null {
  const [, number = ''] = /^01(\d{14})21.{21}/.exec(elements) ?? [];
  const gtin = elements.includes(groupSeparator) ? null : canonicalGtin(number);
  return gtin === null ? null : { kind: 'brokenMark', gtin };
}

const noDetails: Gs1Details = { grams: null, priceMinor: null, lot: null, expires: null, serial: null };

/** A tobacco pack's mark: GTIN-14, serial, price and signature run together, 29 characters in all, no identifiers. */
function tobaccoMark({ code }: CodeRead): CodeMeaning | null {
  const gtin = code.length === 29 && /^\d{14}\S{15}$/.test(code) ? canonicalGtin(code.slice(0, 14)) : null;
  return gtin === null ? null : { kind: 'product', gtin, mark: code, ...noDetails };
}

function product({ code }: CodeRead): CodeMeaning | null {
  const gtin = canonicalGtin(code);
  return gtin === null ? null : { kind: 'product', gtin, mark: null, ...noDetails };
}

function ownSku({ code }: CodeRead, config: CodeConfig): CodeMeaning | null {
  return code !== '' && config.isSku(code) ? { kind: 'sku', sku: code } : null;
}

function phone({ code }: CodeRead, config: CodeConfig): CodeMeaning | null {
  const read = readPhone(code, config.phoneCountry);
  return read === null ? null : { kind: 'phone', phone: read };
}
