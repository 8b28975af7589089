import { encodings } from './code-pages.ts';
import type { Encoding } from './code-pages.ts';

/**
 * What differs between printers that all say "ESC/POS". Which code page a given unit really has is shown by the printed test
 * page, and set with `withCodePage`.
 */
export type PrinterProfile = {
  id: string;
  name: string;
  /** Font A characters a line, and dots a line: a cell is twelve dots wide. */
  widthChars: 32 | 42 | 48;
  widthDots: number;
  /** What we print in unless a document needs letters of another page; its number stands in `codePages`. */
  encoding: Encoding;
  /** The numbers n of ESC t n under which this family keeps the pages it has. */
  codePages: CodePages;
  /** It answers DLE EOT, GS a and GS r: a job can be confirmed. */
  backChannel: boolean;
  /** `raster`: not in its firmware, so they are sent as dots. */
  qrCode: 'native' | 'raster';
  barcodes: 'native' | 'raster';
  cutter: 'full' | 'partial' | 'none';
  drawerPin: 0 | 1;
  /** It takes ESC B n t. BEL is sent to none: on some it opens the drawer. */
  beeper: boolean;
};

export type CodePages = Partial<Record<Encoding, number>>;
export type CodePage = { encoding: Encoding; number: number };

/** For a unit whose test page showed another number: from now on this page, and no other of which nobody has seen a print. */
export function withCodePage(profile: PrinterProfile, { encoding, number }: CodePage): PrinterProfile {
  return { ...profile, encoding, codePages: { [encoding]: number } };
}

/** The page of this encoding; a profile without one is a mistake in the table. */
export function codePageOf(profile: PrinterProfile, encoding: Encoding): number {
  const number = profile.codePages[encoding];
  if (number === undefined) throw new RangeError(`${profile.id} has no code page ${encoding}`);
  return number;
}

/** The pages this printer has, its usual one first. */
export function encodingsOf(profile: PrinterProfile): Encoding[] {
  const others = encodings.filter((each) => each !== profile.encoding && profile.codePages[each] !== undefined);
  return [profile.encoding, ...others];
}
