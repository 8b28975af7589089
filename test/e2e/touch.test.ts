import { describe } from 'vitest';
import { large, walkStates } from './walk-states.ts';

describe('every state by fingers alone', () => {
  walkStates({
    hand: 'touch',
    options: { hasTouch: true },
    looks: [
      { theme: 'dark', locale: 'ru' },
      { theme: 'light', locale: 'en' },
    ],
    pictures: { folder: 'dist', viewport: large },
  });
});
