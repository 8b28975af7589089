import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from './json-scan.ts';
import { placesOf, readJsonText } from './json-text.ts';

describe('a JSON text of any origin', () => {
  it('is refused exactly when JSON.parse refuses it', () => {
    const json = fc.json();
    const broken = fc
      .tuple(
        json,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '{', '[', ':', '\\', '01', 'x', '\n', "'", '-', '\u0001'),
      )
      .map(([text, at, piece]) => {
        const offset = at % (text.length + 1);
        return `${text.slice(0, offset)}${piece}${text.slice(offset + (piece === '' ? 1 : 0))}`;
      });
    fc.assert(
      fc.property(fc.oneof(json, broken, fc.string()), (text) => {
        expect(scanJson(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a": 1,}', { line: 1, column: 9 }, 'trailingComma'],
    ['[1, 2,\n]', { line: 2, column: 1 }, 'trailingComma'],
    ['{\n  "a": 1\n  "b": 2\n}', { line: 3, column: 3 }, 'separator'],
    ['{\n  a: 1\n}', { line: 2, column: 3 }, 'quotes'],
    ["{'a': 1}", { line: 1, column: 2 }, 'quotes'],
    ['{"a" 1}', { line: 1, column: 6 }, 'colon'],
    ['{"a": +1}', { line: 1, column: 7 }, 'number'],
    ['{"a": "x\ny"}', { line: 1, column: 9 }, 'string'],
    ['{"ключ": undefined}', { line: 1, column: 10 }, 'unexpected'],
    ['{"a": [1, 2', { line: 1, column: 12 }, 'end'],
    ['', { line: 1, column: 1 }, 'end'],
    ['{} {}', { line: 1, column: 4 }, 'unexpected'],
  ])('%j is told by line, column and problem', (text, place, problem) => {
    expect(readJsonText(text)).toEqual({ ok: false, place, problem });
  });

  it('may begin with a byte order mark', () => {
    expect(readJsonText('\uFEFF{"a": 1}')).toEqual({ ok: true, value: { a: 1 }, duplicates: [] });
  });

  it('tells a key that stands twice, because the first would be lost without a word', () => {
    const read = readJsonText('{"a": [{"b": 1}, {"b": 1, "c": {}, "b": 2}], "a": 0}');
    expect(read.ok && read.duplicates).toEqual([
      { path: ['a', 1, 'b'], key: 'b' },
      { path: ['a'], key: 'a' },
    ]);
  });

  it('survives any depth and any number of duplicate keys', () => {
    const depth = 200_000;
    expect(readJsonText('['.repeat(depth)).ok).toBe(false);
    expect(readJsonText('['.repeat(depth) + ']'.repeat(depth)).ok).toBe(true);
    const nested = '{"a":1,"a":'.repeat(depth) + '0' + '}'.repeat(depth);
    const read = readJsonText(nested);
    expect(read.ok && read.duplicates.length).toBe(20);
  });
});

describe('places of values', () => {
  const text = '{\n  "a": [\n    {"b": 1},\n    {"b": [true, "x"]}\n  ]\n}';

  it('are those of the key, or of the element of a list', () => {
    expect(placesOf(text, [['a'], ['a', 1], ['a', 1, 'b'], ['a', 1, 'b', 1]])).toEqual([
      { line: 2, column: 3 },
      { line: 4, column: 5 },
      { line: 4, column: 6 },
      { line: 4, column: 18 },
    ]);
  });

  it('of a missing value are those of what should hold it', () => {
    expect(placesOf(text, [['a', 0, 'c', 'd'], ['x'], []])).toEqual([
      { line: 3, column: 5 },
      { line: 1, column: 1 },
      { line: 1, column: 1 },
    ]);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
