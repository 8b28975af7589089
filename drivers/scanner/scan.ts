import type { Symbology } from '../../shared/protocol/symbology.ts';

/** One thing scanned or typed. `bytes` are what the scanner sent, prefix and suffix apart: marking codes are kept as they were. */
export type Scan = {
  code: string;
  /** Where the scanner said so. */
  symbology: Symbology | null;
  source: 'wedge' | 'serial' | 'camera' | 'typed';
  bytes: Uint8Array;
};
