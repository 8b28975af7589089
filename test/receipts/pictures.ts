import { findProfile } from '../../drivers/printer/profiles.ts';
import type { PrinterProfile } from '../../drivers/printer/profile.ts';
import type { Dots } from '../../drivers/printer/symbols/dots.ts';
import { asCopy } from '../../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { sampleLogo } from './logo.ts';
import { belarusianSale, kazakhSale, longNames } from './neighbours.ts';
import { sampleAttached, sampleGiftAlone, sampleHead, sampleReturn, sampleSale, sampleShift } from './samples.ts';

/** Which receipts docs/receipts shows, on which printers. */
export type Picture = { file: string; document: ReceiptDocument; profile: PrinterProfile; logo?: Dots };

export function profileOf(id: string): PrinterProfile {
  const profile = findProfile(id);
  if (!profile) throw new Error(`no printer profile ${id}`);
  return profile;
}

export function pictures(): Picture[] {
  const sale = receiptDocument(sampleSale('ru'), 'ru');
  const test = { ...sampleHead('ru'), kind: 'test', printer: 'Epson TM-T20', widthChars: 48 } as const;
  const picture = (file: string, document: ReceiptDocument, profile: string): Picture => ({
    file,
    document,
    profile: profileOf(profile),
  });
  return [
    picture('sale-ru-48', sale, 'epson-80'),
    picture('sale-ru-32', asCopy(sale, 1), 'generic-58'),
    picture('sale-en-42', receiptDocument(sampleSale('en'), 'en'), 'epson-80-42'),
    { ...picture('logo-ru-48', receiptDocument(sampleSale('ru'), 'ru'), 'xprinter-80'), logo: sampleLogo(576) },
    picture('gift-ru-48', receiptDocument(sampleGiftAlone('ru'), 'ru'), 'custom-80'),
    picture('long-names-ru-32', receiptDocument(longNames(), 'ru'), 'sunmi-58'),
    picture('kazakh-48', receiptDocument(kazakhSale(), 'ru'), 'epson-80'),
    picture('kazakh-without-page-42', receiptDocument(kazakhSale(), 'ru'), 'bixolon-80'),
    picture('belarusian-48', receiptDocument(belarusianSale(), 'ru'), 'rongta-80'),
    picture('return-ru-48', receiptDocument(sampleReturn('ru'), 'ru'), 'citizen-80'),
    picture('attached-ru-48', receiptDocument(sampleAttached('ru'), 'ru'), 'epson-80'),
    picture('attached-en-32', receiptDocument(sampleAttached('en'), 'en'), 'generic-58'),
    picture('shift-ru-48', receiptDocument(sampleShift('ru'), 'ru'), 'star-80'),
    picture('test-page-48', receiptDocument(test, 'ru'), 'epson-80'),
  ];
}
