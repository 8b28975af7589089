import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { withFiscal } from '../../shared/receipt/fiscal-slip.ts';
import type { SaleDeps } from '../sale/deps.ts';

/** Our own paper waits for the fiscal receipt, to say its number: but not for long. */
export type Slips = {
  /** One was stored: it is printed in a while, whatever it can say by then. */
  hold(): void;
  /** Prints those whose fiscal receipt is made, or refused. */
  release(): void;
  close(): void;
};

type Parts = Pick<SaleDeps, 'journal' | 'settings' | 'ports' | 'printSoon' | 'report'>;

export function openSlips(parts: Parts, waitMs: number): Slips {
  const { journal, settings, ports, printSoon } = parts;
  const waiting = new Set<() => void>();

  function print(ids: ReadonlySet<string> | null): void {
    try {
      for (const { id, receipt, bytes, text } of journal.printJobs.inState('held')) {
        if (ids === null ? !isSettled(receipt) : !ids.has(id)) continue;
        const { printer, logo } = settings;
        const known = receipt !== null && text !== null && printer !== null;
        const told =
          known && encodeJob(fiscalised(journal, receipt, JSON.parse(text) as ReceiptDocument), printer, logo);
        journal.printJobs.release(id, told || bytes);
      }
    } catch (error) {
      // It stays held, and goes out with the next one or after a restart.
      parts.report(error);
    }
    printSoon();
  }

  function isSettled(receipt: string | null): boolean {
    const state = receipt === null ? undefined : journal.fiscalTasks.ofReceipt(receipt)?.state;
    return state !== 'waiting' && state !== 'sent';
  }

  return {
    hold() {
      const ids = new Set(journal.printJobs.inState('held').map(({ id }) => id));
      if (ids.size === 0) return;
      const cancel = ports.timers.after(waitMs, () => {
        waiting.delete(cancel);
        print(ids);
      });
      waiting.add(cancel);
    },
    release() {
      if (journal.printJobs.count('held') > 0) print(null);
    },
    close: () => waiting.forEach((cancel) => cancel()),
  };
}

/** The document with what is known of its fiscal receipt; as it is, where there is to be none. */
export function fiscalised(
  { fiscalTasks }: SaleDeps['journal'],
  receipt: string,
  document: ReceiptDocument,
): ReceiptDocument {
  const task = fiscalTasks.ofReceipt(receipt);
  if (!task) return document;
  const { answer } = task;
  return withFiscal(document, answer?.kind === 'done' ? answer : null);
}
