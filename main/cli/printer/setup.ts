import { addressForms, parseAddress } from '../../../drivers/printer/address.ts';
import { encodings } from '../../../drivers/printer/code-pages.ts';
import type { Printer } from '../../../drivers/printer/job.ts';
import { printerAt } from '../../../drivers/printer/open.node.ts';
import { createPicturePrinter } from '../../../drivers/printer/picture/printer.ts';
import { readPicture } from '../../../drivers/printer/picture-file.node.ts';
import { withCodePage } from '../../../drivers/printer/profile.ts';
import type { CodePage, PrinterProfile } from '../../../drivers/printer/profile.ts';
import { findProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import type { Dots } from '../../../drivers/printer/symbols/dots.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';

/** A printer as a person sets it up; what is null is left to the profile. */
export type PrinterSettings = {
  printer: string | null;
  profile: string;
  codepage: string | null;
  logo: string | null;
};

export const codePageForms = `${encodings.join('|')}:N`;

/** `cp866:17`, as the test page names it; null where it is none. */
export function parseCodePage(text: string): CodePage | null {
  const [name, number, ...more] = text.split(':');
  const encoding = encodings.find((each) => each === name);
  if (!encoding || number === undefined || !/^\d{1,3}$/.test(number) || Number(number) > 255 || more.length > 0)
    return null;
  return { encoding, number: Number(number) };
}

/** Opens nothing yet. Throws `usage.value` for what has no sense and `file.unreadable` for the logo. */
export function printerOf(settings: PrinterSettings): { printer: Printer; logo: Dots | null } {
  const profile = profileOf(settings);
  const address = settings.printer === null ? null : parseAddress(settings.printer);
  if (settings.printer !== null && !address)
    throw new KopilkaError('usage.value', { option: '--printer', value: settings.printer, wanted: addressForms });
  // Drawn anew from the stored bytes whenever somebody looks: nothing is kept here.
  const printer = address ? printerAt(address, profile) : createPicturePrinter(profile, () => undefined);
  return { printer, logo: settings.logo === null ? null : logoOf(settings.logo, profile) };
}

function profileOf({ profile: id, codepage }: PrinterSettings): PrinterProfile {
  const profile = findProfile(id);
  if (!profile) {
    const wanted = printerProfiles.map((each) => each.id).join(', ');
    throw new KopilkaError('usage.value', { option: '--profile', value: id, wanted });
  }
  if (codepage === null) return profile;
  const page = parseCodePage(codepage);
  if (page) return withCodePage(profile, page);
  throw new KopilkaError('usage.value', { option: '--codepage', value: codepage, wanted: codePageForms });
}

function logoOf(file: string, { widthDots }: PrinterProfile): Dots {
  try {
    return readPicture(file, widthDots);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('file.unreadable', { file, problem }, { cause: error });
  }
}
