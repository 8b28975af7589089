import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { compareProgrammes } from '../loyalty/compare/compare.ts';
import { Programme } from '../loyalty/programme/schema.ts';
import { programme, promotion } from '../loyalty/testing/build.ts';
import { keyWords, valueWords } from './programme-words.ts';
import { tellChange } from './tell-changes.ts';

const milk = promotion('milk', { kind: 'linePercent', rateBp: 500 }, { name: { ru: 'Молоко', en: 'Milk' } });

function told(after: Partial<typeof milk>, locale: 'ru' | 'en'): string[] {
  const [first, second] = [programme([milk]), programme([{ ...milk, ...after }])];
  return compareProgrammes(first, second).map((change) => tellChange(change, first, second, locale));
}

describe('a change of a programme', () => {
  it('is one sentence with the name, the matter, and both values by their unit', () => {
    const give = { kind: 'linePercent', rateBp: 750, capMinor: 10_000 } as const;
    expect(told({ give }, 'en')).toEqual(['Milk: gives › rate: 5% → 7.50%', 'Milk: gives › cap: not set → 100.00']);
    expect(told({ give }, 'ru')).toEqual([
      'Молоко — что даёт › ставка: 5\u00A0% → 7,50\u00A0%',
      'Молоко — что даёт › предел суммы: не задано → 100,00',
    ]);
  });

  it('tells conditions in words', () => {
    const when = { audience: { tiers: ['gold'] }, contains: { quantity: 1500 } };
    expect(told({ when }, 'en')).toEqual(['Milk: conditions: not set → audience tiers gold, contains quantity 1.500']);
    expect(told({ onReturn: 'recompute' }, 'ru')).toEqual(['Молоко — при возврате: не задано → пересчитать']);
  });

  it('tells what came and what went of a list', () => {
    const [first, second] = [
      ['a', 'b'],
      ['b', 'c'],
    ].map((skus) => programme([{ ...milk, when: { goods: { skus } } }]));
    const [change] = compareProgrammes(first!, second!);
    expect(tellChange(change!, first!, second!, 'en')).toBe('Milk: conditions › goods › goods: added c; removed a');
  });

  it('names what is gone as the earlier programme did', () => {
    const [first, second] = [programme([milk]), programme([])];
    const [change] = compareProgrammes(first, second);
    expect(tellChange(change!, first, second, 'ru')).toBe('Убрано (акции): Молоко');
  });

  it('has a word for every key and every fixed value that a programme may hold', () => {
    const keys = new Set<string>();
    const values = new Set<string>();
    collect(z.toJSONSchema(Programme, { io: 'input' }), keys, values);
    expect([...keys].filter((key) => !(key in keyWords) && key !== '$schema')).toEqual([]);
    expect([...values].filter((value) => !(value in valueWords))).toEqual([]);
  });
});

/** Property names and text constants of a JSON Schema, wherever they stand. */
function collect(node: unknown, keys: Set<string>, values: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name);
    const constants: unknown[] = key === 'const' ? [value] : key === 'enum' ? (value as unknown[]) : [];
    for (const constant of constants) if (typeof constant === 'string') values.add(constant);
    collect(value, keys, values);
  }
}
