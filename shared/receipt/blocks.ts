import type { Locale } from '../i18n/locale.ts';

/**
 * A receipt document: what paper says, whatever prints it. Plain JSON, so it is stored with the sale and printed later, on
 * paper or on a screen, at the width of whatever is there.
 */
export type TextSize = 'normal' | 'tall' | 'double';

export type ReceiptBlock =
  | { kind: 'text'; text: string; align?: 'left' | 'center' | 'right'; bold?: boolean; size?: TextSize }
  /** `left` wraps beside `right`, which stays whole and stands at the end of the last line. */
  | { kind: 'columns'; left: string; right: string; indent?: number; bold?: boolean; size?: TextSize }
  | { kind: 'rule'; weight: 'thin' | 'thick' }
  | { kind: 'blank' }
  | { kind: 'qr'; payload: string }
  | { kind: 'barcode'; symbology: 'ean13' | 'ean8' | 'upca' | 'code128'; payload: string }
  /** The shop's own picture, where the till has one: it is set up with the printer, not told in every document. */
  | { kind: 'logo' }
  | { kind: 'copyMark'; copyNumber: number }
  /** One line per code page number known of any printer, for a person to see which is right. */
  | { kind: 'codePages'; sample: string }
  | { kind: 'drawer' }
  /** Heard at printers that have a beeper. */
  | { kind: 'beep' }
  | { kind: 'cut' };

export type ReceiptDocument = { version: 1; locale: Locale; blocks: ReceiptBlock[] };

/** The n-th copy of a printed document (1 is the first reprint): marked at its top, and it opens no drawer. */
export function asCopy(document: ReceiptDocument, copyNumber: number): ReceiptDocument {
  const kept = withoutDrawer(document).blocks.filter(({ kind }) => kind !== 'copyMark');
  return { ...document, blocks: [{ kind: 'copyMark', copyNumber }, ...kept] };
}

export function withoutDrawer(document: ReceiptDocument): ReceiptDocument {
  return { ...document, blocks: document.blocks.filter(({ kind }) => kind !== 'drawer') };
}

/** Which copy a document is; 0 is the first print. */
export function copyNumberOf(document: ReceiptDocument): number {
  return document.blocks.find((block) => block.kind === 'copyMark')?.copyNumber ?? 0;
}

/** The document that only opens the cash drawer. */
export function drawerDocument(locale: Locale): ReceiptDocument {
  return { version: 1, locale, blocks: [{ kind: 'drawer' }] };
}
