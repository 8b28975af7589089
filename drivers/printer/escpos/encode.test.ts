import { describe, expect, it } from 'vitest';
import { profileOf } from '../../../test/receipts/pictures.ts';
import { sampleHead, sampleSale } from '../../../test/receipts/samples.ts';
import { asCopy } from '../../../shared/receipt/blocks.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../shared/receipt/blocks.ts';
import { receiptDocument } from '../../../shared/receipt/document.ts';
import { printerProfiles } from '../profiles.ts';
import { encodeJob } from './encode.ts';
import { tokenize } from './tokenize.ts';
import type { EscposToken } from './tokenize.ts';

const epson = profileOf('epson-80');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
/** Hexadecimal without the spaces it is written with here. */
const packed = (digits: string) => digits.replaceAll(' ', '');
const job = (...blocks: ReceiptBlock[]): ReceiptDocument => ({ version: 1, locale: 'ru', blocks });

function tokensOf(bytes: Uint8Array): EscposToken[] {
  const { tokens, problem } = tokenize(bytes);
  expect(problem).toBeNull();
  return tokens;
}

function textOf(bytes: Uint8Array, label = 'ibm866'): string {
  const decoder = new TextDecoder(label);
  return tokensOf(bytes)
    .map((token) => (token.kind === 'text' ? decoder.decode(token.bytes) : token.kind === 'lineFeed' ? '\n' : ''))
    .join('');
}

describe('the bytes of a print job', () => {
  it('begin with ESC @, FS . and ESC t, and nothing resets the code page after that', () => {
    const bytes = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), epson);
    expect(hex(bytes.subarray(0, 7))).toBe('1b401c2e1b7411');
    const kinds = tokensOf(bytes).map((token) => token.kind);
    expect(kinds.filter((kind) => kind === 'initialise')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'codePage')).toHaveLength(1);
    expect(kinds.at(-1)).toBe('cut');
  });

  it.each([
    ['epson-80', 17, 46],
    ['xprinter-80', 17, 23],
    ['bixolon-80', 17, 28],
    ['citizen-80-epson', 17, 46],
    ['hp-80', 7, 13],
    ['rongta-80', 7, 6],
    ['star-80', 10, 34],
  ])('name the code page by the number %s has for it: CP866 is %i, 1251 is %i', (id, cp866, cp1251) => {
    const profile = profileOf(id);
    expect(encodeJob(job(), profile)[6]).toBe(cp866);
    expect(encodeJob(job(), { ...profile, encoding: 'windows-1251' })[6]).toBe(cp1251);
  });

  it('hold Russian text that reads back in the page they name', () => {
    const text: ReceiptBlock = { kind: 'text', text: 'Съешь ещё этих мягких французских булок № 5' };
    expect(textOf(encodeJob(job(text), epson))).toBe('Съешь ещё этих мягких французских булок № 5\n');
    const in1251 = encodeJob(job(text), { ...epson, encoding: 'windows-1251' });
    expect(textOf(in1251, 'windows-1251')).toBe('Съешь ещё этих мягких французских булок № 5\n');
  });

  it('put words for the signs no page has, and are laid out after that', () => {
    const row: ReceiptBlock = { kind: 'columns', left: '«Ёж» — …', right: '1\u00A0234,50\u00A0₽' };
    const text = textOf(encodeJob(job(row), epson));
    expect(text).toBe('"Ёж" - ...                         1 234,50 руб.\n');
    expect(text.trimEnd()).toHaveLength(48);
  });

  it('let no control byte of a name reach the printer', () => {
    const name: ReceiptBlock = { kind: 'text', text: 'Сок\u001Bp\u0000\u0010\u0004\u0001\u001DV\u0000 1 л' };
    expect(textOf(encodeJob(job(name), epson))).toBe('СокpV 1 л\n');
    const commands = tokensOf(encodeJob(job(name), epson)).map((token) => token.kind);
    expect(commands).toEqual(['initialise', 'leaveDoubleByte', 'codePage', 'text', 'lineFeed']);
  });

  it('open the drawer with a pulse that has its times', () => {
    expect(hex(encodeJob(job({ kind: 'drawer' }), epson))).toBe(packed('1b401c2e1b7411 1b700032fa'));
    expect(hex(encodeJob(job({ kind: 'drawer' }), { ...epson, drawerPin: 1 }))).toContain('1b700132fa');
  });

  it('tell the length of a QR code in bytes, not in letters', () => {
    const tokens = tokensOf(encodeJob(job({ kind: 'qr', payload: 'Ёж ₽' }), epson));
    expect(tokens).toContainEqual(
      expect.objectContaining({ kind: 'qrData', data: new Uint8Array(Buffer.from('Ёж ₽', 'utf8')) }),
    );
  });

  it('send a QR code as dots to a printer that draws none', () => {
    const kinds = tokensOf(encodeJob(job({ kind: 'qr', payload: 'KP1:R:1' }), profileOf('generic-58'))).map(
      (t) => t.kind,
    );
    expect(kinds).toContain('raster');
    expect(kinds).not.toContain('qrData');
  });

  it('pack digits of a CODE128 in pairs', () => {
    const code = (payload: string) => {
      const tokens = tokensOf(encodeJob(job({ kind: 'barcode', symbology: 'code128', payload }), epson));
      const found = tokens.find((token) => token.kind === 'barcode');
      return found ? hex(found.data) : '';
    };
    expect(code('12345678')).toBe(packed('7b43 0c22384e'));
    expect(code('AB12')).toBe(packed('7b42 41423132'));
    expect(code('A123456')).toBe(packed('7b42 41 7b43 0c2238'));
    expect(code('1234567')).toBe(packed('7b43 0c2238 7b42 37'));
    expect(code('A{')).toBe(packed('7b42 41 7b7b'));
  });

  it('keep blank lines', () => {
    expect(textOf(encodeJob(job({ kind: 'blank' }, { kind: 'text', text: 'a' }, { kind: 'blank' }), epson))).toBe(
      '\na\n\n',
    );
  });

  it('cut as the printer can: fully, in part, or by feeding to the tear bar', () => {
    const end = (cutter: 'full' | 'partial' | 'none') =>
      hex(encodeJob(job({ kind: 'cut' }), { ...epson, cutter })).slice(14);
    expect([end('full'), end('partial'), end('none')]).toEqual(['1d564100', '1d564200', '1b6404']);
  });

  it('mark a copy and open no drawer for it', () => {
    const copy = encodeJob(asCopy(receiptDocument(sampleSale('ru'), 'ru'), 3), epson);
    expect(textOf(copy)).toMatch(/^ *КОПИЯ 3\n/);
    expect(tokensOf(copy).some((token) => token.kind === 'pulse')).toBe(false);
  });

  it('print every known page number on the test page, and come back to their own', () => {
    const data = { ...sampleHead('ru'), kind: 'test', printer: epson.name, widthChars: epson.widthChars } as const;
    const pages = tokensOf(encodeJob(receiptDocument(data, 'ru'), epson)).filter((token) => token.kind === 'codePage');
    expect(pages.map((page) => page.number)).toEqual([17, 7, 10, 17, 6, 13, 23, 28, 34, 46, 15, 53, 17]);
  });

  it.each(printerProfiles)('fit the paper of $name', (profile) => {
    const lines = textOf(encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile)).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(profile.widthChars);
  });

  it('refuse a barcode that is none', () => {
    expect(() => encodeJob(job({ kind: 'barcode', symbology: 'ean13', payload: '123' }), epson)).toThrow(RangeError);
    expect(() => encodeJob(job({ kind: 'barcode', symbology: 'code128', payload: 'Ё' }), epson)).toThrow(RangeError);
  });
});
