import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import { asCopy } from '../../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import type { ReceiptData } from '../../shared/receipt/data.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import type { NewPrintJob } from '../store/print-jobs.ts';
import type { Desk } from './desk.ts';
import type { PaperSources } from './receipt.ts';

export function paperSources(desk: Desk): PaperSources {
  const { replica, till } = desk.deps;
  return {
    shop: desk.around.shop(),
    till: replica.get('till', till)?.name ?? till,
    cashier: desk.around.cashier()?.name ?? '',
    locale: desk.around.locale(),
    goodOf: (sku) => replica.get('good', sku),
    asOf: desk.deps.online() ? null : desk.around.now(),
  };
}

/** The job that prints it: bytes for the printer, and the document for a preview and for copies. */
export function printJob(desk: Desk, receipt: string | null, kind: string, data: ReceiptData): NewPrintJob {
  return documentJob(desk, receipt, kind, receiptDocument(data, desk.around.locale()));
}

/** The n-th copy of what was printed for a receipt. */
export function copyJob(desk: Desk, receipt: string, document: ReceiptDocument, copy: number): NewPrintJob {
  return documentJob(desk, receipt, 'copy', asCopy(document, copy));
}

function documentJob(desk: Desk, receipt: string | null, kind: string, document: ReceiptDocument): NewPrintJob {
  const bytes = encodeJob(document, desk.deps.settings.printer);
  return { id: desk.newId(), receipt, kind, bytes, text: JSON.stringify(document) };
}
