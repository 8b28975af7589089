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

  it('has a scanner by port or by device, with what it sends around a code', () => {
    const given = { till: 't', hub: 'http://127.0.0.1:7070', scanner: 'usb:0c2e:0b61' };
    const settings = tillSettings(folder, { ...given, scannerBaud: 115_200, scannerSuffix: 'tab' }, 'en');
    expect(settings).toMatchObject({ scanner: 'usb:0c2e:0b61', scannerBaud: 115_200, scannerSuffix: 'tab' });
    expect(() => tillSettings(folder, { scannerBaud: NaN }, 'en')).toThrow('--scannerBaud');
  });

  it('refuses labels of weighed goods that no shop may use, and two that one code fits', () => {
    const label = { prefix: '21', skuDigits: 5, holds: 'grams' } as const;
    expect(() => tillSettings(folder, { labels: [{ ...label, prefix: '46' }] }, 'en')).toThrow('20–29');
    expect(() => tillSettings(folder, { labels: [{ ...label, prefix: '21000', skuDigits: 8 }] }, 'en')).toThrow('10');
    const two = [label, { prefix: '211', skuDigits: 4, holds: 'priceMinor' } as const];
    expect(() => tillSettings(folder, { labels: two }, 'en')).toThrow(/21#+ and 211#+ overlap/);
    const apart = [label, { ...label, prefix: '22' }];
    expect(tillSettings(folder, { labels: apart }, 'en').labels).toEqual(apart);
  });
});
