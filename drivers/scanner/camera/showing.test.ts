import { describe, expect, it } from 'vitest';
import { createShowing } from './showing.ts';
import type { Belief, Sight } from './showing.ts';

const sight = (code: string, belief: Belief = 'bars'): Sight => ({
  code,
  symbology: null,
  bytes: Buffer.from(code),
  belief,
});

/** Frames a tenth of a second apart; what was told at each. */
function play(frames: (Sight | null)[]): (string | null)[] {
  const showing = createShowing(3);
  return frames.map((each, index) => showing(each, index * 100)?.code ?? null);
}
const nothing = Array.from({ length: 8 }, () => null);

describe('one thing held before the camera', () => {
  it('is told when two frames agree, and once', () => {
    expect(play([sight('a'), null, sight('a'), sight('a')])).toEqual([null, null, 'a', null]);
  });

  it('is told at once where the code corrects its own errors', () => {
    expect(play([sight('a', 'cells'), sight('a', 'cells')])).toEqual(['a', null]);
  });

  it('that was misread in one frame is told as the others have it', () => {
    expect(play([sight('misread'), sight('a'), sight('a')])).toEqual([null, null, 'a']);
  });

  it('is told as a short code only when every treatment had its frame and saw no longer one', () => {
    const short = sight('96385074', 'short');
    expect(play([short, short, short, short])).toEqual([null, null, null, '96385074']);
    expect(play([short, null, null, null, null, short])).toEqual([null, null, null, null, null, '96385074']);
    expect(play([short, short, sight('long'), short, sight('long')])).toEqual([null, null, null, null, 'long']);
  });

  it('with two codes on it is one scan', () => {
    expect(play([sight('mark', 'cells'), sight('ean'), sight('ean')])).toEqual(['mark', null, null]);
  });

  it('is told again once it was away', () => {
    expect(play([sight('a', 'cells'), ...nothing, sight('a', 'cells')])).toEqual(['a', ...nothing, 'a']);
    const short = nothing.slice(2);
    expect(play([sight('a', 'cells'), ...short, sight('a', 'cells')])).toEqual(['a', ...short, null]);
  });
});
