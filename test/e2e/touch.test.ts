import { describe } from 'vitest';
import { large, small, walkStates } from './walk-states.ts';

/** Colours, languages and sizes are shared out between this hand and the other. */
describe('every state by fingers alone', () => {
  walkStates({
    hand: 'touch',
    options: { hasTouch: true },
    looks: [
      { theme: 'light', locale: 'ru', viewport: large },
      { theme: 'dark', locale: 'en', viewport: small },
    ],
    judged: 'dark',
  });
});
