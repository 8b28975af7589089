import type { Symbology } from '../../../shared/protocol/symbology.ts';

/** What one frame showed. `isSure`: it corrects its own errors, as bars do not. */
export type Sight = { code: string; symbology: Symbology | null; bytes: Uint8Array; isSure: boolean };

/** How long nothing must be seen before the next code is another showing. */
const goneMs = 800;

/**
 * One thing held before the camera is one scan: bars count once two frames agree, cells at once, and nothing more is told until
 * the view was empty. A pack with both an EAN and a mark on it is not rung twice.
 */
export function createShowing(): (sight: Sight | null, nowMs: number) => Sight | null {
  let seenMs = -Infinity;
  let before: Sight | null = null;
  let isTold = false;
  return (sight, nowMs) => {
    if (nowMs - seenMs >= goneMs) {
      before = null;
      isTold = false;
    }
    if (!sight) return null;
    seenMs = nowMs;
    if (isTold) return null;
    isTold = sight.isSure || (before?.code === sight.code && before.symbology === sight.symbology);
    before = sight;
    return isTold ? sight : null;
  };
}
