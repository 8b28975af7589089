import { expect } from 'vitest';
import { decodeByte } from '../../drivers/printer/code-pages.ts';
import type { Encoding } from '../../drivers/printer/code-pages.ts';
import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import { tokenize } from '../../drivers/printer/escpos/tokenize.ts';
import { drawPage } from '../../drivers/printer/picture/page.ts';
import type { PrinterProfile } from '../../drivers/printer/profile.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { chooseEncoding, transliterate } from '../../drivers/printer/transliterate.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { receiptTexts } from '../../shared/i18n/receipt.ts';
import { isSymbol, scanItem } from './scan.ts';

export const widths = [
  { widthChars: 32, widthDots: 384 },
  { widthChars: 42, widthDots: 512 },
  { widthChars: 48, widthDots: 576 },
] as const;

/** Every printer we know, at every width. */
export const everyProfile: PrinterProfile[] = printerProfiles.flatMap((profile) =>
  widths.map((width) => ({ ...profile, ...width })),
);

/** The strict reader takes the job, its letters are those the document says, and every symbol that is drawn reads back to its source. */
export function expectPrintable(document: ReceiptDocument, profile: PrinterProfile): void {
  const job = encodeJob(document, profile);
  expect(tokenize(job).problem).toBeNull();
  const encoding = chooseEncoding(document, profile);
  expect(lettersOf(job, encoding)).toBe(saidBy(document, encoding, profile.widthChars));
  const drawn = drawPage(job, profile).items.filter(isSymbol);
  const symbols = document.blocks.filter((block) => block.kind === 'qr' || block.kind === 'barcode');
  expect(drawn).toHaveLength(symbols.length);
  expect(drawn.map((item, index) => scanItem(item, symbolOf(symbols[index]!)))).toEqual(
    symbols.map(({ payload }) => payload),
  );
}

/** Each printer at each width takes it; those of one width that are given the same bytes, and read them alike, are one. */
export function expectPrintableEverywhere(document: ReceiptDocument): void {
  const jobs = new Map<string, PrinterProfile>();
  for (const profile of everyProfile) {
    const bytes = Buffer.from(encodeJob(document, profile)).toString('latin1');
    const { widthDots, codePages, beeper } = profile;
    const reads = [widthDots, codePages, beeper, chooseEncoding(document, profile)];
    jobs.set(JSON.stringify(reads) + bytes, profile);
  }
  for (const profile of jobs.values()) expectPrintable(document, profile);
}

function symbolOf(block: Extract<ReceiptBlock, { kind: 'qr' | 'barcode' }>) {
  return block.kind === 'qr' ? 'qr' : block.symbology;
}

/** All letters of a job, without spaces, by a decoder that is none of ours where the platform has one. */
function lettersOf(job: Uint8Array, encoding: Encoding): string {
  const own = { decode: (bytes: Uint8Array) => Array.from(bytes, (byte) => decodeByte(byte, encoding)).join('') };
  const labels: Partial<Record<Encoding, string>> = { cp866: 'ibm866', 'windows-1251': 'windows-1251' };
  const label = labels[encoding];
  const decoder = label === undefined ? own : new TextDecoder(label);
  return withoutSpaces(
    tokenize(job)
      .tokens.map((token) => (token.kind === 'text' ? decoder.decode(token.bytes) : ''))
      .join(''),
  );
}

function saidBy({ blocks, locale }: ReceiptDocument, encoding: Encoding, widthChars: number): string {
  const said = blocks.map((block) => {
    if (block.kind === 'text') return block.text;
    if (block.kind === 'columns') return block.left + block.right;
    if (block.kind === 'copyMark') return `${receiptTexts[locale].copy} ${block.copyNumber}`;
    return block.kind === 'rule' ? (block.weight === 'thick' ? '═' : '─').repeat(widthChars) : '';
  });
  return withoutSpaces(transliterate(said.join(''), encoding));
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/[\s\u00A0]/gu, '');
}
