import { dueMinor } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { Params } from '../../shared/protocol/page.ts';
import type { ReceiptDocument } from '../../shared/receipt/blocks.ts';
import { fiscalised } from '../fiscal/slips.ts';
import type { Desk } from './desk.ts';
import { atHand, givenUp } from './holding.ts';
import { catalogueNow, refreshed } from './members.ts';
import { notice } from './notices.ts';
import type { OpenSale } from './open-sale.ts';
import { addCopy, isOfSlip } from './paper.ts';
import { refuseUnsettled } from './pay.ts';

/** What may become of a receipt other than being paid: cancelled, parked, resumed; and printed again. */

/** Throws `sale.cardPaid`: a card payment is given back first. Cash taken so far goes back, and the cashier is told how much. */
export function cancelSale(desk: Desk): void {
  const { sale, outcome } = desk.open();
  refuseUnsettled(sale);
  if (sale.payments.some(({ kind }) => kind === 'card')) throw new KopilkaError('sale.cardPaid');
  const cashMinor = sale.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const record = cancelled(sale, outcome.totals.grossMinor, outcome.lines.length);
  desk.keep(null, { records: [...givenUp(desk, sale), ...record] });
  if (cashMinor > 0) desk.deps.tell(notice('look', 'notice.cashBack', { amount: desk.around.money(cashMinor) }));
}

/** A receipt on which nothing was ever rung leaves no record: a card that was shown and taken away is no event. */
function cancelled(sale: OpenSale, grossMinor: number, lines: number): RecordBody[] {
  if (sale.rung === 0 && sale.leases.length === 0 && lines === 0) return [];
  const member = sale.member?.id ?? null;
  return [{ kind: 'receipt.cancelled', receipt: sale.receipt, lines, grossMinor, member }];
}

/** Puts the receipt aside until it is resumed or the shift ends. Points set aside for it go back. Throws `sale.paymentBegun`. */
export function parkSale(desk: Desk): void {
  desk.ready();
  const { sale, outcome } = desk.open();
  if (outcome.lines.length === 0) throw new KopilkaError('sale.empty');
  if (sale.payments.length > 0) throw new KopilkaError('sale.paymentBegun');
  const { risk: _, ...rest } = sale;
  const parked: OpenSale = { ...rest, leases: [], refusal: null, rightsRefusal: null };
  const { grossMinor } = outcome.totals;
  const record: RecordBody = { kind: 'receipt.parked', receipt: sale.receipt, lines: outcome.lines.length, grossMinor };
  desk.keep(null, {
    records: [...givenUp(desk, sale), record],
    also: (tx) => tx.park(sale.receipt, JSON.stringify(parked)),
  });
}

/** A resumed receipt is of now: its moment, programme, prices and member. What that changed is told. */
export function resumeSale(desk: Desk, receipt: string): void {
  desk.ready();
  if (desk.counter.sale) throw new KopilkaError('sale.open');
  if (desk.counter.giveBack) throw new KopilkaError('return.underWay');
  const text = desk.deps.journal.parked().find((each) => each.receipt === receipt)?.text;
  if (text === undefined) throw new KopilkaError('parked.notFound');
  const parked = JSON.parse(text) as OpenSale;
  const before = dueMinor(desk.evaluate(parked).outcome.totals);
  const sale = ofNow(desk, parked);
  desk.keep(sale, { records: [{ kind: 'receipt.resumed', receipt }], also: (tx) => tx.unpark(receipt) });
  const after = dueMinor(desk.open().outcome.totals);
  if (after !== before) {
    const { money } = desk.around;
    desk.deps.tell(notice('look', 'notice.resumedChanged', { before: money(before), after: money(after) }));
  }
}

function ofNow(desk: Desk, parked: OpenSale): OpenSale {
  const member = parked.member && refreshed(desk, parked.member);
  const leases = member ? atHand(desk, member.id) : [];
  return { ...parked, ...desk.pin(), ...catalogueNow(desk, parked), member, leases };
}

/** Parked receipts end with the shift: a record each, for the transaction that closes it. */
export function cancelParked(desk: Desk): { records: RecordBody[]; receipts: string[] } {
  const parked = desk.deps.journal.parked().map(({ text }) => JSON.parse(text) as OpenSale);
  const records = parked.flatMap((sale) => {
    const { totals, lines } = desk.evaluate(sale).outcome;
    return cancelled(sale, totals.grossMinor, lines.length);
  });
  return { records, receipts: parked.map(({ receipt }) => receipt) };
}

/**
 * Prints a copy of a receipt or of the slip of its card, marked so: copies of both are counted together. Throws `receipt.notFound`,
 * `receipt.paperGone`.
 */
export function reprint(desk: Desk, { receipt, paper }: Params<'receipt.reprint'>): void {
  const { journal, printSoon } = desk.deps;
  if (!journal.receipt(receipt)) throw new KopilkaError('receipt.notFound');
  const isSlip = paper === 'attached';
  const originals = journal.printJobs
    .ofReceipt(receipt)
    .filter(({ kind }) => kind !== 'copy' && kind !== 'attachedCopy');
  const text = originals.find((job) => isOfSlip(job) === isSlip)?.text;
  if (text === undefined || text === null) throw new KopilkaError('receipt.paperGone');
  const original = JSON.parse(text) as ReceiptDocument;
  const key = `copies:${receipt}`;
  const copy = Number(journal.meta(key) ?? '0') + 1;
  desk.write({
    records: [{ kind: 'receipt.reprinted', receipt, copy }],
    also(tx) {
      tx.setMeta(key, String(copy));
      if (isSlip) addCopy(desk, tx, { receipt, kind: 'attachedCopy' }, original, copy);
      else addCopy(desk, tx, { receipt, kind: 'copy' }, fiscalised(journal, receipt, original), copy);
    },
  });
  printSoon();
}
