import type { SerialPort } from 'serialport';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { openSerialPort } from '../serial.node.ts';
import { splitAim } from './aim.ts';
import { createFrameReader } from './framing.ts';
import type { Framing } from './framing.ts';
import type { Scan } from './scan.ts';

/** `path`: a port's, or what serial-place.node.ts finds it by. */
export type SerialScannerConfig = { path: string; baudRate: number; framing: Framing };
export type SerialHandlers = {
  onScan(scan: Scan): void;
  /** The open port is gone, for good: only opening anew helps. Told once, and not after `close`. */
  onLost(fault: DeviceFault): void;
};
export type OpenSerial = { close(): Promise<void> };

/** How long the line is silent after a code that no suffix ends. */
const pauseMs = 50;

/**
 * Opens a serial scanner once: a new port and a new reader each time, since a port that was unplugged "reopens" dead. Never rejects;
 * reconnecting is the supervisor's.
 */
export async function openSerialScanner(
  config: SerialScannerConfig,
  handlers: SerialHandlers,
  watchMs?: number,
): Promise<OpenSerial | { fault: DeviceFault }> {
  let stopReading = () => {};
  const lost = (fault: DeviceFault) => {
    stopReading();
    handlers.onLost(fault);
  };
  const { path, baudRate, framing } = config;
  const opened = await openSerialPort({ path, baudRate }, lost, watchMs);
  if ('fault' in opened) return opened;
  stopReading = read(opened.port, framing, (scan) => handlers.onScan(scan));
  return {
    close: () => {
      stopReading();
      return opened.close();
    },
  };
}

function read(port: SerialPort, framing: Framing, onScan: (scan: Scan) => void): () => void {
  const reader = createFrameReader(framing);
  let timer: NodeJS.Timeout | undefined;
  const tell = (frames: Uint8Array[]) => {
    for (const bytes of frames) onScan({ ...splitAim(decode(bytes)), source: 'serial', bytes });
  };
  port.on('data', (bytes: Buffer) => {
    clearTimeout(timer);
    tell(reader.push(bytes));
    if (framing.suffix === 'none') timer = setTimeout(() => tell(reader.pause()), pauseMs);
  });
  return () => clearTimeout(timer);
}

/** UTF-8 where it is, else one letter a byte, so that nothing is lost. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}
