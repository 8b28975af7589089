import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tillSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what a till is set up with', () => {
  it('says what is missing, and what has no sense', () => {
    expect(() => tillSettings(folder, {}, 'en')).toThrow('till needs --till');
    expect(() => tillSettings(folder, { till: 't' }, 'en')).toThrow('till needs --hub');
    const given = { till: 't', hub: 'http://127.0.0.1:7070' };
    expect(() => tillSettings(folder, { ...given, printer: 'nowhere' }, 'en')).toThrow('--printer');
    expect(() => tillSettings(folder, { ...given, hub: 'nowhere' }, 'en')).toThrow('--hub');
  });

  it('is remembered, so that the next start needs none of it', () => {
    const first = tillSettings(folder, { till: 't', hub: 'http://127.0.0.1:7070', printer: '10.0.0.7:9100' }, 'en');
    expect(tillSettings(folder, {}, 'en')).toEqual(first);
    expect(tillSettings(folder, { profile: 'generic-58' }, 'en')).toEqual({ ...first, profile: 'generic-58' });
  });
});
