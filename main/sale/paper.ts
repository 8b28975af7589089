import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import type { PrinterProfile } from '../../drivers/printer/profile.ts';
import type { Dots } from '../../drivers/printer/symbols/dots.ts';
import { asCopy, drawerDocument, withoutDrawer } from '../../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import type { ReceiptData } from '../../shared/receipt/data.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import type { JournalTx } from '../store/journal.ts';
import type { Desk } from './desk.ts';
import type { PaperSources } from './receipt.ts';
import { memberWishes } from './wishes.ts';

export function paperSources(desk: Desk): PaperSources {
  const { replica, till } = desk.deps;
  return {
    shop: desk.around.shop(),
    till: replica.get('till', till)?.name ?? till,
    cashier: desk.around.cashier()?.name ?? '',
    locale: desk.around.locale(),
    goodOf: (sku) => replica.get('good', sku),
    cardOf: (member) => replica.get('member', member)?.cards[0],
    asOf: desk.deps.online() ? null : desk.around.now(),
    arrived: (member, skus) =>
      memberWishes(desk, member).filter(
        ({ state, sku }) => state === 'arrived' && !(sku !== null && skus.includes(sku)),
      ).length,
  };
}

/** `attached`: the slip of a card that a paid receipt got later. */
type Of = { receipt: string | null; kind: 'sale' | 'return' | 'attached' | 'shift' | 'drawer' } | CopyOf;
type CopyOf = { receipt: string | null; kind: 'copy' | 'attachedCopy' };

/** Stores what prints it, where something prints: bytes for the printer, and the document for a preview and for copies. */
export function addPaper(desk: Desk, tx: JournalTx, of: Of, data: ReceiptData): void {
  addDocument(desk, tx, of, receiptDocument(data, desk.around.locale()));
}

/** Opens the cash drawer, where one hangs on the printer. */
export function addDrawer(desk: Desk, tx: JournalTx): void {
  addDocument(desk, tx, { receipt: null, kind: 'drawer' }, drawerDocument(desk.around.locale()));
}

/** The n-th copy of what was printed. */
export function addCopy(desk: Desk, tx: JournalTx, of: CopyOf, document: ReceiptDocument, copy: number): void {
  addDocument(desk, tx, of, asCopy(document, copy));
}

/** Of the papers of a receipt: itself, or the slip of its card. */
export function isOfSlip({ kind }: { kind: string }): boolean {
  return kind === 'attached' || kind === 'attachedCopy';
}

/** What waits for a printer is made anew for the one that is there now. Within a transaction. */
export function remakeWaiting({ deps }: Desk, printer: PrinterProfile, logo: Dots | null): void {
  const { printJobs } = deps.journal;
  for (const { id, text } of printJobs.inState('queued'))
    if (text !== null) printJobs.setBytes(id, encodeJob(JSON.parse(text) as ReceiptDocument, printer, logo));
}

function addDocument(desk: Desk, tx: JournalTx, of: Of, document: ReceiptDocument): void {
  const { printer, logo, fiscal } = desk.deps.settings;
  if (printer === null) return;
  const isHeld = fiscal !== null && (of.kind === 'sale' || of.kind === 'return');
  const opensDrawer = isHeld && document.blocks.some(({ kind }) => kind === 'drawer');
  // The drawer waits for no register.
  if (opensDrawer) addDrawer(desk, tx);
  const told = opensDrawer ? withoutDrawer(document) : document;
  const bytes = encodeJob(told, printer, logo);
  tx.addPrintJob({ id: desk.newId(), ...of, bytes, text: JSON.stringify(told), held: isHeld });
}
