import type { Account } from '../../shared/loyalty/account.ts';
import { dueMinor, saleMoney } from '../../shared/loyalty/outcome.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { withSale } from '../shift/state.ts';
import { saleWork } from '../fiscal/work.ts';
import type { Desk } from './desk.ts';
import { endedLeases } from './holding.ts';
import { refreshOpenSales } from './members.ts';
import { accountAfter, memberSnapshot } from './member-view.ts';
import { numberKey } from './numbers.ts';
import type { DoneSale, OpenSale } from './open-sale.ts';
import { paperSources } from './paper.ts';
import { paidMinor, recordedPayment, unsettled } from './payments.ts';
import { refuseClosedGoods } from './refused.ts';
import { changeOf, saleReceipt } from './receipt.ts';
import type { Rung } from './view.ts';

/**
 * Ends the open sale in ONE transaction: the record, its leases, the receipt's number, the print job, the shift's totals and the
 * counter cleared. When this returns the sale is on the disk; before that nothing of it is. Throws `sale.empty`, `sale.notPaid`,
 * `payment.unsettled`, `sale.notForBuyer`.
 */
export function commitSale(desk: Desk, rung: Rung = desk.open()): void {
  desk.maySell();
  const { shift } = desk;
  refuseUnfinished(desk, rung);
  refuseClosedGoods(rung, desk.around);
  const payments = rung.sale.payments.map(recordedPayment);
  const money = saleMoney(rung.outcome);
  const account = accountBefore(desk, rung);
  const { at: moment } = desk.by();
  // A host is answered; at the page it stays until the next receipt begins.
  const shown = desk.seat.host === null;
  const sources = paperSources(desk);
  const fiscal = saleWork(desk, rung.sale.receipt, rung.outcome.lines, payments);
  desk.write((tx) => {
    const body: SaleBody = {
      kind: 'sale',
      receipt: rung.sale.receipt,
      number: tx.nextReceiptNumber(),
      engine: rung.engine.name,
      facts: rung.facts,
      money,
      digest: moneyDigest(money, sha256),
      payments,
      leasesClosed: endedLeases(desk, rung.sale, { facts: rung.facts, money }),
      ...(isLate(rung.sale) ? { lateMember: true } : {}),
    };
    const { number } = body;
    const printed = { number, moment, payments, account: account && accountAfter(account, body) };
    return {
      records: [body, ...fiscal.records],
      counter: { ...desk.counter, sale: null, done: shown ? doneSale(rung, number, changeOf(payments)) : null },
      shift: shift && withSale(shift, money, payments),
      also(inside) {
        inside.setMeta(numberKey(number), body.receipt);
        desk.seat.tell(desk, inside, body, saleReceipt(rung, printed, sources));
        fiscal.keep(inside);
        desk.deps.crash('sale.inside');
      },
    };
  });
  desk.deps.crash('sale.committed');
  refreshOpenSales(desk, rung.sale.member?.id);
  desk.deps.printSoon();
  desk.deps.fiscalSoon();
}

/** Reports tell how often a cashier does so: a card that is kept under the counter is shown last. */
function isLate({ member }: OpenSale): boolean {
  return member?.isLast === true;
}

function refuseUnfinished(desk: Desk, { sale, outcome }: Rung): void {
  if (outcome.lines.length === 0) throw new KopilkaError('sale.empty');
  if (unsettled(sale)) throw new KopilkaError('payment.unsettled');
  const leftMinor = dueMinor(outcome.totals) - paidMinor(sale);
  if (leftMinor !== 0) throw new KopilkaError('sale.notPaid', { left: desk.around.money(leftMinor) });
}

function accountBefore(desk: Desk, { sale }: Rung): Account | null {
  return sale.member && (memberSnapshot(sale.member.id, desk.deps)?.account ?? null);
}

function doneSale({ sale, outcome }: Rung, number: number, changeMinor: number): DoneSale {
  const { earned } = outcome.totals;
  return { receipt: sale.receipt, number, changeMinor, earned, dueMinor: dueMinor(outcome.totals) };
}
