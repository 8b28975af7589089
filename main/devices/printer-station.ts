import type { Printer, PrinterStatus, PrintResult } from '../../drivers/printer/job.ts';
import type { Timers } from '../ports.ts';
import { createPrintQueue } from './print-queue.ts';
import type { PrintJobStore } from './print-queue.ts';
import { backOffMs, faultState, sameState } from './state.ts';
import type { DeviceState } from './state.ts';

export type PrinterStation = {
  state(): DeviceState;
  /** A job was stored: print it when the printer can. Returns at once. */
  printSoon(): void;
  /** What is no stored job: it is sent once, now or never. */
  printNow(bytes: Uint8Array): Promise<PrintResult>;
  close(): Promise<void>;
};

export type PrinterStationOptions = {
  printer: Printer;
  store: PrintJobStore;
  timers: Timers;
  /** The printer's state, or that of a job, changed. */
  onChange(): void;
  onStoreFault(error: unknown): void;
};

/** How often an idle printer is asked how it is, so that an open cover shows before a customer pays. */
const askAgainMs = 10_000;

/**
 * One printer with its queue and its watch. Only one of them speaks to it at a time, since such printers serve one connection.
 * Jobs that could not be sent go out when a question finds the printer ready again.
 */
export function createPrinterStation(options: PrinterStationOptions): PrinterStation {
  const { printer, timers, onChange } = options;
  let state: DeviceState = { kind: 'opening' };
  let failures = 0;
  let last: Promise<unknown> = Promise.resolve();
  let cancel = () => {};

  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine;
    return mine;
  };
  const learn = (status: PrinterStatus) => {
    if (state.kind === 'closed') return;
    failures = status.kind === 'ready' ? 0 : failures + 1;
    const next: DeviceState = status.kind === 'ready' ? status : faultState(status.reason);
    cancel();
    cancel = timers.after(status.kind === 'ready' ? askAgainMs : backOffMs(failures), ask);
    if (sameState(state, next)) return;
    state = next;
    onChange();
  };
  const print = (job: Uint8Array): Promise<PrintResult> =>
    alone(async () => {
      const result = await printer.print(job);
      learn(statusAfter(result));
      return result;
    });
  const queue = createPrintQueue({
    store: options.store,
    timers,
    print,
    onChange,
    onStoreFault: (error) => options.onStoreFault(error),
  });
  function ask(): void {
    void alone(async () => {
      if (state.kind === 'closed') return;
      const status = await printer.probe();
      learn(status);
      if (status.kind === 'ready') queue.wake();
    });
  }

  ask();
  return {
    state: () => state,
    printSoon: () => queue.wake(),
    printNow: print,
    async close() {
      cancel();
      state = { kind: 'closed' };
      await queue.close();
      await last;
    },
  };
}

/** A printer that tells nothing is no worse for that. */
function statusAfter(result: PrintResult): PrinterStatus {
  if (result.kind === 'confirmed') return { kind: 'ready', paperLow: result.paperLow };
  if (result.reason === 'no-back-channel') return { kind: 'ready', paperLow: false };
  return { kind: 'fault', reason: result.reason };
}
