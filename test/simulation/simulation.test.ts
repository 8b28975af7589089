import { describe, expect, it } from 'vitest';
import { runSeeds } from './runs.ts';
import { openTime } from './time.ts';

/** Even seeds know tills that live twice and hubs that come from a backup, odd ones do not. CI runs 1 to 500 beside the tests. */
const seeds = [1, 2, 3, 4];
/** Each broke something once, in the programs or in the checks; so did 36, 40, 76, 110, 171, 186, 274, 406, 440 and 466, which CI runs. */
const kept = [585, 3050, 5244];

describe('a simulated chain of tills', () => {
  it('is right where nothing happens to it', async () => {
    expect((await runSeeds([1], undefined, 'calm')).violations).toEqual([]);
  });

  it('keeps every promise, whatever happens to it', async () => {
    const { violations, sales } = await runSeeds([...seeds, ...kept]);
    expect(violations).toEqual([]);
    expect(sales).toBeGreaterThan(100);
  });

  it('goes the same way twice', async () => {
    expect((await runSeeds([13], undefined, 'twice')).violations).toEqual([]);
  });

  it('is stopped where something goes round and round', async () => {
    const time = openTime(0);
    const again = () => void time.after(0, again);
    again();
    await expect(time.run(1)).rejects.toThrow('round and round');
  });
});
