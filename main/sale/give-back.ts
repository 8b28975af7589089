import type { TerminalResult } from '../../drivers/terminal/terminal.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { ReturnedLine } from '../../shared/loyalty/engine.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import { dueMinor, returnMoney } from '../../shared/loyalty/outcome.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { eventsOfRecord, isWholeReturn } from '../../shared/protocol/events.ts';
import type { RecordBody, ReturnBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { withReturn } from '../shift/state.ts';
import { returnWork } from '../fiscal/work.ts';
import type { Desk } from './desk.ts';
import { refreshOpenSales } from './members.ts';
import { memberSnapshot } from './member-view.ts';
import { notice } from './notices.ts';
import { numberKey } from './numbers.ts';
import type { OpenRefund, OpenReturn } from './open-sale.ts';
import { resultRecord, tellUnknown } from './pay.ts';
import { paperSources } from './paper.ts';
import { recordedRefund } from './payments.ts';
import { returnReceipt } from './receipt.ts';
import { heldSale } from './return-right.ts';
import type { ReturnRights } from './return-right.ts';
import { quoteReturn } from './returns.ts';
import { writeStep } from './unwritten.ts';
import type { ReturnQuote } from './returns.ts';

/**
 * Makes a return: card refunds one by one, each with its intent before and its result after, then everything in one record. A
 * return that only cash pays back is that one transaction. Asked again for a sale whose return was interrupted, it goes on with
 * that one. Answers the id of the return. Throws `return.underWay`, `payment.unknown` (it goes on when that is cleared up).
 */
export async function makeReturn(
  desk: Desk,
  { take }: ReturnRights,
  receipt: string,
  lines: ReturnedLine[],
): Promise<string> {
  desk.maySell();
  if (!desk.counter.giveBack) {
    const held = await take(receipt);
    // Another return may have begun while the hub was asked.
    if (!desk.counter.giveBack) return begin(desk, quoteReturn(desk, held, lines));
  }
  const underWay = desk.counter.giveBack;
  if (underWay.ofReceipt !== receipt) throw new KopilkaError('return.underWay');
  await refundAll(desk);
  return underWay.receipt;
}

async function begin(desk: Desk, quote: ReturnQuote): Promise<string> {
  const { facts, refunds, lines } = quote;
  const giveBack: OpenReturn = {
    v: 1,
    receipt: facts.receipt,
    ofReceipt: quote.held.sale.receipt,
    lines,
    facts,
    money: returnMoney(quote.outcome),
    refunds,
  };
  if (desk.seat.host === null && refunds.some(({ kind }) => kind === 'card')) {
    desk.write({ counter: { ...desk.counter, giveBack } });
    await refundAll(desk);
  } else commitReturn(desk, giveBack, quote);
  return facts.receipt;
}

/** Refunds the cards that are left to refund, and ends the return when none is. Throws `payment.unknown`. */
export async function refundAll(desk: Desk): Promise<void> {
  const open = await refundCards(desk);
  if (open) throw new KopilkaError('payment.unknown', { amount: desk.around.money(open.amountMinor) });
}

/** The same, as far as it goes: answers the refund whose fate nobody knows yet, where it stops at one. */
export async function refundCards(desk: Desk): Promise<OpenRefund | null> {
  for (;;) {
    const { giveBack } = desk.counter;
    if (!giveBack) return null;
    const next = giveBack.refunds.find(({ kind, state }) => kind === 'card' && state !== 'approved');
    if (!next) {
      const step = { amountMinor: dueMinor(giveBack.money.totals), again: () => goOn(desk, giveBack.receipt) };
      writeStep(desk, giveBack.receipt, step, () => commitReturn(desk, giveBack));
      return null;
    }
    if (next.state !== 'planned') return next;
    await refundCard(desk, giveBack, next);
  }
}

async function refundCard(desk: Desk, giveBack: OpenReturn, refund: OpenRefund): Promise<void> {
  const { terminal, crash } = desk.deps;
  const paid = heldSale(desk, giveBack.ofReceipt)?.sale.payments.find(({ id }) => id === refund.of);
  if (!terminal) return applyRefund(desk, refund.id, { kind: 'declined', reason: 'terminal-fault' }, 'terminal');
  const { id: intent, of: refundOf, amountMinor } = refund;
  const receipt = giveBack.receipt;
  saveRefund(desk, { ...refund, state: 'pending' }, [
    { kind: 'payment.intent', intent, receipt, direction: 'refund', refundOf, amountMinor },
  ]);
  crash('returnIntent.committed');
  const result = await terminal.refund({ intentId: intent, reference: paid?.reference ?? '', amountMinor });
  crash('returnRefund.answered');
  const again = () => {
    applyRefund(desk, intent, result, 'terminal');
    return goOn(desk, receipt);
  };
  writeStep(desk, intent, { amountMinor, again }, () => applyRefund(desk, intent, result, 'terminal'));
}

/** With the return that the disk had no room for, if it is still under way. */
async function goOn(desk: Desk, receipt: string): Promise<void> {
  if (desk.counter.giveBack?.receipt === receipt) await refundCards(desk);
}

/** What became of a refund. Declined, the customer still gets the money: from the drawer, and the cashier is told. */
export function applyRefund(desk: Desk, intent: string, result: TerminalResult, by: 'terminal' | 'person'): void {
  const { giveBack } = desk.counter;
  const refund = giveBack?.refunds.find(({ id }) => id === intent);
  if (!giveBack || !refund || refund.state === 'approved') return;
  if (refund.state === 'unknown' && result.kind === 'unknown') return;
  const records = refund.state === 'planned' ? [] : [resultRecord(giveBack.receipt, intent, result, by)];
  saveRefund(desk, refundAfter(refund, result), records);
  desk.deps.crash('returnResult.committed');
  if (result.kind === 'declined') {
    desk.deps.tell(notice('look', 'notice.refundInCash', { amount: desk.around.money(refund.amountMinor) }));
  } else if (result.kind === 'unknown') tellUnknown(desk, refund.amountMinor);
}

function refundAfter(refund: OpenRefund, result: TerminalResult): OpenRefund {
  if (result.kind === 'approved') return { ...refund, state: 'approved', reference: result.reference };
  return result.kind === 'declined' ? { ...refund, kind: 'cash', state: 'planned' } : { ...refund, state: 'unknown' };
}

function saveRefund(desk: Desk, refund: OpenRefund, records: RecordBody[]): void {
  const { giveBack } = desk.counter;
  if (!giveBack) return;
  const refunds = giveBack.refunds.map((each) => (each.id === refund.id ? refund : each));
  desk.write({ counter: { ...desk.counter, giveBack: { ...giveBack, refunds } }, records });
}

/** ONE transaction: the record, its number, its paper, the shift's totals, and the counter without it. */
function commitReturn(desk: Desk, giveBack: OpenReturn, quoted?: ReturnQuote): void {
  desk.maySell();
  const { shift } = desk;
  const quote = quoted ?? quoteAgain(desk, giveBack);
  const { facts, money, lines, ofReceipt, receipt } = giveBack;
  const { sale, returned, lease } = quote.held;
  const whole = isWholeReturn(sale.money.lines, returned, lines);
  const payments = giveBack.refunds.map(recordedRefund);
  const account = facts.member && memberSnapshot(facts.member.id, desk.deps)?.account;
  const sources = paperSources(desk);
  const fiscal = returnWork(desk, receipt, quote.outcome.lines, { sale, returned, payments });
  desk.write((tx) => {
    const body: ReturnBody = {
      kind: 'return',
      receipt,
      number: tx.nextReceiptNumber(),
      ofReceipt,
      ...(lease === null ? {} : { lease, ...(whole ? { whole } : {}) }),
      engine: sale.engine,
      facts,
      returned,
      lines,
      money,
      digest: moneyDigest(money, sha256),
      payments,
    };
    const after = account ? accountAfter(account, body, whole) : null;
    const printed = { number: body.number, moment: facts.moment, payments, account: after };
    const data = returnReceipt(sale, quote.outcome, quote.programme, printed, sources);
    return {
      records: [body, ...fiscal.records],
      counter: { ...desk.counter, giveBack: null },
      shift: shift && withReturn(shift, money, payments),
      also(inside) {
        inside.setMeta(numberKey(body.number), receipt);
        desk.seat.tell(desk, inside, body, data);
        fiscal.keep(inside);
      },
    };
  });
  desk.returning = null;
  desk.deps.crash('return.committed');
  refreshOpenSales(desk, facts.member?.id);
  desk.deps.printSoon();
  desk.deps.fiscalSoon();
}

/** Nobody gives the right away while its refunds are under way. */
function quoteAgain(desk: Desk, { ofReceipt, lines }: OpenReturn): ReturnQuote {
  const held = heldSale(desk, ofReceipt);
  if (!held) throw new Error(`a return of ${ofReceipt} is under way, and its right is not here`);
  return quoteReturn(desk, held, lines);
}

function accountAfter(account: Account, body: ReturnBody, wholeReturn: boolean): Account {
  const happened = eventsOfRecord({ body }, { wholeReturn });
  return happened ? applyEvent(account, happened.event).account : account;
}
