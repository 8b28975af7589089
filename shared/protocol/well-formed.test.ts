import { expect, it } from 'vitest';
import { parseWellFormed } from './well-formed.ts';

it('reads what JSON can say in UTF-8, pairs written as escapes too', () => {
  expect(parseWellFormed(String.raw`{"a": ["\ud83d\ude00", "\\ud83d"]}`)).toEqual({ a: ['😀', String.raw`\ud83d`] });
});

it.each([String.raw`["\ud83d"]`, String.raw`{"\udc00": 1}`, String.raw`{"a": {"b": ["x\uD800y"]}}`, '{', ''])(
  'refuses %s',
  (text) => {
    expect(() => parseWellFormed(text)).toThrow(SyntaxError);
  },
);
