import { describe } from 'vitest';
import { small, walkStates } from './walk-states.ts';

describe('every state by keyboard alone', () => {
  walkStates({
    hand: 'keys',
    options: {},
    looks: [
      { theme: 'dark', locale: 'en' },
      { theme: 'light', locale: 'ru' },
    ],
    pictures: { folder: 'docs', viewport: small },
  });
});
