import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { SerialPort } from 'serialport';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { splitAim } from './aim.ts';
import { createFrameReader } from './framing.ts';
import type { Framing } from './framing.ts';
import type { Scan } from './scan.ts';
import { findPort } from './serial-device.node.ts';
import type { SerialDevice } from './serial-device.node.ts';

export type SerialScannerConfig = { device: SerialDevice; baudRate: number; framing: Framing };
export type SerialHandlers = {
  onScan(scan: Scan): void;
  /** The open port is gone, for good: only opening anew helps. Told once, and not after `close`. */
  onLost(fault: DeviceFault): void;
};
export type OpenSerial = { close(): Promise<void> };

/** How long the line is silent after a code that no suffix ends. */
const pauseMs = 50;
/** How often the port is looked at, beside what it tells by itself. */
const usualWatchMs = 1000;

/**
 * Opens a serial scanner once: a new port and a new reader each time, since a port that was unplugged "reopens" dead. Never rejects;
 * reconnecting is the supervisor's.
 */
export async function openSerialScanner(
  config: SerialScannerConfig,
  handlers: SerialHandlers,
  watchMs = usualWatchMs,
): Promise<OpenSerial | { fault: DeviceFault }> {
  const path = await findPort(config.device);
  if (path === null) return { fault: 'absent' };
  // Before it is opened: a cable pulled right after leaves nothing to compare with. One that comes back just now is left to the next try.
  const identity = await nodeIdentity(path);
  if (identity === null && isAbsolute(path)) return { fault: 'absent' };
  const port = new SerialPort({ path, baudRate: config.baudRate, autoOpen: false });
  // Without a listener a failed open or a cable pulled in mid-write would end the process.
  let lastError: Error | null = null;
  port.on('error', (error) => (lastError = error));
  const refused = await new Promise<Error | null>((resolve) => port.open((error) => resolve(error ?? null)));
  if (refused) return { fault: faultOf(refused) };

  const stopReading = read(port, config.framing, (scan) => handlers.onScan(scan));
  const stopWatching = watchNode(path, identity, watchMs, () => end('disconnected'));
  let ended = false;
  const end = (lost: DeviceFault | null) => {
    if (ended) return;
    ended = true;
    stopReading();
    stopWatching();
    if (port.isOpen && lost) port.close();
    if (lost) handlers.onLost(lost);
  };
  port.once('close', () => end(lastError ? faultOf(lastError) : 'disconnected'));
  return {
    close: () =>
      new Promise((resolve) => {
        end(null);
        if (port.isOpen) port.close(() => resolve());
        else resolve();
      }),
  };
}

/**
 * Looks whether the device's file is still the one that was opened. A cable pulled at the moment of a read leaves serialport 13 reading
 * nothing for ever, on a whole core, without a `close` (its unix reader takes end of file for "not yet"). On Windows there is no
 * such file, and the port notices by itself.
 */
function watchNode(path: string, opened: string | null, watchMs: number, onGone: () => void): () => void {
  const timer = setInterval(() => {
    void nodeIdentity(path).then((now) => now !== opened && onGone());
  }, watchMs);
  return () => clearInterval(timer);
}

async function nodeIdentity(path: string): Promise<string | null> {
  try {
    const { dev, ino, rdev } = await stat(path);
    return `${dev}:${ino}:${rdev}`;
  } catch {
    return null;
  }
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

function faultOf(error: Error): DeviceFault {
  if (/lock|busy|temporarily unavailable|access denied/i.test(error.message)) return 'busy';
  if (/permission|EACCES/i.test(error.message)) return 'denied';
  return /no such|cannot find|not found|ENOENT/i.test(error.message) ? 'absent' : 'disconnected';
}

/** UTF-8 where it is, else one letter a byte, so that nothing is lost. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}
