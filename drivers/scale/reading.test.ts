import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from './reading.ts';
import { scaleTemplates } from './template.ts';

const { cas, line } = scaleTemplates;
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** An answer of a CAS scale with its check character. */
function casAnswer(text: string): Uint8Array {
  const bytes = latin(`\u0001\u0002${text}?\u0003\u0004`);
  bytes[12] = bytes.subarray(2, 12).reduce((sum, byte) => sum ^ byte, 0);
  return bytes;
}

describe('an answer of a scale', () => {
  it.each([
    ['S  1.234kg', { kind: 'weight', grams: 1234 }],
    ['S   0.00kg', { kind: 'weight', grams: 0 }],
    ['S   500  g', { kind: 'weight', grams: 500 }],
    ['U  1.234kg', { kind: 'moving' }],
    ['S- 0.020kg', { kind: 'less' }],
    ['S  1.2.4kg', { kind: 'unreadable' }],
    ['S  1.234lb', { kind: 'unreadable' }],
  ])('of CAS: %s', (text, reading) => {
    expect(readAnswer(casAnswer(text), cas)).toEqual(reading);
  });

  it('of CAS that a wire has changed is not read as another weight', () => {
    const bytes = casAnswer('S  1.234kg');
    bytes[6] = 0x33;
    expect(readAnswer(bytes, cas)).toEqual({ kind: 'unreadable' });
  });

  it.each([
    ['ST,GS,+  1.234kg\r\n', { kind: 'weight', grams: 1234 }],
    ['ST,NT,+    250 g\n', { kind: 'weight', grams: 250 }],
    ['US,GS,+  1.234kg\r\n', { kind: 'moving' }],
    ['OL,GS,+  0.000kg\r\n', { kind: 'moving' }],
    ['ST,GS,-  0.010kg\r\n', { kind: 'less' }],
    ['ES\r\n', { kind: 'unreadable' }],
  ])('as a line: %j', (text, reading) => {
    expect(readAnswer(latin(text), line)).toEqual(reading);
  });

  it('may be anything without harm', () => {
    fc.assert(
      fc.property(fc.constantFrom(cas, line), fc.uint8Array({ maxLength: 100 }), (template, bytes) => {
        const reading = readAnswer(bytes, template);
        if (reading.kind === 'weight') expect(Number.isSafeInteger(reading.grams) && reading.grams >= 0).toBe(true);
      }),
    );
  });
});
