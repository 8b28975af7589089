import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { openSerialPort } from '../serial.node.ts';
import type { OpenPort } from '../serial.node.ts';
import type { FlowControl } from './flow.ts';
import type { PrintFault, Printer } from './job.ts';
import { createHearing } from './line.ts';
import type { Line } from './line.ts';
import { createLinePrinter, usualDeadlines } from './line-printer.ts';
import type { Deadlines } from './line-printer.ts';
import type { PrinterProfile } from './profile.ts';
import { watchReady } from './ready-line.ts';

export type SerialPrinterConfig = { path: string; baudRate: number; flow: FlowControl };

/** A printer on a serial port, one of a USB device that shows itself as one included. */
export function createSerialPrinter(
  config: SerialPrinterConfig,
  profile: PrinterProfile,
  deadlines: Deadlines = usualDeadlines,
): Printer {
  return createLinePrinter({
    profile,
    deadlines,
    open: () => openLine(config),
    // Eight bits with start and stop.
    wireMs: (bytes) => (bytes * 10_000) / config.baudRate,
  });
}

async function openLine({ path, baudRate, flow }: SerialPrinterConfig): Promise<Line | PrintFault> {
  const hearing = createHearing();
  const xon = flow === 'xonxoff';
  const settings = { path, baudRate, rtscts: flow === 'rtscts', xon, xoff: xon, hupcl: false };
  const opened = await openSerialPort(settings, () => hearing.lost('connection-lost'));
  return 'fault' in opened ? printFaultOf(opened.fault) : lineOver(opened, hearing);
}

function lineOver({ port, close }: OpenPort, hearing: ReturnType<typeof createHearing>): Line {
  port.on('data', (bytes: Buffer) => hearing.heard(bytes));
  const stopWatching = watchReady(port, () => hearing.lost('connection-lost'));
  let drained = false;
  const end = () => {
    stopWatching();
    return close();
  };
  return {
    send: (bytes) => void port.write(bytes),
    next: hearing.next,
    async finish(deadlineMs) {
      // `drain` has no time-out of its own.
      port.drain((error) => {
        drained = !error;
        hearing.look();
      });
      const how = await hearing.until(() => drained, deadlineMs);
      return how === 'so' ? null : how === 'timeout' ? 'timeout' : hearing.ended();
    },
    close: end,
    giveUp: async () => {
      await new Promise<void>((resolve) => port.flush(() => resolve()));
      await end();
    },
  };
}

function printFaultOf(fault: DeviceFault): PrintFault {
  return fault === 'absent' || fault === 'busy' || fault === 'denied' ? fault : 'connection-lost';
}
