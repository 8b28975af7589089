import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import { JobRefused } from '../../drivers/printer/picture/head.ts';
import { jobToSvg } from '../../drivers/printer/picture/svg.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { copyNumberOf } from '../../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import type { JournalTx } from '../store/journal.ts';
import type { Desk } from './desk.ts';
import { reprint } from './lifecycle.ts';
import { addCopy, addDrawer, isOfSlip } from './paper.ts';

/** What a person decides about paper. */

/** Prints again what may not have come out: as a copy, since it may have. A drawer is opened again: it has no copies. */
export function retryPrint(desk: Desk, job: string): void {
  const { receipt, kind, text } = unknownJob(desk, job);
  if (receipt !== null) reprint(desk, isOfSlip({ kind }) ? { receipt, paper: 'attached' } : { receipt });
  else if (kind === 'drawer') writePaper(desk, (tx) => addDrawer(desk, tx));
  else if (text !== null) {
    const document = JSON.parse(text) as ReceiptDocument;
    writePaper(desk, (tx) => addCopy(desk, tx, { receipt: null, kind: 'copy' }, document, copyNumberOf(document) + 1));
  }
  settle(desk, job, receipt);
}

function writePaper(desk: Desk, also: (tx: JournalTx) => void): void {
  desk.write({ also });
  desk.deps.printSoon();
}

/** A person saw the paper: nothing more is to be done. */
export function dismissPrint(desk: Desk, job: string): void {
  settle(desk, job, unknownJob(desk, job).receipt);
}

/** The receipt as the printer's bytes draw it. Throws `receipt.paperGone`. */
export function receiptPicture({ deps }: Desk, receipt: string): { svg: string } {
  const { printer, logo } = deps.settings;
  const job = deps.journal.printJobs.ofReceipt(receipt).find((each) => !isOfSlip(each));
  if (!job || !printer) throw new KopilkaError('receipt.paperGone');
  try {
    return { svg: jobToSvg(job.bytes, printer) };
  } catch (error) {
    // Printed before the till got another printer, of other paper.
    if (!(error instanceof JobRefused) || job.text === null) throw error;
    return { svg: jobToSvg(encodeJob(JSON.parse(job.text) as ReceiptDocument, printer, logo), printer) };
  }
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
