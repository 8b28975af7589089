import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSymbol, scanItem } from '../../../test/receipts/scan.ts';
import { everyProfile } from '../../../test/receipts/printable.ts';
import type { ReceiptBlock } from '../../../shared/receipt/blocks.ts';
import { encodeJob } from '../escpos/encode.ts';
import { tokenize } from '../escpos/tokenize.ts';
import { drawPage } from '../picture/page.ts';
import { pageText } from '../picture/text.ts';
import type { PrinterProfile } from '../profile.ts';
import { barcodeOf } from './bars.ts';
import { code128Data } from './code128.ts';
import { holdsRealTimeCommand } from './dots.ts';

const epson = everyProfile.find(({ id, widthChars }) => id === 'epson-80' && widthChars === 48)!;
const dotsOnly: PrinterProfile = { ...epson, qrCode: 'raster', barcodes: 'raster' };
type Barcode = Extract<ReceiptBlock, { kind: 'barcode' }>;

const jobOf = (block: ReceiptBlock, profile: PrinterProfile) =>
  encodeJob({ version: 1, locale: 'ru', blocks: [block] }, profile);

/** What is read from the drawing of a job that is this symbol alone. */
function readBack(block: Barcode | Extract<ReceiptBlock, { kind: 'qr' }>, profile: PrinterProfile): string {
  const { items } = drawPage(jobOf(block, profile), profile);
  const drawn = items.find(isSymbol)!;
  return scanItem(drawn, block.kind === 'qr' ? 'qr' : block.symbology);
}

const barcode = (symbology: Barcode['symbology'], payload: string): Barcode => ({
  kind: 'barcode',
  symbology,
  payload,
});

describe('symbols that a printer draws, and the same sent as dots', () => {
  it.each([
    ['ean13', '4600000000008'],
    ['ean13', '2912345001230'],
    ['ean8', '46000019'],
    ['ean8', '96385074'],
    ['upca', '036000291452'],
    ['upca', '012345678905'],
    ['code128', 'KOPILKA-012345'],
    ['code128', 'A{}1234567~'],
    ['code128', '00'],
    ['code128', 'AB\u001D\u001E0099'],
    ['code128', '\u0001a\u0002b'],
  ] as const)('read back: %s %j', (symbology, payload) => {
    expect(readBack(barcode(symbology, payload), epson)).toBe(payload);
    expect(readBack(barcode(symbology, payload), dotsOnly)).toBe(payload);
  });

  it('read back whatever a CODE128 is made of', () => {
    const ascii = fc.string({
      unit: fc.nat(127).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 24,
    });
    const digits = fc.tuple(
      fc.stringMatching(/^[A-Z]{0,3}\d{1,14}[a-z]{0,3}\d{0,6}$/),
      fc.constantFrom('', '\t', '\u001D7'),
    );
    const payloads = fc.oneof(
      ascii,
      digits.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(payloads, (payload) => {
        const bars = barcodeOf('code128', payload).bars.modules;
        expect(scanItem({ kind: 'bars', x: 0, y: 0, high: 40, dotSize: 2, modules: bars }, 'code128')).toBe(payload);
      }),
      { numRuns: 150 },
    );
  });

  it('read back whatever digits an EAN or UPC is made of, and none with a wrong check digit', () => {
    const lengths = { ean13: 13, ean8: 8, upca: 12 } as const;
    fc.assert(
      fc.property(fc.constantFrom('ean13', 'ean8', 'upca'), fc.stringMatching(/^\d{12}$/), (symbology, digits) => {
        const body = digits.slice(0, lengths[symbology] - 1);
        const good = Array.from('0123456789', (digit) => body + digit).filter((text) => isTaken(symbology, text));
        expect(good).toHaveLength(1);
        expect(readBack(barcode(symbology, good[0]!), epson)).toBe(good[0]);
      }),
      { numRuns: 40 },
    );
  });

  it('read back whatever a QR code says, in any letters', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(text, fc.constantFrom(...everyProfile), (payload, profile) => {
        expect(readBack({ kind: 'qr', payload }, profile)).toBe(payload);
      }),
      { numRuns: 40 },
    );
  });

  it('are told in letters where the paper is too narrow for their bars', () => {
    const narrow = everyProfile.find(({ widthChars }) => widthChars === 32)!;
    const { items, ...page } = drawPage(jobOf(barcode('code128', 'KOPILKA-KOPILKA-KOPILKA'), narrow), narrow);
    expect(pageText({ ...page, items }).map((line) => line.trim())).toEqual(['KOPILKA-KOPILKA-KOPILKA']);
  });

  it('choose the set by what is to be said: pairs of digits in C, control characters in A', () => {
    const data = (text: string) => Buffer.from(code128Data(text)).toString('latin1');
    expect(data('12345678')).toBe('{C\x0c\x22\x38\x4e');
    expect(data('A\tB')).toBe('{AA\tB');
    expect(data('A\tb')).toBe('{AA\t{Bb');
    expect(() => code128Data('Ё')).toThrow(RangeError);
  });

  it('never hold what a printer takes for a real-time command, which opens drawers in mid-picture', () => {
    // Pairs 16 and 20 are DLE and DC4.
    const data = barcodeOf('code128', '1620010001').data;
    expect(holdsRealTimeCommand(data)).toBe(true);
    const job = jobOf(barcode('code128', '1620010001'), epson);
    expect(holdsRealTimeCommand(job)).toBe(false);
    expect(tokenize(job).tokens.some(({ kind }) => kind === 'raster')).toBe(true);
    expect(readBack(barcode('code128', '1620010001'), epson)).toBe('1620010001');
  });
});

function isTaken(symbology: Barcode['symbology'], text: string): boolean {
  try {
    barcodeOf(symbology, text);
    return true;
  } catch {
    return false;
  }
}
