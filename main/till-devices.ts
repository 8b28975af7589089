import type { TwoLines } from '../drivers/display/encode.ts';
import type { Printer, PrintResult } from '../drivers/printer/job.ts';
import type { Scan } from '../drivers/scanner/scan.ts';
import type { DeviceKind } from '../shared/protocol/device-kinds.ts';
import type { DeviceChange, DeviceSettings, WeightView } from '../shared/protocol/devices.ts';
import { holdDisplay } from './devices/held-display.ts';
import type { HeldDisplay } from './devices/held-display.ts';
import { holdScale } from './devices/held-scale.ts';
import type { HeldScale } from './devices/held-scale.ts';
import { createPrinterStation } from './devices/printer-station.ts';
import type { PrinterStation } from './devices/printer-station.ts';
import type { PrintJobStore } from './devices/print-queue.ts';
import type { DeviceSetup } from './devices/setup.ts';
import { createSlot } from './devices/slot.ts';
import type { Watched } from './devices/slot.ts';
import type { DeviceState } from './devices/state.ts';
import { supervise } from './devices/supervisor.ts';
import type { Timers } from './ports.ts';

export type Devices = {
  state(device: DeviceKind): DeviceState;
  /** A job was stored. Returns at once. */
  printSoon(): void;
  /** What is no job of the shop's, and waits for nothing; null: there is no printer. */
  printNow(bytes: Uint8Array): Promise<PrintResult | null>;
  /** What the customer sees; null: there is no display. */
  show(lines: (columns: number) => TwoLines): TwoLines | null;
  weigh(): Promise<WeightView>;
  /** Closes a device and opens it as it is set up now, or as it is given. Returns at once. */
  reopen(change: DeviceChange, printer: Printer | null): void;
  close(): Promise<void>;
};

export type DeviceParts = {
  printer: Printer | null;
  /** Null: a printer at most, and always the same. */
  setup: DeviceSetup | null;
  timers: Timers;
  jobs: PrintJobStore;
  onScan(scan: Scan): void;
  onPaper(): void;
  onState(): void;
  report(error: unknown): void;
};

/** What is plugged into the till, each watched, opened anew by itself, and exchanged while the till sells. */
export function openDevices(parts: DeviceParts): Devices {
  const { setup, timers } = parts;
  const slots = {
    printer: createSlot<PrinterStation>(() => parts.onPaper()),
    scanner: createSlot<Watched>(() => parts.onState()),
    display: createSlot<HeldDisplay>(() => parts.onState()),
    scale: createSlot<HeldScale>(() => parts.onState()),
  };

  function reopen(change: DeviceChange, printer: Printer | null): void {
    if (change.device === 'printer') slots.printer.put(printer && (() => stationOf(printer, parts)));
    else if (setup) putHeld(setup, change);
  }
  function putHeld(from: DeviceSetup, change: Exclude<DeviceChange, { device: 'printer' }>): void {
    if (change.setting === null) {
      slots[change.device].put(null);
      return;
    }
    if (change.device === 'scanner') {
      const { setting } = change;
      slots.scanner.put(() =>
        supervise(
          from.scanner(setting, (scan) => parts.onScan(scan)),
          timers,
          () => parts.onState(),
        ),
      );
    } else if (change.device === 'display') {
      const { setting } = change;
      slots.display.put(() =>
        holdDisplay(
          (lost) => from.openDisplay(setting, lost),
          from.columnsOf(setting),
          timers,
          () => parts.onState(),
        ),
      );
    } else {
      const { setting } = change;
      slots.scale.put(() =>
        holdScale(
          (lost) => from.openScale(setting, lost),
          timers,
          () => parts.onState(),
        ),
      );
    }
  }

  for (const change of changesTo(setup?.settings ?? null)) reopen(change, parts.printer);
  return {
    state: (device) => slots[device].state(),
    printSoon: () => slots.printer.device()?.printSoon(),
    printNow: async (bytes) => (await (await slots.printer.settled())?.printNow(bytes)) ?? null,
    show(lines) {
      const display = slots.display.device();
      if (!display) return null;
      const shown = lines(display.columns);
      display.show(shown);
      return shown;
    },
    weigh: async () => (await (await slots.scale.settled())?.read()) ?? { kind: 'none' },
    reopen,
    async close() {
      await Promise.all(Object.values(slots).map((slot) => slot.close()));
    },
  };
}

function changesTo(settings: DeviceSettings | null): DeviceChange[] {
  const { printer, scanner, display, scale } = settings ?? noDevices;
  return [
    { device: 'printer', setting: printer },
    { device: 'scanner', setting: scanner },
    { device: 'display', setting: display },
    { device: 'scale', setting: scale },
  ];
}

export const noDevices: DeviceSettings = { printer: null, scanner: null, display: null, scale: null };

function stationOf(printer: Printer, { timers, jobs, report, onPaper }: DeviceParts): PrinterStation {
  return createPrinterStation({ printer, store: jobs, timers, onChange: onPaper, onStoreFault: report });
}
