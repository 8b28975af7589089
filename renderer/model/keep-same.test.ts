import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepSame } from './keep-same.ts';

const clone = <T>(value: T): T => structuredClone(value);

describe('keepSame', () => {
  it('gives back the old object when nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Object.is(keepSame(value, clone(value)), value)).toBe(true);
      }),
    );
  });

  it('always equals what arrived', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(keepSame(previous, clone(next))).toEqual(next);
      }),
    );
  });

  it('keeps the lines of a receipt that did not change', () => {
    const before = {
      lines: [
        { id: 'a', reasons: [{ rule: 'x' }] },
        { id: 'b', reasons: [] },
      ],
      total: 1,
    };
    const after = keepSame(before, {
      lines: [
        { id: 'a', reasons: [{ rule: 'x' }] },
        { id: 'b', reasons: [{ rule: 'y' }] },
        { id: 'c', reasons: [] },
      ],
      total: 2,
    });
    expect(after.lines[0]).toBe(before.lines[0]);
    expect(after.lines[1]).not.toBe(before.lines[1]);
    expect(after.lines).toHaveLength(3);
  });

  it('keeps a line that moved up only where it stands as it stood', () => {
    const before = [{ id: 'a' }, { id: 'b' }];
    expect(keepSame(before, [{ id: 'b' }])).toEqual([{ id: 'b' }]);
  });
});
