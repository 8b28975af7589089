import { describe, expect, it } from 'vitest';
import { enlarged, frameOf, greyOf, middleOf, smoothed, turned } from './picture.ts';
import type { Grey } from './picture.ts';

const grey = (width: number, ...levels: number[]): Grey => ({
  width,
  height: levels.length / width,
  levels: Uint8ClampedArray.from(levels),
});
const one = grey(3, 0, 0, 0, 0, 160, 0, 0, 0, 0);

describe('copies of a frame', () => {
  it('in grey and back are the same', () => {
    const back = frameOf(one);
    expect([...back.data.subarray(16, 20)]).toEqual([160, 160, 160, 255]);
    expect(greyOf(back)).toEqual(one);
  });

  it('smoothed spread a spot and keep the edge as it is', () => {
    expect([...smoothed(one).levels]).toEqual([0, 0, 0, 0, 40, 0, 0, 0, 0]);
  });

  it('enlarged lie between the pixels, and an even picture stays even', () => {
    const large = enlarged(grey(2, 0, 100, 0, 100));
    expect([large.width, large.height]).toEqual([4, 4]);
    expect([...large.levels.subarray(0, 4)]).toEqual([0, 25, 75, 100]);
    expect(new Set(enlarged(grey(2, 7, 7, 7, 7)).levels)).toEqual(new Set([7]));
  });

  it('turned by half a circle are on their head', () => {
    const wide = grey(6, ...Array.from({ length: 36 }, (_, at) => at * 5));
    expect(turned(wide, 180).levels[2 + 3 * 6]).toBe(wide.levels[4 + 3 * 6]);
    expect(turned(wide, 0).levels[2 + 3 * 6]).toBe(wide.levels[2 + 3 * 6]);
  });

  it('cut to the middle are no larger than told', () => {
    expect(middleOf(one, 1, 1)).toEqual(grey(1, 160));
    expect(middleOf(one, 5, 5)).toBe(one);
  });
});
