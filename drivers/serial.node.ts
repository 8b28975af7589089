import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { SerialPort } from 'serialport';
import type { DeviceFault } from '../shared/i18n/devices.ts';
import { pathOfPlace } from './serial-place.node.ts';

export type SerialSettings = {
  /** Or `usb:VENDOR:PRODUCT[:SERIAL]`, looked up at each opening. */
  path: string;
  baudRate: number;
  rtscts?: boolean;
  xon?: boolean;
  xoff?: boolean;
  /** False leaves DTR up when the port is closed (unix): some devices start anew when it falls. */
  hupcl?: boolean;
};

/** An open port. `close` tells nobody that it is gone. */
export type OpenPort = { port: SerialPort; close(): Promise<void> };

/** How often the port is looked at, beside what it tells by itself. */
const usualWatchMs = 1000;

/**
 * Opens a serial port once: a new one each time, since a port that was unplugged "reopens" dead. Never rejects. `onLost` is told once when
 * the open port is gone for good, and not after `close`.
 */
export async function openSerialPort(
  settings: SerialSettings,
  onLost: (fault: DeviceFault) => void,
  watchMs = usualWatchMs,
): Promise<OpenPort | { fault: DeviceFault }> {
  const path = await pathOfPlace(settings.path);
  if (path === null) return { fault: 'absent' };
  // Before it is opened: a cable pulled right after leaves nothing to compare with. One that comes back just now is left to the next try.
  const identity = await nodeIdentity(path);
  if (identity === null && isAbsolute(path)) return { fault: 'absent' };
  const port = new SerialPort({ ...settings, path, autoOpen: false });
  // Without a listener a failed open or a cable pulled in mid-write would end the process.
  let lastError: Error | null = null;
  port.on('error', (error) => (lastError = error));
  const refused = await new Promise<Error | null>((resolve) => port.open((error) => resolve(error ?? null)));
  if (refused) return { fault: faultOf(refused) };

  let ended = false;
  const end = (lost: DeviceFault | null) => {
    if (ended) return;
    ended = true;
    stopWatching();
    if (port.isOpen && lost) port.close();
    if (lost) onLost(lost);
  };
  const stopWatching = watchNode(path, { opened: identity, everyMs: watchMs }, () => end('disconnected'));
  port.once('close', () => end(lastError ? faultOf(lastError) : 'disconnected'));
  return {
    port,
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
function watchNode(
  path: string,
  { opened, everyMs }: { opened: string | null; everyMs: number },
  onGone: () => void,
): () => void {
  const timer = setInterval(() => {
    void nodeIdentity(path).then((now) => now !== opened && onGone());
  }, everyMs);
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

function faultOf(error: Error): DeviceFault {
  if (/lock|busy|temporarily unavailable|access denied/i.test(error.message)) return 'busy';
  if (/permission|EACCES/i.test(error.message)) return 'denied';
  return /no such|cannot find|not found|ENOENT/i.test(error.message) ? 'absent' : 'disconnected';
}
