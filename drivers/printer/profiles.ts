import type { CodePage, CodePages, PrinterProfile } from './profile.ts';

/**
 * The printers we know. Facts, not code, from the makers' manuals as two public collections tell them: escpos-printer-db
 * (github.com/receipt-print-hq/escpos-printer-db, CC BY 4.0; E below) and the tables of receipt-printer-encoder (MIT; R below).
 * A page that no source tells is left out: text is then transliterated rather than printed in a page that may be another.
 */

/** E default, TM-m30III; R epson. */
const epson: CodePages = { cp437: 0, cp866: 17, 'windows-1251': 46, rk1048: 53 };
/** R xprinter; E POS-5890 tells the same two. */
const xprinter: CodePages = { cp437: 0, cp866: 17, 'windows-1251': 23 };
/** R bixolon. */
const bixolon: CodePages = { cp437: 0, cp866: 17, 'windows-1251': 28 };
/** R citizen: Cyrillic in one page. */
const citizen: CodePages = { cp437: 0, cp866: 7 };
/** R hp. */
const hp: CodePages = { cp437: 0, cp866: 7, 'windows-1251': 13, rk1048: 15 };
/** E RP326, RP332. */
const rongta: CodePages = { cp437: 0, cp866: 7, 'windows-1251': 6 };
/** E mcPrint, R star-prnt: the numbers of Star's own tables, which its ESC/POS mode keeps on many models. */
const star: CodePages = { cp437: 1, cp866: 10, 'windows-1251': 34 };
/** R star in ESC/POS mode: models that number as Epson does. */
const starAsEpson: CodePages = { cp437: 0, cp866: 17 };
/** E Sunmi-V2, R sunmi. */
const sunmi: CodePages = { cp437: 0, cp866: 17 };
/** The maker's command reference of the KPM and VKP lines in ESC/POS emulation. */
const custom: CodePages = { cp437: 0, cp866: 17 };

const paper80 = { widthChars: 48, widthDots: 576 } as const;
const paper80of42 = { widthChars: 42, widthDots: 512 } as const;
const paper58 = { widthChars: 32, widthDots: 384 } as const;
const common = {
  encoding: 'cp866',
  backChannel: true,
  qrCode: 'native',
  barcodes: 'native',
  cutter: 'partial',
  drawerPin: 0,
  beeper: false,
} as const satisfies Partial<PrinterProfile>;
/** Their makers' manuals: ESC B n t, n times, t by 100 ms; not all units have a beeper inside. */
const beeps = { beeper: true } as const;
/** The cheap ones: they print and say nothing, draw bars but no QR codes, and the paper is torn off. */
const plain = { backChannel: false, qrCode: 'raster', cutter: 'none' } as const;

export const printerProfiles: readonly PrinterProfile[] = [
  { ...common, ...paper80, id: 'epson-80', name: 'Epson TM-T20, T88, m30 (80 mm)', codePages: epson },
  { ...common, ...paper80of42, id: 'epson-80-42', name: 'Epson, 42 columns (80 mm)', codePages: epson },
  { ...common, ...paper58, id: 'epson-58', name: 'Epson TM-T20, m30 (58 mm)', codePages: epson },
  { ...common, ...paper80, ...beeps, id: 'xprinter-80', name: 'Xprinter XP-Q200, N160 (80 mm)', codePages: xprinter },
  {
    ...common,
    ...plain,
    ...paper58,
    ...beeps,
    id: 'generic-58',
    name: 'Xprinter XP-58, POS-5890 (58 mm)',
    codePages: xprinter,
  },
  { ...common, ...paper80of42, id: 'bixolon-80', name: 'Bixolon SRP-350III (80 mm)', codePages: bixolon },
  { ...common, ...paper80, id: 'citizen-80', name: 'Citizen CT-S310, CT-S2000 (80 mm)', codePages: citizen },
  { ...common, ...paper80, id: 'citizen-80-epson', name: 'Citizen CT-S651, E351 (80 mm)', codePages: epson },
  { ...common, ...paper80, id: 'hp-80', name: 'HP Value, A799 (80 mm)', codePages: hp },
  { ...common, ...paper80, ...beeps, id: 'rongta-80', name: 'Rongta RP326, RP332 (80 mm)', codePages: rongta },
  { ...common, ...plain, ...paper58, ...beeps, id: 'rongta-58', name: 'Rongta RPP02, RP58 (58 mm)', codePages: rongta },
  { ...common, ...paper80, id: 'star-80', name: 'Star TSP in ESC/POS mode (80 mm)', codePages: star },
  { ...common, ...paper80, id: 'star-80-epson', name: 'Star mC-Print in ESC/POS mode (80 mm)', codePages: starAsEpson },
  { ...common, ...paper80, id: 'sunmi-80', name: 'Sunmi NT311 (80 mm)', backChannel: false, codePages: sunmi },
  {
    ...common,
    ...plain,
    ...paper58,
    id: 'sunmi-58',
    name: 'Sunmi V2 (58 mm)',
    barcodes: 'raster',
    codePages: sunmi,
  },
  { ...common, ...paper80, id: 'custom-80', name: 'Custom Kube, VKP80 (80 mm)', cutter: 'full', codePages: custom },
];

/** The profile of this id, or undefined: device configuration is checked against `printerProfiles`. */
export function findProfile(id: string): PrinterProfile | undefined {
  return printerProfiles.find((profile) => profile.id === id);
}

/** What receipts look like where no printer says it: in the demo, in training. */
export function drawnProfile(): PrinterProfile {
  const profile = findProfile('epson-80');
  if (!profile) throw new Error('the usual printer has no profile');
  return profile;
}

/** All (encoding, number) pairs in use anywhere, for the test page. */
export function knownCodePages(): CodePage[] {
  return (['cp866', 'windows-1251', 'rk1048'] as const).flatMap((encoding) => {
    const numbers = new Set(printerProfiles.flatMap((profile) => profile.codePages[encoding] ?? []));
    return [...numbers].toSorted((a, b) => a - b).map((number) => ({ encoding, number }));
  });
}
