import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader } from './framing.ts';
import type { Framing } from './framing.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (frames: Uint8Array[]) => frames.map((frame) => Buffer.from(frame).toString('latin1'));

describe('cutting bytes into codes', () => {
  it('at the suffix, however the bytes arrive', () => {
    const reader = createFrameReader({ prefix: '', suffix: 'cr' });
    expect(text(reader.push(bytes('46000')))).toEqual([]);
    expect(text(reader.push(bytes('00\r12')))).toEqual(['4600000']);
    expect(text(reader.push(bytes('34\r\r5678\r')))).toEqual(['1234', '5678']);
  });

  it('keeps GS, which never ends a code', () => {
    const reader = createFrameReader({ prefix: '', suffix: 'cr' });
    expect(text(reader.push(bytes('01x\u001D21y\r')))).toEqual(['01x\u001D21y']);
  });

  it.each([
    ['cr', 'a\rb\r'],
    ['lf', 'a\nb\n'],
    ['crlf', 'a\r\nb\r\n'],
    ['tab', 'a\tb\t'],
  ] as const)('ends with %s', (suffix, stream) => {
    expect(text(createFrameReader({ prefix: '', suffix }).push(bytes(stream)))).toEqual(['a', 'b']);
  });

  it('forgives a scanner that sends CR LF where CR was told', () => {
    expect(text(createFrameReader({ prefix: '', suffix: 'cr' }).push(bytes('a\r\nb\r\n')))).toEqual(['a', 'b']);
  });

  it('drops the prefix, and codes without it', () => {
    expect(text(createFrameReader({ prefix: '\u0002', suffix: 'cr' }).push(bytes('\u0002abc\rnoise\r')))).toEqual([
      'abc',
    ]);
  });

  it('without a suffix ends at a pause', () => {
    const reader = createFrameReader({ prefix: '', suffix: 'none' });
    expect(reader.push(bytes('4600\r'))).toEqual([]);
    expect(text(reader.pause())).toEqual(['4600']);
    expect(reader.pause()).toEqual([]);
  });

  it('throws a flood without an end away, and reads on after it', () => {
    const reader = createFrameReader({ prefix: '', suffix: 'cr' });
    expect(text(reader.push(bytes(`${'x'.repeat(100_000)}\r1234\r`)))).toEqual(['1234']);
  });

  it('gives the same codes however the stream is cut, and never an end within a code', () => {
    const suffix = fc.constantFrom<Framing['suffix']>('cr', 'lf', 'crlf', 'tab');
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), suffix, (stream, cut, each) => {
        const at = cut % (stream.length + 1);
        const whole = createFrameReader({ prefix: '', suffix: each }).push(stream);
        const reader = createFrameReader({ prefix: '', suffix: each });
        const pieces = [...reader.push(stream.subarray(0, at)), ...reader.push(stream.subarray(at))];
        expect(pieces).toEqual(whole);
      }),
    );
  });
});
