import { findProfile } from '../../drivers/printer/profiles.ts';
import type { PrinterProfile } from '../../drivers/printer/profile.ts';
import { asCopy } from '../../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { sampleHead, sampleReturn, sampleSale, sampleShift } from './samples.ts';

/** Which receipts docs/receipts shows, on which printers. */
export type Picture = { file: string; document: ReceiptDocument; profile: PrinterProfile };

export function profileOf(id: string): PrinterProfile {
  const profile = findProfile(id);
  if (!profile) throw new Error(`no printer profile ${id}`);
  return profile;
}

export function pictures(): Picture[] {
  const sale = receiptDocument(sampleSale('ru'), 'ru');
  const test = { ...sampleHead('ru'), kind: 'test', printer: 'Epson TM-T20', widthChars: 48 } as const;
  return [
    { file: 'sale-ru-48', document: sale, profile: profileOf('epson-80') },
    { file: 'sale-ru-32', document: asCopy(sale, 1), profile: profileOf('generic-58') },
    { file: 'sale-en-42', document: receiptDocument(sampleSale('en'), 'en'), profile: profileOf('epson-80-42') },
    { file: 'return-ru-48', document: receiptDocument(sampleReturn('ru'), 'ru'), profile: profileOf('rongta-80') },
    { file: 'shift-ru-48', document: receiptDocument(sampleShift('ru'), 'ru'), profile: profileOf('star-80') },
    { file: 'test-page-48', document: receiptDocument(test, 'ru'), profile: profileOf('epson-80') },
  ];
}
