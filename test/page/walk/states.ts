import { extreme } from './extreme.ts';
import { members } from './members.ts';
import { paying } from './paying.ts';
import { selling } from './selling.ts';
import { shift } from './shift.ts';
import type { WalkState } from './state.ts';
import { tillItself } from './till.ts';

/** Every state of the cashier's screen, in the order of a day. */
export const walkStates: readonly WalkState[] = [
  ...shift,
  ...selling,
  ...members,
  ...paying,
  ...tillItself,
  ...extreme,
];
