import { enlarged, middleOf, smoothed, turned } from './picture.ts';
import type { Grey } from './picture.ts';

export type Treatment = (grey: Grey) => Grey;

/** The largest part that may be enlarged, so that a frame is read within its tenth of a second. */
const mostWidth = 640;
const mostHeight = 480;
/**
 * A line of bars is read up to some 17° aslant, and the reader itself tries quarter turns: these two and the frame as it is cover
 * the whole circle.
 */
const aslantDegrees = 30;

const asItIs: Treatment = (grey) => grey;
const large: Treatment = (grey) => enlarged(middleOf(grey, mostWidth, mostHeight));

/**
 * What is done to one frame after another while nothing is read. Each helps where the others don't: enlarged against small codes and
 * low contrast, smoothed against noise, turned against bars aslant.
 */
const cycle: readonly Treatment[] = [
  asItIs,
  large,
  smoothed,
  (grey) => turned(grey, aslantDegrees),
  (grey) => large(smoothed(grey)),
  (grey) => turned(grey, -aslantDegrees),
];
export const framesInCycle = cycle.length;

export type Treatments = { current(): Treatment; /** Whether it was read so. */ learn(wasRead: boolean): void };

/** What read a code is tried again at the next frame: that one has the same troubles. */
export function createTreatments(): Treatments {
  let turn = 0;
  return {
    current: () => cycle[turn]!,
    learn(wasRead) {
      if (!wasRead) turn = (turn + 1) % cycle.length;
    },
  };
}
