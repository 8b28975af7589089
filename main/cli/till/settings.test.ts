import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { logoFile } from '../../../test/receipts/logo.ts';
import { printerOf } from '../printer/setup.ts';
import { tillSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the printer a till is set up with', () => {
  const settings = { printer: null, profile: 'xprinter-80', codepage: null, logo: null };

  it('prints in the code page that the test page showed, and in no other', () => {
    const { printer } = printerOf({ ...settings, codepage: 'windows-1251:6' });
    expect(printer.profile).toMatchObject({ encoding: 'windows-1251', codePages: { 'windows-1251': 6 } });
  });

  it('has a logo as wide as its paper takes', () => {
    expect(printerOf(settings).logo).toBeNull();
    const { logo } = printerOf({ ...settings, logo: logoFile });
    expect(logo!.rows).toBe(240);
    expect(printerOf({ ...settings, profile: 'generic-58', logo: logoFile }).logo!.widthBytes).toBeLessThanOrEqual(48);
  });

  it.each(['pdf:receipts', 'serial:COM3', '/dev/usb/lp0', String.raw`\\host\printer`, '10.0.0.7:9100'])(
    'may be at %s',
    (printer) => expect(printerOf({ ...settings, printer }).printer.profile.id).toBe('xprinter-80'),
  );
});

describe('what a till is set up with', () => {
  it('says what is missing, and what has no sense', () => {
    expect(() => tillSettings(folder, {}, 'en')).toThrow('till needs --till');
    expect(() => tillSettings(folder, { till: 't' }, 'en')).toThrow('till needs --hub');
    const given = { till: 't', hub: 'http://127.0.0.1:7070' };
    expect(() => tillSettings(folder, { ...given, printer: 'nowhere' }, 'en')).toThrow('--printer');
    expect(() => tillSettings(folder, { ...given, hub: 'nowhere' }, 'en')).toThrow('--hub');
    expect(() => tillSettings(folder, { ...given, profile: 'none' }, 'en')).toThrow('--profile');
    expect(() => tillSettings(folder, { ...given, fiscal: 'nowhere' }, 'en')).toThrow('http://127.0.0.1:16732');
    expect(() => tillSettings(folder, { ...given, taxation: 'none' as never }, 'en')).toThrow('--taxation');
    expect(() => tillSettings(folder, { ...given, codepage: 'cp866:999' }, 'en')).toThrow('--codepage');
    for (const lockAfterMinutes of [-1, 0.5, NaN, 481])
      expect(() => tillSettings(folder, { ...given, lockAfterMinutes }, 'en')).toThrow('--lock-after-minutes');
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
    expect(() => tillSettings(folder, { scannerBaud: NaN }, 'en')).toThrow('--scanner-baud');
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
