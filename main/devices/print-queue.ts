import type { PrintFault, PrintResult } from '../../drivers/printer/job.ts';
import type { Timers } from '../ports.ts';

/**
 * The stored print jobs as the queue needs them. Every call is on the disk when it returns, and may throw when the disk can't:
 * a job is marked as sending before a byte of it goes out, so that a crash in between never prints it twice.
 */
export type PrintJobStore = {
  /** The oldest job that waits. */
  next(): { id: string; bytes: Uint8Array } | undefined;
  markSending(id: string): void;
  /** Nothing of it was sent: it waits again, and why. */
  markWaiting(id: string, reason: PrintFault): void;
  markConfirmed(id: string): void;
  /** It may or may not be on paper. Only a person has it printed again. */
  markUnknown(id: string, reason: PrintFault): void;
  /** Jobs that were being sent when the till went down. */
  leftSending(): string[];
};

export type PrintQueue = {
  /** There may be work, or the printer is back. Never waits, never throws: a sale has nothing to do with its paper. */
  wake(): void;
  /** Takes no further job; resolves once the one under way has ended. */
  close(): Promise<void>;
};

export type PrintQueueOptions = {
  store: PrintJobStore;
  timers: Timers;
  /** Never rejects. */
  print(job: Uint8Array): Promise<PrintResult>;
  /** A job's state changed. */
  onChange(): void;
  /** The store could not keep what became of a job; the queue stops until it is woken. */
  onStoreFault(error: unknown): void;
};

/**
 * One queue per printer, one job at a time, oldest first. It stops at a job that could not be sent, and after one that ended
 * unknown for a fault: the printer has to be heard again first, and whoever hears it wakes the queue.
 */
export function createPrintQueue(options: PrintQueueOptions): PrintQueue {
  const queue = { woken: false, closed: false };
  let running: Promise<void> | null = null;

  const run = async () => {
    while (queue.woken && !queue.closed) {
      queue.woken = false;
      await printAll(options, queue);
    }
    running = null;
  };
  try {
    for (const id of options.store.leftSending()) options.store.markUnknown(id, 'restarted');
  } catch (error) {
    options.onStoreFault(error);
  }
  return {
    wake() {
      if (queue.closed || queue.woken) return;
      queue.woken = true;
      // Not within the call: what woke us is a sale, which is to be answered first.
      options.timers.after(0, () => {
        // One under way may have taken the wake-up already, and even have ended since.
        if (queue.woken) running ??= run();
      });
    },
    async close() {
      queue.closed = true;
      await running;
    },
  };
}

async function printAll(options: PrintQueueOptions, queue: { closed: boolean }): Promise<void> {
  try {
    for (let more = true; more && !queue.closed;) more = await printNext(options);
  } catch (error) {
    options.onStoreFault(error);
  }
}

/** Whether the next job may follow at once. */
async function printNext({ store, print, onChange }: PrintQueueOptions): Promise<boolean> {
  const job = store.next();
  if (!job) return false;
  store.markSending(job.id);
  onChange();
  const result = await print(job.bytes);
  if (result.kind === 'confirmed') store.markConfirmed(job.id);
  if (result.kind === 'unknown') store.markUnknown(job.id, result.reason);
  if (result.kind === 'failed') store.markWaiting(job.id, result.reason);
  onChange();
  return result.kind === 'confirmed' || (result.kind === 'unknown' && result.reason === 'no-back-channel');
}
