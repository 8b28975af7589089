import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeByte, encodeCharacter, encodings } from './code-pages.ts';
import { profileOf } from '../../test/receipts/pictures.ts';
import { codePageOf, encodingsOf, withCodePage } from './profile.ts';
import { printerProfiles } from './profiles.ts';
import { chooseEncoding, transliterate } from './transliterate.ts';

describe('code pages', () => {
  it.each([
    ['cp866', 'ibm866'],
    ['windows-1251', 'windows-1251'],
  ] as const)('%s agrees with the platform, byte for byte', (encoding, label) => {
    const decoder = new TextDecoder(label);
    for (let byte = 0x80; byte <= 0xff; byte++) {
      expect(decodeByte(byte, encoding)).toBe(decoder.decode(Uint8Array.of(byte)));
    }
  });

  it.each(encodings)('%s gives back every printable byte', (encoding) => {
    for (let byte = 0x20; byte <= 0xff; byte++) {
      if (byte === 0x7f) continue;
      expect(encodeCharacter(decodeByte(byte, encoding), encoding)).toBe(byte);
    }
  });

  it('have no byte for a control character', () => {
    for (const control of ['\u0000', '\u001B', '\u0010', '\n', '\u007F']) {
      expect(encodeCharacter(control, 'cp866')).toBeUndefined();
    }
  });
});

describe('the page of a document', () => {
  const page = (text: string, id: string) =>
    chooseEncoding({ version: 1, locale: 'ru', blocks: [{ kind: 'text', text }] }, profileOf(id));

  it.each([
    ['Молоко «Ёжик» — 5 ₽', 'epson-80', 'cp866'],
    ['Қазақстан', 'epson-80', 'rk1048'],
    ['Қазақстан', 'hp-80', 'rk1048'],
    ['Қазақстан', 'xprinter-80', 'cp866'],
    ['Қазақ тілі', 'xprinter-80', 'windows-1251'],
    ['Мінск, Ўручча', 'rongta-80', 'windows-1251'],
    ['Ўручча', 'rongta-80', 'cp866'],
    ['Мінск, Ўручча', 'citizen-80', 'cp866'],
    ['Київ, Ґанок', 'bixolon-80', 'windows-1251'],
  ])('%s on %s is %s', (text, id, encoding) => expect(page(text, id)).toBe(encoding));

  it('is that of the installer, whatever the letters', () => {
    const block = { kind: 'text', text: 'Қазақстан' } as const;
    const profile = withCodePage(profileOf('epson-80'), { encoding: 'cp866', number: 7 });
    expect(chooseEncoding({ version: 1, locale: 'ru', blocks: [block] }, profile)).toBe('cp866');
  });

  it.each(printerProfiles)('has a number on every printer for what it prints in: $name', (profile) => {
    for (const encoding of encodingsOf(profile)) expect(codePageOf(profile, encoding)).toBeLessThan(256);
    expect(profile.widthDots).toBeGreaterThanOrEqual(profile.widthChars * 12);
  });
});

describe('transliteration', () => {
  it.each([
    ['1 ₽', '1 руб.'],
    ['«Ёжик» — «мой»…', '"Ёжик" - "мой"...'],
    ['2 × 3', '2 x 3'],
    ['№ 5 й ё', '№ 5 й ё'],
    ['и\u0306 е\u0308', 'й ё'],
    ['Қазақстан, Өскемен', 'Казакстан, Оскемен'],
    ['Crème brûlée', 'Creme brulee'],
    ['Київ', 'Київ'],
    ['кот 😺', 'кот ?'],
    ['дом\u00ADик\u200B', 'домик'],
    ['1\u202F234', '1\u00A0234'],
    ['a\tb\nc', 'a b c'],
    ['\u001B@\u001Dр', '@р'],
  ])('%j is printed in CP866 as %j', (text, printed) => {
    expect(transliterate(text, 'cp866')).toBe(printed);
  });

  it('keeps Kazakh where the page is Kazakh', () => {
    expect(transliterate('Әсел Нұрланқызы, Өскемен, ₸', 'rk1048')).toBe('Әсел Нұрланқызы, Өскемен, тг');
    expect(transliterate('Київ', 'rk1048')).toBe('Киiв');
  });

  it('keeps what the page has', () => {
    expect(transliterate('«Ёжик» — 5 €', 'windows-1251')).toBe('«Ёжик» — 5 €');
    expect(transliterate('№ 5', 'cp437')).toBe('N 5');
  });

  it('leaves only what has a byte, and twice is as once, whatever the text', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...Array.from('₽«ЁйҚé№\u0301\u001B')), fc.string({ unit: 'binary' })),
    });
    fc.assert(
      fc.property(text, fc.constantFrom(...encodings), (given, encoding) => {
        const printed = transliterate(given, encoding);
        for (const character of printed) {
          expect(character === '\u00A0' || encodeCharacter(character, encoding) !== undefined).toBe(true);
        }
        expect(transliterate(printed, encoding)).toBe(printed);
      }),
    );
  });
});
