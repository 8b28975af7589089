import type { Encoding } from './code-pages.ts';

/**
 * What differs between printers that all say "ESC/POS". Facts: the makers' manuals as collected in escpos-printer-db
 * (capabilities by model). Which code page a given unit really has is shown by the printed test page.
 */
export type PrinterProfile = {
  id: string;
  name: string;
  /** Font A characters a line, and dots a line: a cell is twelve dots wide. */
  widthChars: 32 | 42 | 48;
  widthDots: number;
  /** What we print in; its number stands in `codePages`. */
  encoding: Encoding;
  /** The numbers n of ESC t n under which this family keeps each page. */
  codePages: Record<Encoding, number>;
  /** It answers DLE EOT, GS a and GS r: a job can be confirmed. */
  backChannel: boolean;
  /** `raster`: no GS ( k in its firmware, so codes are sent as dots. */
  qrCode: 'native' | 'raster';
  cutter: 'full' | 'partial' | 'none';
  drawerPin: 0 | 1;
};

const paper80 = { widthChars: 48, widthDots: 576 } as const;
const paper80of42 = { widthChars: 42, widthDots: 512 } as const;
const paper58 = { widthChars: 32, widthDots: 384 } as const;
const common = {
  encoding: 'cp866',
  backChannel: true,
  qrCode: 'native',
  cutter: 'partial',
  drawerPin: 0,
} as const satisfies Partial<PrinterProfile>;

const epsonPages: Record<Encoding, number> = { cp437: 0, cp866: 17, 'windows-1251': 46 };
const xprinterPages: Record<Encoding, number> = { cp437: 0, cp866: 17, 'windows-1251': 23 };
const bixolonPages: Record<Encoding, number> = { cp437: 0, cp866: 17, 'windows-1251': 28 };
const citizenPages: Record<Encoding, number> = { cp437: 0, cp866: 7, 'windows-1251': 13 };
const rongtaPages: Record<Encoding, number> = { cp437: 0, cp866: 7, 'windows-1251': 6 };
const starPages: Record<Encoding, number> = { cp437: 1, cp866: 10, 'windows-1251': 34 };

export const printerProfiles: readonly PrinterProfile[] = [
  { ...common, ...paper80, id: 'epson-80', name: 'Epson TM-T20, T88, m30 (80 mm)', codePages: epsonPages },
  { ...common, ...paper80of42, id: 'epson-80-42', name: 'Epson, 42 columns (80 mm)', codePages: epsonPages },
  { ...common, ...paper58, id: 'epson-58', name: 'Epson TM-T20, m30 (58 mm)', codePages: epsonPages },
  { ...common, ...paper80, id: 'xprinter-80', name: 'Xprinter XP-Q200, N160 (80 mm)', codePages: xprinterPages },
  {
    ...common,
    ...paper58,
    id: 'generic-58',
    name: 'Xprinter XP-58, POS-5890 and alike (58 mm)',
    codePages: xprinterPages,
    backChannel: false,
    qrCode: 'raster',
    cutter: 'none',
  },
  { ...common, ...paper80of42, id: 'bixolon-80', name: 'Bixolon SRP-350 (80 mm)', codePages: bixolonPages },
  { ...common, ...paper80, id: 'citizen-80', name: 'Citizen CT-S310, CT-S2000 (80 mm)', codePages: citizenPages },
  { ...common, ...paper80, id: 'hp-80', name: 'HP Value, A799 (80 mm)', codePages: citizenPages },
  { ...common, ...paper80, id: 'rongta-80', name: 'Rongta RP326, RP332 (80 mm)', codePages: rongtaPages },
  { ...common, ...paper80, id: 'star-80', name: 'Star TSP in ESC/POS mode (80 mm)', codePages: starPages },
];

/** The profile of this id, or undefined: device configuration is checked against `printerProfiles`. */
export function findProfile(id: string): PrinterProfile | undefined {
  return printerProfiles.find((profile) => profile.id === id);
}

/** All (encoding, number) pairs in use anywhere, for the test page. */
export function knownCodePages(): { encoding: Encoding; number: number }[] {
  const numbers = (encoding: Encoding) => new Set(printerProfiles.map((profile) => profile.codePages[encoding]));
  return (['cp866', 'windows-1251'] as const).flatMap((encoding) =>
    [...numbers(encoding)].toSorted((a, b) => a - b).map((number) => ({ encoding, number })),
  );
}
