import type { Encoding } from '../printer/code-pages.ts';

/** How a customer display of two lines is spoken to: bytes before anything, and before and after each line. */
export type DisplayTemplate = {
  /** As makers call it. */
  name: string;
  columns: number;
  encoding: Encoding;
  begin: readonly number[];
  lines: readonly [LineTemplate, LineTemplate];
};
type LineTemplate = { before: readonly number[]; after: readonly number[] };

/** ESC @ begins anew, ESC t 6 is code page 866, ESC Q A and ESC Q B write the upper and the lower line up to CR. */
const cd5220: DisplayTemplate = {
  name: 'CD5220 (Posiflex, VFD 20x2)',
  columns: 20,
  encoding: 'cp866',
  begin: [0x1b, 0x40, 0x1b, 0x74, 6],
  lines: [
    { before: [0x1b, 0x51, 0x41], after: [0x0d] },
    { before: [0x1b, 0x51, 0x42], after: [0x0d] },
  ],
};

/** Epson's own (DM-D): ESC t 17 is code page 866, US $ x y puts the cursor. */
const epson: DisplayTemplate = {
  name: 'Epson DM-D, ESC/POS (20x2)',
  columns: 20,
  encoding: 'cp866',
  begin: [0x1b, 0x40, 0x1b, 0x74, 17],
  lines: [
    { before: [0x1f, 0x24, 1, 1], after: [] },
    { before: [0x1f, 0x24, 1, 2], after: [] },
  ],
};

export const displayTemplates = { cd5220, epson } as const satisfies Record<string, DisplayTemplate>;
export type DisplayTemplateName = keyof typeof displayTemplates;
