import type { DeviceFault } from '../../shared/i18n/devices.ts';
import type { PrinterProfile } from './profile.ts';

/** Why a printer did not, or may not have, printed. Closed: each has its words in every language. */
export const printFaults = [
  'cover-open',
  'paper-end',
  'error',
  'offline',
  'timeout',
  'refused',
  'held',
  'unreachable',
  'connection-lost',
  'no-back-channel',
  'restarted',
  'absent',
  'busy',
  'denied',
] as const satisfies readonly DeviceFault[];
export type PrintFault = (typeof printFaults)[number];

/**
 * The outcome of one job. `confirmed`: the printer said that it processed all of it. `unknown`: bytes went out and nothing
 * proves what became of them; never resent by itself. `failed`: not one byte of the job went out, so it may be tried again.
 */
export type PrintResult =
  | { kind: 'confirmed'; paperLow: boolean }
  | { kind: 'unknown'; reason: PrintFault }
  | { kind: 'failed'; reason: PrintFault };

export type PrinterStatus = { kind: 'ready'; paperLow: boolean } | { kind: 'fault'; reason: PrintFault };

/** A printer behind whatever wire: a socket, a serial line, a device file, a picture. Neither method ever rejects; both end in bounded time. */
export type Printer = {
  readonly profile: PrinterProfile;
  /** Asks how it is, printing nothing. */
  probe(): Promise<PrinterStatus>;
  /** Sends one job as `encodeJob` made it. Callers send one at a time. */
  print(job: Uint8Array): Promise<PrintResult>;
};
