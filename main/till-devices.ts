import type { Printer } from '../drivers/printer/job.ts';
import type { Scan } from '../drivers/scanner/scan.ts';
import type { Timers } from './ports.ts';
import { createPrinterStation } from './devices/printer-station.ts';
import type { PrintJobStore } from './devices/print-queue.ts';
import type { DeviceState } from './devices/state.ts';
import { supervise } from './devices/supervisor.ts';
import type { HeldDevice } from './devices/supervisor.ts';

/** A scanner that is held open; what it reads goes to `onScan`. */
export type ScannerDevice = (onScan: (scan: Scan) => void) => HeldDevice;

export type Devices = {
  printer(): DeviceState;
  scanner(): DeviceState;
  /** A job was stored. Returns at once. */
  printSoon(): void;
  close(): Promise<void>;
};

export type DeviceParts = {
  printer: Printer | null;
  scanner: ScannerDevice | null;
  timers: Timers;
  jobs: PrintJobStore;
  onScan(scan: Scan): void;
  onPaper(): void;
  onState(): void;
  report(error: unknown): void;
};

const absent: DeviceState = { kind: 'absent' };

/** What is plugged into the till, each watched and opened anew by itself. */
export function openDevices(parts: DeviceParts): Devices {
  const { printer, scanner, timers, jobs, report } = parts;
  const station =
    printer &&
    createPrinterStation({ printer, store: jobs, timers, onChange: () => parts.onPaper(), onStoreFault: report });
  const watched =
    scanner &&
    supervise(
      scanner((scan) => parts.onScan(scan)),
      timers,
      () => parts.onState(),
    );
  return {
    printer: () => station?.state() ?? absent,
    scanner: () => watched?.state() ?? absent,
    printSoon: () => station?.printSoon(),
    async close() {
      await Promise.all([station?.close(), watched?.close()]);
    },
  };
}
