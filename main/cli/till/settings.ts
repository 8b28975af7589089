import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { addressForms, parseAddress } from '../../../drivers/printer/address.ts';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { Id } from '../../../shared/loyalty/basics.ts';
import { DeviceSettings } from '../../../shared/protocol/devices.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { readJson } from '../document.ts';
import { codePageForms, parseCodePage } from '../printer/setup.ts';

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
  /** Path of a serial scanner's port. */
  scanner: z.nullable(z.string()),
  display: DeviceSettings.shape.display,
  scale: DeviceSettings.shape.scale,
  terminal: z.enum(['none', 'simulated']),
});
export type TillSettings = z.infer<typeof TillSettings>;

const usual = {
  ca: null,
  printer: null,
  profile: 'epson-80',
  codepage: null,
  logo: null,
  scanner: null,
  display: null,
  scale: null,
  terminal: 'none',
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
    const value = String((wanted as Record<string, unknown>)[option]);
    throw new KopilkaError('usage.value', { option: `--${option}`, value, wanted: issue?.message ?? '' });
  }
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
