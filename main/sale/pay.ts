import type { TerminalResult } from '../../drivers/terminal/terminal.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import { commitSale } from './commit.ts';
import type { Desk } from './desk.ts';
import { notice } from './notices.ts';
import type { OpenPayment, OpenSale } from './open-sale.ts';
import { cashPayment, paidMinor, unsettled, withoutPayment, withPayment } from './payments.ts';
import { refuseClosedGoods } from './refused.ts';
import { writeStep } from './unwritten.ts';
import type { Rung } from './view.ts';

/**
 * Taking money. A card payment's intent is committed before the terminal is asked and its result after: whatever happens in
 * between, the money is either on the receipt or shown as unknown, and never asked for twice.
 */

/** Throws `sale.empty`, `payment.nothingLeft`, `payment.unsettled`, `sale.notForBuyer`. Paid in full, the sale ends. */
export function payCash(desk: Desk, tenderedMinor: number): void {
  const { rung, leftMinor } = owed(desk);
  const sale = withPayment(rung.sale, cashPayment(desk.newId(), tenderedMinor, leftMinor));
  if (tenderedMinor >= leftMinor) commitSale(desk, { ...rung, sale });
  else desk.keep(sale);
}

/** As `payCash`, and `terminal.absent`, `payment.tooMuch`, `payment.declined`. */
export async function payCard(desk: Desk, wantedMinor: number | undefined): Promise<void> {
  const { terminal, crash } = desk.deps;
  if (!terminal) throw new KopilkaError('terminal.absent');
  const { rung, leftMinor } = owed(desk);
  const { sale } = rung;
  const amountMinor = wantedMinor ?? leftMinor;
  if (amountMinor > leftMinor) throw new KopilkaError('payment.tooMuch', { left: desk.around.money(leftMinor) });
  const intent = desk.newId();
  const payment: OpenPayment = { id: intent, kind: 'card', amountMinor, state: 'pending' };
  const { receipt } = sale;
  desk.keep(withPayment(sale, payment), {
    records: [{ kind: 'payment.intent', intent, receipt, direction: 'charge', amountMinor }],
  });
  crash('intent.committed');
  const result = await terminal.authorise({ intentId: intent, amountMinor });
  crash('terminal.answered');
  writeResult(desk, receipt, { intent, amountMinor, result });
  if (result.kind === 'declined') throw new KopilkaError('payment.declined', { reason: result.reason });
}

/** Gives a payment of the open sale back: cash from the drawer, a card payment through the terminal. */
export async function refundPayment(desk: Desk, id: string): Promise<void> {
  const { sale } = desk.open();
  const payment = sale.payments.find((each) => each.id === id);
  if (!payment) throw new KopilkaError('payment.none');
  refuseUnsettled(sale);
  if (payment.kind === 'cash') return desk.keep(withoutPayment(sale, id));
  const { terminal, crash } = desk.deps;
  if (!terminal) throw new KopilkaError('terminal.absent');
  const intent = desk.newId();
  const { amountMinor, reference = '' } = payment;
  const { receipt } = sale;
  desk.keep(withPayment(sale, { ...payment, refund: { intent, state: 'pending' } }), {
    records: [{ kind: 'payment.intent', intent, receipt, direction: 'refund', refundOf: id, amountMinor }],
  });
  crash('refundIntent.committed');
  const result = await terminal.refund({ intentId: intent, reference, amountMinor });
  crash('refund.answered');
  writeResult(desk, receipt, { intent, amountMinor, result });
  if (result.kind === 'declined') throw new KopilkaError('payment.declined', { reason: result.reason });
}

type Answered = { intent: string; amountMinor: number; result: TerminalResult };

/** What the terminal said is not lost on a full disk: the till writes it as soon as there is room, and ends the sale it paid. */
function writeResult(desk: Desk, receipt: string, { intent, amountMinor, result }: Answered): void {
  const again = () => {
    applyResult(desk, intent, result, 'terminal');
    if (desk.counter.sale?.receipt === receipt && result.kind === 'approved') commitIfPaid(desk);
  };
  writeStep(desk, intent, { amountMinor, again }, () => applyResult(desk, intent, result, 'terminal'));
}

/** Writes what became of an intent and what that makes of its payment. An intent already settled is left alone. */
export function applyResult(desk: Desk, intent: string, result: TerminalResult, by: 'terminal' | 'person'): boolean {
  const { sale } = desk.counter;
  const payment = sale?.payments.find((each) => each.id === intent || each.refund?.intent === intent);
  if (!sale || !payment || isSettled(payment, intent, result)) return false;
  const records = [resultRecord(sale.receipt, intent, result, by)];
  const isCharge = payment.id === intent;
  desk.keep(isCharge ? afterCharge(sale, payment, result) : afterRefund(sale, payment, result), { records });
  desk.deps.crash('result.committed');
  if (result.kind === 'unknown') tellUnknown(desk, payment.amountMinor);
  if (isCharge && result.kind === 'approved') commitIfPaid(desk);
  return true;
}

export function tellUnknown(desk: Desk, amountMinor: number): void {
  desk.deps.tell(notice('look', 'payment.unknown', { amount: desk.around.money(amountMinor) }));
}

/** Known already, or still as unknown as it was. */
function isSettled(payment: OpenPayment, intent: string, result: TerminalResult): boolean {
  const state = payment.id === intent ? payment.state : payment.refund?.state;
  return state === 'approved' || (state === 'unknown' && result.kind === 'unknown');
}

export function resultRecord(
  receipt: string,
  intent: string,
  result: TerminalResult,
  by: 'terminal' | 'person',
): RecordBody {
  const reference = result.kind === 'approved' ? { reference: result.reference } : {};
  return { kind: 'payment.result', intent, receipt, result: result.kind, by, ...reference };
}

function afterCharge(sale: OpenSale, payment: OpenPayment, result: TerminalResult): OpenSale {
  if (result.kind === 'declined') return withoutPayment(sale, payment.id);
  if (result.kind === 'unknown') return withPayment(sale, { ...payment, state: 'unknown' });
  return withPayment(sale, { ...payment, state: 'approved', reference: result.reference });
}

function afterRefund(sale: OpenSale, payment: OpenPayment, result: TerminalResult): OpenSale {
  if (result.kind === 'approved') return withoutPayment(sale, payment.id);
  const { refund, ...approved } = payment;
  if (result.kind === 'declined' || !refund) return withPayment(sale, approved);
  return withPayment(sale, { ...payment, refund: { ...refund, state: 'unknown' } });
}

/** What is left to pay, where paying may begin. */
function owed(desk: Desk): { rung: Rung; leftMinor: number } {
  desk.ready();
  const rung = desk.open();
  const { sale, outcome } = rung;
  if (outcome.lines.length === 0) throw new KopilkaError('sale.empty');
  refuseUnsettled(sale);
  refuseClosedGoods(rung, desk.around);
  const leftMinor = dueMinor(outcome.totals) - paidMinor(sale);
  if (leftMinor === 0) throw new KopilkaError('payment.nothingLeft');
  return { rung, leftMinor };
}

export function refuseUnsettled(sale: OpenSale): void {
  if (unsettled(sale)) throw new KopilkaError('payment.unsettled');
}

function commitIfPaid(desk: Desk): void {
  const { sale, outcome } = desk.open();
  if (!unsettled(sale) && paidMinor(sale) === dueMinor(outcome.totals)) commitSale(desk);
}
