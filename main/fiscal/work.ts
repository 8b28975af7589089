import type { FiscalPaper } from '../../drivers/fiscal/register.ts';
import type { OutcomeLine, ReturnLine } from '../../shared/loyalty/outcome.ts';
import type { FiscalDocumentKind, Payment, RecordBody, SaleBody } from '../../shared/protocol/journal.ts';
import { fiscalReturn, fiscalSale } from '../../shared/receipt/fiscal.ts';
import type { FiscalReceipt, FiscalTender } from '../../shared/receipt/fiscal.ts';
import type { Desk } from '../sale/desk.ts';
import { newUuid } from '../sale/ids.ts';
import type { JournalTx } from '../store/journal.ts';

/** What the register is to make, for the transaction of what it is made for. */
export type FiscalWork = { records: RecordBody[]; keep(tx: JournalTx): void };

const none: FiscalWork = { records: [], keep: () => undefined };

export function saleWork(
  desk: Desk,
  receipt: string,
  lines: readonly OutcomeLine[],
  payments: readonly Payment[],
): FiscalWork {
  return receiptWork(desk, 'sale', receipt, (told) => fiscalSale(lines, { ...told, tenders: tendersOf(payments) }));
}

/** `of`: what it comes from, with what came back of it before. */
export function returnWork(
  desk: Desk,
  receipt: string,
  lines: readonly ReturnLine[],
  of: { sale: SaleBody; returned: readonly { line: string; quantity: number }[]; payments: readonly Payment[] },
): FiscalWork {
  const before = new Map<string, number>();
  for (const { line, quantity } of of.returned) before.set(line, (before.get(line) ?? 0) + quantity);
  const from = { sold: of.sale.money.lines, before };
  return receiptWork(desk, 'return', receipt, (told) =>
    fiscalReturn(lines, from, { ...told, tenders: tendersOf(of.payments) }),
  );
}

/** Goods taken back for cash at what they cost now, by a receipt nobody could be asked for. */
export function unverifiedWork(
  desk: Desk,
  receipt: string,
  lines: readonly OutcomeLine[],
  refundMinor: number,
): FiscalWork {
  const tenders: FiscalTender[] = [{ kind: 'cash', amountMinor: refundMinor }];
  return receiptWork(desk, 'return', receipt, (told) => ({
    ...fiscalSale(lines, { ...told, tenders }),
    kind: 'return',
  }));
}

/** The shift of the register begins and ends with the till's. */
export function shiftWork(desk: Desk, document: 'shiftOpened' | 'shiftClosed'): FiscalWork {
  if (desk.deps.settings.fiscal === null) return none;
  return work(desk, { document, receipt: null, paper: { kind: document, cashier: cashierOf(desk) } });
}

type Told = Omit<Parameters<typeof fiscalSale>[1], 'tenders'>;

function receiptWork(
  desk: Desk,
  document: 'sale' | 'return',
  receipt: string,
  told: (by: Told) => FiscalReceipt,
): FiscalWork {
  const { replica, settings } = desk.deps;
  if (settings.fiscal === null) return none;
  const good = (sku: string) => {
    const known = replica.get('good', sku);
    return { name: known?.name.ru ?? sku, subject: known?.kind ?? ('goods' as const) };
  };
  const paper = told({ cashier: cashierOf(desk), reading: settings.fiscal, good });
  return work(desk, { document, receipt, paper: { kind: 'receipt', receipt: paper } });
}

function work(
  desk: Desk,
  task: { document: FiscalDocumentKind; receipt: string | null; paper: FiscalPaper },
): FiscalWork {
  const id = newUuid(desk.deps.ports.random);
  const { document, receipt } = task;
  return {
    records: [{ kind: 'fiscal.intent', task: id, document, receipt }],
    keep: (tx) => tx.addFiscalTask({ id, ...task }),
  };
}

const cashierOf = ({ around }: Desk): string => around.cashier()?.name ?? '';

function tendersOf(payments: readonly Payment[]): FiscalTender[] {
  return payments.map(({ kind, amountMinor }) => ({ kind, amountMinor }));
}
