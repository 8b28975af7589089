import { describe, expect, it } from 'vitest';
import { createShowing } from './showing.ts';
import type { Sight } from './showing.ts';

const sight = (code: string, isSure = false): Sight => ({ code, symbology: null, bytes: Buffer.from(code), isSure });

/** Frames a tenth of a second apart; what was told at each. */
function play(frames: (Sight | null)[]): (string | null)[] {
  const showing = createShowing();
  return frames.map((each, index) => showing(each, index * 100)?.code ?? null);
}
const nothing = Array.from({ length: 8 }, () => null);

describe('one thing held before the camera', () => {
  it('is told when two frames agree, and once', () => {
    expect(play([sight('a'), null, sight('a'), sight('a')])).toEqual([null, null, 'a', null]);
  });

  it('is told at once where the code corrects its own errors', () => {
    expect(play([sight('a', true), sight('a', true)])).toEqual(['a', null]);
  });

  it('that was misread in one frame is told as the others have it', () => {
    expect(play([sight('misread'), sight('a'), sight('a')])).toEqual([null, null, 'a']);
  });

  it('with two codes on it is one scan', () => {
    expect(play([sight('mark', true), sight('ean'), sight('ean')])).toEqual(['mark', null, null]);
  });

  it('is told again once it was away', () => {
    expect(play([sight('a', true), ...nothing, sight('a', true)])).toEqual(['a', ...nothing, 'a']);
    const short = nothing.slice(2);
    expect(play([sight('a', true), ...short, sight('a', true)])).toEqual(['a', ...short, null]);
  });
});
