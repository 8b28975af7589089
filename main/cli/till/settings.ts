import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { AtolTaxation } from '../../../drivers/fiscal/atol/task.ts';
import { addressForms, parseAddress } from '../../../drivers/printer/address.ts';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { overlappingLabels } from '../../../drivers/scanner/label.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { Id } from '../../../shared/loyalty/basics.ts';
import { DeviceSettings } from '../../../shared/protocol/devices.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { parsePluginAddress, pluginAddressForms } from '../../plugin/address.ts';
import { readJson } from '../document.ts';
import { codePageForms, parseCodePage } from '../printer/setup.ts';

/** Prefixes that GS1 leaves to shops, and room for a number and a value before the check digit. */
const Label = z
  .strictObject({
    prefix: z.string().check(z.regex(/^(2\d|02)\d{0,3}$/, '20–29, 02')),
    skuDigits: z.int().check(z.minimum(1), z.maximum(8)),
    holds: z.enum(['grams', 'priceMinor']),
  })
  .check(z.refine(({ prefix, skuDigits }) => prefix.length + skuDigits <= 10, 'prefix + skuDigits <= 10'));

/** What a till is set up with, beside its data: `till.json` in its folder. */
export const TillSettings = z.strictObject({
  till: Id,
  hub: z.url(),
  /** PEM file with the certificate of a hub that nobody vouches for. */
  ca: z.nullable(z.string()),
  /** Where the printer is, as `addressForms` tells; null draws receipts on the screen alone. */
  printer: z.nullable(z.string().check(z.refine((text) => parseAddress(text) !== null, addressForms))),
  profile: z.enum(printerProfiles.map(({ id }) => id)),
  /** What the printed test page showed, where the profile's own is wrong: `cp866:17`. */
  codepage: z.nullable(z.string().check(z.refine((text) => parseCodePage(text) !== null, codePageForms))),
  /** PNG file on top of every receipt. */
  logo: z.nullable(z.string()),
  /** A serial scanner: the path of its port, or `usb:VENDOR:PRODUCT[:SERIAL]`, which finds it on any. */
  scanner: z.nullable(z.string()),
  scannerBaud: z.int().check(z.positive('1200, 9600, 115200')),
  /** What it sends before and after each code. */
  scannerPrefix: z.string().check(z.maxLength(16)),
  scannerSuffix: z.enum(['cr', 'lf', 'crlf', 'tab', 'none']),
  labels: z.array(Label),
  /** Country code of phone numbers told without one. */
  phoneCountry: z.nullable(z.string().check(z.regex(/^[1-9]\d{0,2}$/, '7'))),
  /** Nobody at the till for so many minutes: the cashier is signed out; 0: never. */
  lockAfterMinutes: z.int('0–480').check(z.minimum(0, '0–480'), z.maximum(480, '0–480')),
  display: DeviceSettings.shape.display,
  scale: DeviceSettings.shape.scale,
  terminal: z.enum(['none', 'simulated']),
  /** Address of the fiscal register's web server; null: there is none. */
  fiscal: z.nullable(z.url({ protocol: /^https?$/, error: 'http://127.0.0.1:16732' })),
  /** How it is told of points. */
  fiscalPoints: z.enum(['discount', 'payment']),
  /** The shop's system of taxation, which each receipt names. */
  taxation: AtolTaxation,
  /** Where other tills ask this one, as `pluginAddressForms` tells; null: none does. */
  plugin: z.nullable(z.string().check(z.refine((text) => parsePluginAddress(text) !== null, pluginAddressForms))),
});
export type TillSettings = z.infer<typeof TillSettings>;

const usual: Omit<TillSettings, 'till' | 'hub'> = {
  ca: null,
  printer: null,
  profile: 'epson-80',
  codepage: null,
  logo: null,
  scanner: null,
  scannerBaud: 9600,
  scannerPrefix: '',
  scannerSuffix: 'cr',
  labels: [{ prefix: '21', skuDigits: 5, holds: 'grams' }],
  phoneCountry: '7',
  lockAfterMinutes: 0,
  display: null,
  scale: null,
  terminal: 'none',
  fiscal: null,
  fiscalPoints: 'discount',
  taxation: 'osn',
  plugin: null,
};

/** What was given now over what was given before; the next start needs none of it. Throws `usage.missing`, `usage.value`. */
export function tillSettings(dataDir: string, given: Partial<TillSettings>, locale: Locale): TillSettings {
  const file = join(dataDir, 'till.json');
  const before = existsSync(file) ? (readJson(file, locale) as Record<string, unknown>) : {};
  const wanted = { ...usual, ...before, ...given };
  for (const what of ['till', 'hub'] as const) {
    if (!(what in wanted)) throw new KopilkaError('usage.missing', { command: 'till', what: `--${what}` });
  }
  const parsed = TillSettings.safeParse(wanted);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const option = String(issue?.path[0]);
    const value = (wanted as Record<string, unknown>)[option];
    const told = typeof value === 'string' ? value : JSON.stringify(value);
    throw new KopilkaError('usage.value', {
      option: `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value: told,
      wanted: issue?.message ?? '',
    });
  }
  const overlap = overlappingLabels(parsed.data.labels);
  if (overlap) throw new KopilkaError('settings.labelOverlap', overlap);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  keepSettings(dataDir, parsed.data);
  return parsed.data;
}

/** Another file put in the place of the one before: a reader, or a crash, finds the one or the other. Throws `device.notKept`. */
export function keepSettings(dataDir: string, settings: TillSettings): void {
  const file = join(dataDir, 'till.json');
  const half = `${file}.new`;
  try {
    const written = openSync(half, 'w', 0o600);
    try {
      writeSync(written, `${JSON.stringify(settings, null, 2)}\n`);
      fsyncSync(written);
    } finally {
      closeSync(written);
    }
    renameSync(half, file);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('device.notKept', { problem }, { cause: error });
  }
}
