import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock, ReceiptDocument } from './blocks.ts';
import { centred, columns, thinRule } from './parts.ts';

/** What a fiscal document is found by; null: it is not made yet, and the customer is told so. */
export type FiscalMark = { number: number; sign: string; storage: string } | null;

/** The document with its fiscal mark at the end, above the cut. */
export function withFiscal(document: ReceiptDocument, mark: FiscalMark): ReceiptDocument {
  const texts = receiptTexts[document.locale];
  const told: ReceiptBlock[] = mark
    ? [
        columns(`${texts.fiscalNumber} ${mark.number}`, `${texts.fiscalSign} ${mark.sign}`),
        columns(texts.fiscalStorage, mark.storage),
      ]
    : [centred(texts.fiscalFollows, true)];
  const end = document.blocks.findLastIndex(({ kind }) => kind === 'cut');
  const at = end === -1 ? document.blocks.length : end;
  const blocks = [...document.blocks.slice(0, at), thinRule, ...told, ...document.blocks.slice(at)];
  return { ...document, blocks };
}
