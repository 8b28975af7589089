import { describe, expect, it } from 'vitest';
import { simulate } from './seed.ts';
import { openTime } from './time.ts';
import { simulateTwice } from './twice.ts';

/** Even seeds know tills that live twice and hubs that come from a backup, odd ones do not. CI runs five hundred beside the tests. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
/** Each broke something once, in the programs or in the checks. */
const kept = [36, 40, 76, 274, 406, 466, 3050];

describe('a simulated chain of tills', () => {
  it('is right where nothing happens to it', async () => {
    expect((await simulate(1, true)).violations).toEqual([]);
  });

  it.each([...seeds, ...kept])('keeps every promise with seed %i', async (seed) => {
    expect((await simulate(seed)).violations).toEqual([]);
  });

  it('goes the same way twice', async () => {
    expect((await simulateTwice(13)).violations).toEqual([]);
  });

  it('is stopped where something goes round and round', async () => {
    const time = openTime(0);
    const again = () => void time.after(0, again);
    again();
    await expect(time.run(1)).rejects.toThrow('round and round');
  });
});
