import type { PrintFault } from '../job.ts';

/**
 * What a printer says back. Bits from Epson's reference: a reply to DLE EOT has (b & 0x93) == 0x12; an automatic status is four
 * bytes, the first (b & 0x93) == 0x10; the reply to GS r has bits 4 and 7 clear. Nothing else is believed.
 */
export type StatusEvent =
  | { kind: 'realTime'; byte: number }
  | { kind: 'automatic'; fault: PrintFault | null; paperLow: boolean }
  | { kind: 'processed'; paperLow: boolean; paperEnd: boolean };

export type StatusReader = { push(bytes: Uint8Array): StatusEvent[] };

/** Sorts the bytes of one connection; keeps the state of an automatic status that arrives in pieces. */
export function createStatusReader(): StatusReader {
  let automatic: number[] = [];
  return {
    push(bytes) {
      const events: StatusEvent[] = [];
      for (const byte of bytes) {
        const continues = automatic.length > 0 && (byte & 0x90) === 0;
        if (continues) {
          automatic.push(byte);
          if (automatic.length === 4) {
            events.push(automaticStatus(automatic));
            automatic = [];
          }
          continue;
        }
        automatic = (byte & 0x93) === 0x10 ? [byte] : [];
        if ((byte & 0x93) === 0x12) events.push({ kind: 'realTime', byte });
        else if ((byte & 0x90) === 0) {
          events.push({ kind: 'processed', paperLow: (byte & 0x03) !== 0, paperEnd: (byte & 0x0c) !== 0 });
        }
      }
      return events;
    },
  };
}

function automaticStatus(bytes: number[]): StatusEvent {
  const [printer, errors, paper] = bytes as [number, number, number];
  return { kind: 'automatic', fault: automaticFault(printer, errors, paper), paperLow: (paper & 0x03) !== 0 };
}

/** The most telling reason first: an open cover also puts a printer off line, and often reads as no paper. */
function automaticFault(printer: number, errors: number, paper: number): PrintFault | null {
  if (printer & 0x20) return 'cover-open';
  if (paper & 0x0c) return 'paper-end';
  if (errors & 0x6c) return 'error';
  return printer & 0x08 ? 'offline' : null;
}

/** The reply to DLE EOT 2: why the printer is off line, or null. */
export function offlineCause(byte: number): PrintFault | null {
  if (byte & 0x04) return 'cover-open';
  if (byte & 0x20) return 'paper-end';
  return byte & 0x40 ? 'error' : null;
}

/** The reply to DLE EOT 1. */
export function isOffline(byte: number): boolean {
  return (byte & 0x08) !== 0;
}

/** The reply to DLE EOT 4. */
export function paperState(byte: number): 'present' | 'low' | 'end' {
  if (byte & 0x60) return 'end';
  return byte & 0x0c ? 'low' : 'present';
}
