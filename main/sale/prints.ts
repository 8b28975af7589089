import { jobToSvg } from '../../drivers/printer/picture/svg.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import type { Desk } from './desk.ts';
import { reprint } from './lifecycle.ts';
import { addCopy } from './paper.ts';

/** What a person decides about paper. */

/** Prints again what may not have come out: as a copy, since it may have. */
export function retryPrint(desk: Desk, job: string): void {
  const { receipt, text } = unknownJob(desk, job);
  if (receipt !== null) reprint(desk, receipt);
  else if (text !== null) {
    const document = JSON.parse(text) as ReceiptDocument;
    desk.write({ also: (tx) => addCopy(desk, tx, null, document, 1) });
    desk.deps.printSoon();
  }
  settle(desk, job, receipt);
}

/** A person saw the paper: nothing more is to be done. */
export function dismissPrint(desk: Desk, job: string): void {
  settle(desk, job, unknownJob(desk, job).receipt);
}

/** The receipt as the printer's bytes draw it. Throws `receipt.paperGone`. */
export function receiptPicture({ deps }: Desk, receipt: string): { svg: string } {
  const job = deps.journal.printJobs.ofReceipt(receipt)[0];
  if (!job || !deps.settings.printer) throw new KopilkaError('receipt.paperGone');
  return { svg: jobToSvg(job.bytes, deps.settings.printer) };
}

function unknownJob({ deps }: Desk, id: string) {
  const job = deps.journal.printJobs.get(id);
  if (job?.state !== 'unknown') throw new KopilkaError('receipt.notFound');
  return job;
}

function settle(desk: Desk, job: string, receipt: string | null): void {
  const record = { kind: 'print.outcome', job, receipt, outcome: 'confirmed', reason: 'person' } as const;
  desk.write({
    records: [record],
    also: () => desk.deps.journal.printJobs.setState(job, 'confirmed', 'person'),
  });
}
