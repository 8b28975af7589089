import type { Symbology } from '../../../shared/protocol/symbology.ts';

/**
 * How far one frame is to be believed. `cells` correct their own errors. `bars` have a check digit at most. `short` ones (EAN-8)
 * are also found within longer ones that are seen in part.
 */
export type Belief = 'cells' | 'bars' | 'short';
export type Sight = { code: string; symbology: Symbology | null; bytes: Uint8Array; belief: Belief };

/** How long nothing must be seen before the next code is another showing. */
const goneMs = 800;

/** `frames`: looked at since it was first seen, itself included. */
type Candidate = { sight: Sight; times: number; frames: number };

/**
 * One thing held before the camera is one scan: cells count at once, bars once two frames agree, short ones when every treatment had
 * its frame and none saw more. Nothing else is told until the view was empty: a pack with both an EAN and a mark on it is not rung twice.
 */
export function createShowing(framesInCycle: number): (sight: Sight | null, nowMs: number) => Sight | null {
  let seenMs = -Infinity;
  let candidate: Candidate | null = null;
  let isTold = false;

  const isCertain = ({ sight, times, frames }: Candidate) =>
    sight.belief === 'cells' || (times >= 2 && (sight.belief === 'bars' || frames > framesInCycle));

  return (sight, nowMs) => {
    if (nowMs - seenMs >= goneMs) {
      candidate = null;
      isTold = false;
    }
    if (candidate) candidate.frames += 1;
    if (!sight) return null;
    seenMs = nowMs;
    if (isTold) return null;
    const isSame = candidate?.sight.code === sight.code && candidate.sight.symbology === sight.symbology;
    if (candidate && isSame) candidate.times += 1;
    else if (!candidate || sight.belief !== 'short' || candidate.sight.belief === 'short')
      candidate = { sight, times: 1, frames: 1 };
    else return null;
    isTold = isCertain(candidate);
    return isTold ? sight : null;
  };
}
