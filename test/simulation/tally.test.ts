import { describe, expect, it } from 'vitest';
import { codeHash, joined } from './tally.ts';

describe('the tally of seeds', () => {
  it('joins ranges that touch or overlap, and no others', () => {
    expect(
      joined([
        [101, 200],
        [1, 100],
        [150, 220],
        [300, 310],
      ]),
    ).toEqual([
      [1, 220],
      [300, 310],
    ]);
  });

  it('is of one state of the code', () => {
    expect(codeHash()).toMatch(/^[0-9a-f]{16}$/);
    expect(codeHash()).toBe(codeHash());
  });
});
