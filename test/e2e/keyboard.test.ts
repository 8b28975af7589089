import { describe } from 'vitest';
import { large, small, walkStates } from './walk-states.ts';

/** Colours, languages and sizes are shared out between this hand and the other. */
describe('every state by keyboard alone', () => {
  walkStates({
    hand: 'keys',
    options: {},
    looks: [
      { theme: 'light', locale: 'ru', viewport: small },
      { theme: 'dark', locale: 'en', viewport: large },
    ],
    judged: 'light',
    folder: 'docs/screens',
  });
});
