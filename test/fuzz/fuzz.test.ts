import { describe, expect, it } from 'vitest';
import { fuzz } from './run.ts';

describe('anything in any place of programmes, requests and baskets', () => {
  it('never crashes, hangs or gives a negative total', () => {
    const { runs, sound, refused } = fuzz(2000, 20_261_125);
    expect(runs).toBe(2000);
    expect(Math.min(sound, refused)).toBeGreaterThan(200);
  }, 60_000);
});
