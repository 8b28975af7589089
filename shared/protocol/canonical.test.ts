import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';

describe('canonical JSON', () => {
  it('is what the reference implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('orders keys by UTF-16 units and writes numbers as ECMAScript does (RFC 8785, 3.2.2 and 3.2.3)', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  it('orders keys like numbers as texts, however deep they lie', () => {
    expect(canonicalJson([{ a: { 10: 1, 9: 2, b: 3 } }])).toBe('[{"a":{"10":1,"9":2,"b":3}}]');
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"z":1,"a":2}}'))).toBe('{"__proto__":{"a":2,"z":1},"b":1}');
    expect(canonicalJson({ b: { z: 1, a: [{ d: 1, c: 2 }] }, a: null })).toBe(
      '{"a":null,"b":{"a":[{"c":2,"d":1}],"z":1}}',
    );
  });

  it('leaves out what is undefined and refuses what is no JSON', () => {
    expect(canonicalJson({ b: undefined, a: [1] })).toBe('{"a":[1]}');
    expect(() => canonicalJson(NaN)).toThrow(RangeError);
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
    expect(() => canonicalJson([undefined])).toThrow(RangeError);
    expect(() => canonicalJson({ '\ud800': 1 })).toThrow(RangeError);
    expect(() => canonicalJson({ 1: '\ud800' })).toThrow(RangeError);
    expect(() => canonicalJson({ a: () => 1 })).toThrow(RangeError);
  });
});
