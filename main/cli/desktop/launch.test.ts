import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopArguments } from './launch.ts';

describe('what the desktop app is told', () => {
  it('names folders whole, because its process may stand elsewhere', () => {
    expect(desktopArguments({ demo: '.kopilka' })).toEqual(['--demo', resolve('.kopilka')]);
    expect(desktopArguments({ data: 'till', keys: 'keys' })).toEqual([
      '--data',
      resolve('till'),
      '--keys',
      resolve('keys'),
    ]);
  });

  it('names only what was wished', () => {
    expect(desktopArguments({ fresh: false, kiosk: true })).toEqual(['--kiosk']);
    expect(desktopArguments({})).toEqual([]);
  });
});
