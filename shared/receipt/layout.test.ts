import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptBlock, ReceiptDocument } from './blocks.ts';
import { layout } from './layout.ts';
import { columnLines, wrap } from './wrap.ts';

function document(...blocks: ReceiptBlock[]): ReceiptDocument {
  return { version: 1, locale: 'ru', blocks };
}

function lines(widthChars: number, ...blocks: ReceiptBlock[]): string[] {
  return layout(document(...blocks), widthChars).map((item) => (item.kind === 'line' ? item.text : `<${item.kind}>`));
}

describe('laying out a receipt', () => {
  it('puts the price at the right edge of the last line of a wrapped name', () => {
    expect(columnLines('Хлеб бородинский нарезной', '45,50', 0, 20)).toEqual([
      'Хлеб бородинский',
      'нарезной       45,50',
    ]);
  });

  it('gives the price a line of its own where the name would be left too little room', () => {
    expect(columnLines('Подарочный', '1 234 567,89 руб.', 0, 20)).toEqual(['Подарочный', '   1 234 567,89 руб.']);
  });

  it('wraps a right side that is wider than the paper', () => {
    expect(columnLines('a', 'very long text', 0, 6)).toEqual(['a', 'very', 'long', 'text']);
  });

  it('hangs wrapped text under its indent', () => {
    expect(wrap('  Двойные бонусы на сыр', 12)).toEqual(['  Двойные', '  бонусы на', '  сыр']);
  });

  it('cuts a word that fits no line, and keeps amounts whole', () => {
    expect(wrap('абвгдежз', 3)).toEqual(['абв', 'где', 'жз']);
    expect(wrap('всего 1\u00A0234,50', 10)).toEqual(['всего', '1\u00A0234,50']);
  });

  it('cuts such a word behind its hyphen or slash, where that is not far', () => {
    expect(wrap('Анна-Мария-Луиза', 8)).toEqual(['Анна-', 'Мария-', 'Луиза']);
    expect(wrap('а-бвгдежзийкл', 8)).toEqual(['а-бвгдеж', 'зийкл']);
  });

  it('counts a letter outside the first plane as one cell', () => {
    expect(wrap('😀😀 😀😀', 2)).toEqual(['😀😀', '😀😀']);
  });

  it('keeps blank lines and fills rules to the edge', () => {
    expect(lines(8, { kind: 'blank' }, { kind: 'rule', weight: 'thin' }, { kind: 'rule', weight: 'thick' })).toEqual([
      '',
      '────────',
      '════════',
    ]);
  });

  it('writes double letters only where they fit, else tall ones', () => {
    const total: ReceiptBlock = { kind: 'columns', left: 'ИТОГ', right: '1 234,50', size: 'double' };
    expect(layout(document(total), 32)).toMatchObject([{ size: 'double', text: 'ИТОГ    1 234,50' }]);
    expect(layout(document(total), 24)).toMatchObject([{ size: 'tall', text: 'ИТОГ            1 234,50' }]);
  });

  it('marks a copy at its top', () => {
    expect(lines(32, { kind: 'copyMark', copyNumber: 2 })).toEqual(['    КОПИЯ 2']);
  });

  it('never makes a line wider than the paper, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    const size = fc.constantFrom('normal' as const, 'tall' as const, 'double' as const);
    const align = fc.constantFrom('left' as const, 'center' as const, 'right' as const);
    const indent = fc.nat(6);
    const block = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), text, size, align }),
      fc.record({ kind: fc.constant('columns' as const), left: text, right: text, size, indent }),
    );
    fc.assert(
      fc.property(fc.array(block), fc.constantFrom(32, 42, 48), (blocks, widthChars) => {
        for (const item of layout(document(...blocks), widthChars)) {
          if (item.kind !== 'line') continue;
          const cells = item.size === 'double' ? widthChars / 2 : widthChars;
          expect(Array.from(item.text).length).toBeLessThanOrEqual(cells);
        }
      }),
    );
  });

  it('loses no letter of a name, whatever its length', () => {
    const word = fc.string({ unit: fc.constantFrom('а', 'б', 'в', 'г', 'д'), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 48 }), (words, cells) => {
        expect(wrap(words.join(' '), cells).join('').replaceAll(' ', '')).toBe(words.join(''));
      }),
    );
  });
});
