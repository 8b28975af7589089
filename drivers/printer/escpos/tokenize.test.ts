import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from './tokenize.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('the strict reader of ESC/POS', () => {
  it('reads text between commands', () => {
    expect(tokenize(bytes('1b40 48 0a')).tokens).toEqual([
      { offset: 0, kind: 'initialise' },
      { offset: 2, kind: 'text', bytes: Uint8Array.of(0x48) },
      { offset: 3, kind: 'lineFeed' },
    ]);
  });

  it.each([
    ['1b99', 'an ESC command it does not know'],
    ['1d6b02313200', 'a barcode of the form that ends with NUL'],
    ['1d21ff', 'letters sixteen times as large'],
    ['1d286b0300314300', 'a QR module of no dots'],
    ['07', 'a bell'],
    ['1004ff', 'a status nobody defined'],
    ['1b700932fa', 'a drawer on pin nine'],
  ])('stops at %s: %s', (hex) => {
    expect(tokenize(bytes(`0a ${hex}`))).toMatchObject({ consumed: 1, problem: { offset: 1, kind: 'unknown' } });
  });

  it.each(['1b', '1b70 00', '1d286b', '1d286b0900315030', '1d6b4304', '1004', '1d7630000200'])(
    'waits for the rest of %s',
    (hex) => {
      expect(tokenize(bytes(`0a ${hex}`))).toMatchObject({ consumed: 1, problem: { offset: 1, kind: 'incomplete' } });
    },
  );

  it('sees a drawer command without its times eat what follows', () => {
    const { tokens } = tokenize(bytes('1b7000 4142 0a'));
    expect(tokens[0]).toMatchObject({ kind: 'pulse', onMs: 0x41 * 2, offMs: 0x42 * 2 });
  });

  it('never throws, consumes every byte before its problem, and reads on the same from pieces', () => {
    const likely = fc.constantFrom(0x1b, 0x1d, 0x1c, 0x10, 0x28, 0x6b, 0x74, 0x04, 0x40, 0x56, 0x76, 0x30, 3, 0, 49);
    const stream = fc.array(fc.oneof(likely, fc.nat(255))).map((array) => Uint8Array.from(array));
    fc.assert(
      fc.property(stream, fc.nat(), (given, cut) => {
        const whole = tokenize(given);
        expect(whole.problem?.offset ?? given.length).toBe(whole.consumed);
        const first = tokenize(given.subarray(0, cut % (given.length + 1)));
        const rest = tokenize(given.subarray(first.consumed));
        if (first.problem?.kind !== 'unknown') expect(first.consumed + rest.consumed).toBe(whole.consumed);
      }),
      { numRuns: 2000 },
    );
  });
});
