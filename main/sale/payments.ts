import type { Payment } from '../../shared/protocol/journal.ts';
import type { OpenPayment, OpenRefund, OpenSale } from './open-sale.ts';

/** Sums over the payments of the open sale. A payment whose fate is unknown counts as paid until somebody knows better. */
export function paidMinor(sale: OpenSale): number {
  return sale.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
}

/** A payment or refund the terminal has not settled: nothing that depends on it may go on. */
export function unsettled(sale: OpenSale): OpenPayment | undefined {
  return sale.payments.find((payment) => payment.state !== 'approved' || payment.refund !== undefined);
}

export function withPayment(sale: OpenSale, payment: OpenPayment): OpenSale {
  const known = sale.payments.some((each) => each.id === payment.id);
  const payments = known
    ? sale.payments.map((each) => (each.id === payment.id ? payment : each))
    : [...sale.payments, payment];
  return { ...sale, payments };
}

export function withoutPayment(sale: OpenSale, id: string): OpenSale {
  return { ...sale, payments: sale.payments.filter((payment) => payment.id !== id) };
}

/** Cash handed over for what is left: all of it is taken, or the rest goes back as change. */
export function cashPayment(id: string, tenderedMinor: number, leftMinor: number): OpenPayment {
  const amountMinor = Math.min(tenderedMinor, leftMinor);
  return { id, kind: 'cash', state: 'approved', amountMinor, tenderedMinor, changeMinor: tenderedMinor - amountMinor };
}

export function recordedPayment(payment: OpenPayment): Payment {
  const { id, kind, amountMinor, tenderedMinor, changeMinor, reference } = payment;
  return {
    id,
    kind,
    amountMinor,
    ...(tenderedMinor === undefined ? {} : { tenderedMinor }),
    ...(changeMinor === undefined ? {} : { changeMinor }),
    ...(reference === undefined ? {} : { reference }),
  };
}

export function recordedRefund({ id, kind, amountMinor, reference }: OpenRefund): Payment {
  return { id, kind, amountMinor, ...(reference === undefined ? {} : { reference }) };
}

/**
 * How a refund goes back: to the original tenders, last in first out, after what earlier returns of the sale gave back the same
 * way. What no tender covers (a sale whose money part was paid by nobody) is cash.
 */
export function planRefunds(
  amountMinor: number,
  earlierMinor: number,
  payments: readonly Payment[],
  newId: () => string,
): OpenRefund[] {
  const refunds: OpenRefund[] = [];
  let [left, skip] = [amountMinor, earlierMinor];
  for (const payment of payments.toReversed()) {
    const gone = Math.min(skip, payment.amountMinor);
    skip -= gone;
    const part = Math.min(left, payment.amountMinor - gone);
    if (part === 0) continue;
    refunds.push({ id: newId(), kind: payment.kind, amountMinor: part, of: payment.id, state: 'planned' });
    left -= part;
  }
  if (left > 0) refunds.push({ id: newId(), kind: 'cash', amountMinor: left, of: '', state: 'planned' });
  return refunds;
}
