import { fill } from '../../shared/i18n/page.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import { useCashier } from './context.ts';
import { Button } from './parts.tsx';

/** What was paid of a split receipt. An approved card payment can be given back, to change the receipt. */
export function Payments({ sale }: { sale: SaleView }) {
  const { till, speech } = useCashier();
  const { texts, money } = speech.value;
  if (sale.payments.length === 0) return null;
  const states = { approved: texts.approved, pending: texts.pendingPayment, unknown: texts.unknownPayment };
  return (
    <ul class="payments">
      {sale.payments.map((payment) => (
        <li key={payment.id} class={`payment payment-${payment.state}`}>
          <span>
            {payment.kind === 'cash' ? texts.paymentCash : texts.paymentCard} <b>{money(payment.amountMinor)}</b>{' '}
            {payment.kind === 'card' && <small>{states[payment.state]}</small>}
          </span>
          {payment.kind === 'card' && payment.state === 'approved' && (
            <Button look="quiet" onPress={() => void till.run('sale.refundPayment', { payment: payment.id })}>
              {texts.refundPayment}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The terminal did not say: a person does. Nothing is repeated by itself. */
export function UnknownPayment({ sale }: { sale: SaleView }) {
  const { till, speech } = useCashier();
  const { texts, money } = speech.value;
  const unknown = sale.payments.filter(({ state }) => state === 'unknown');
  return (
    <>
      {unknown.map(({ id, amountMinor }) => (
        <section key={id} class="unknown" role="alert">
          <h3 class="unknown-title">{texts.unknownTitle}</h3>
          <p>{fill(texts.unknownHint, { amount: money(amountMinor) })}</p>
          <div class="unknown-choice">
            <Button onPress={() => void till.run('sale.resolvePayment', { intent: id, result: 'approved' })}>
              {texts.unknownApproved}
            </Button>
            <Button onPress={() => void till.run('sale.resolvePayment', { intent: id, result: 'declined' })}>
              {texts.unknownDeclined}
            </Button>
          </div>
        </section>
      ))}
    </>
  );
}
