import { createStatusReader } from './escpos/status.ts';
import type { StatusEvent } from './escpos/status.ts';
import type { PrintFault } from './job.ts';

/** An open way to one printer, whatever the wire. Nothing here rejects; every wait has an end. */
export type Line = {
  send(bytes: Uint8Array): void;
  /** The printer's next word, or why there will be none. */
  next(deadlineMs: number): Promise<StatusEvent | PrintFault>;
  /** Resolves once the other side took all that was sent, or tells why it did not. */
  finish(deadlineMs: number): Promise<PrintFault | null>;
  close(): Promise<void>;
  /** Closes and drops what has not gone out yet: a job given up must not come out of the printer later. */
  giveUp(): Promise<void>;
};

/** Keeps what a printer said until somebody asks; `lost` ends it for good. */
export type Hearing = {
  heard(bytes: Uint8Array): void;
  lost(fault: PrintFault): void;
  next(deadlineMs: number): Promise<StatusEvent | PrintFault>;
  /** Why it ended; null while it goes on. */
  ended(): PrintFault | null;
  /** Waits until it is so, or ended, or the time is over. */
  until(isSo: () => boolean, deadlineMs: number): Promise<'so' | 'ended' | 'timeout'>;
  /** Something that `until` waits for may have changed. */
  look(): void;
};

export function createHearing(): Hearing {
  const reader = createStatusReader();
  const events: StatusEvent[] = [];
  let ended: PrintFault | null = null;
  let look = () => {};

  const until: Hearing['until'] = (isSo, deadlineMs) =>
    new Promise((resolve) => {
      const settle = (how: 'so' | 'ended' | 'timeout') => {
        clearTimeout(timer);
        look = () => {};
        resolve(how);
      };
      const timer = setTimeout(() => settle('timeout'), Math.max(0, deadlineMs));
      look = () => {
        if (isSo()) settle('so');
        else if (ended) settle('ended');
      };
      look();
    });
  return {
    heard(bytes) {
      events.push(...reader.push(bytes));
      look();
    },
    lost(fault) {
      ended ??= fault;
      look();
    },
    async next(deadlineMs) {
      const how = await until(() => events.length > 0, deadlineMs);
      if (how === 'timeout') return 'timeout';
      return events.shift() ?? ended ?? 'connection-lost';
    },
    ended: () => ended,
    until,
    look: () => look(),
  };
}
