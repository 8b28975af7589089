import { readFileSync } from 'node:fs';

const file = new URL('../../../docs/receipts/sale-ru-48.svg', import.meta.url);

/** A receipt as the printer draws it. */
export const receiptPicture = () => ({ svg: readFileSync(file, 'utf8') });
