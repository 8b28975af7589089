import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { ReceiptData } from '../../shared/receipt/data.ts';
import type { Journal, JournalTx } from '../store/journal.ts';
import type { Desk } from './desk.ts';
import { addPaper } from './paper.ts';

/** Whose receipts a desk rings, and where the open one lies. */
export type Seat = {
  /** The other till that asks, by name: money, prices, paper and shifts are its own. Null: the cashier at this till's page. */
  host: string | null;
  /** Nothing is written, and what is rung is computed as if all the member has were to be had. */
  isQuote: boolean;
  load(): string | null;
  save(tx: JournalTx, text: string | null): void;
  /** What goes with a receipt in its own transaction, to tell of it. */
  tell(desk: Desk, tx: JournalTx, body: SaleBody | ReturnBody, data: ReceiptData): void;
};

/** For one question: nothing is kept of it, and nobody is told. `host`: as in `Seat`. */
export function quoteSeat(host: string | null): Seat {
  return { ...keepsNothing, host, isQuote: true, tell: noReceipt };
}

export const keepsNothing = { load: () => null, save: () => undefined };

export const noReceipt: Seat['tell'] = () => {
  throw new Error('nobody asked for a receipt here');
};

export function counterSeat(journal: Journal): Seat {
  return {
    host: null,
    isQuote: false,
    load: () => journal.openSale(),
    save: (tx, text) => tx.saveOpenSale(text),
    tell: (desk, tx, { receipt, kind }, data) => addPaper(desk, tx, { receipt, kind }, data),
  };
}
