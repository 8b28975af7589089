import { useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/page.ts';
import type { ShiftReport } from '../../../shared/protocol/shift-report.ts';
import { parseMoney } from '../../model/numbers.ts';
import { useCashier } from '../context.ts';
import { Button, Facts, Field } from '../parts.tsx';

/** Report without closing, cash in and out, and the end of the shift with its count. */
export function ShiftPanel() {
  const { till, speech, actions } = useCashier();
  const { texts, moment } = speech.value;
  const [report, setReport] = useState<ShiftReport>();
  const [counted, setCounted] = useState('');
  const shift = till.status.value?.shift;
  const countedMinor = counted === '' ? null : parseMoney(counted);
  const show = (answer: ShiftReport | undefined) => answer && setReport(answer);
  return (
    <>
      {shift && <p class="panel-text">{fill(texts.shiftOpenedAt, { at: moment(shift.openedAt) })}</p>}
      {report && <Report report={report} />}
      {shift && (
        <>
          <Button class="shift-report" onPress={() => void till.run('shift.report', {}).then(show)}>
            {texts.shiftReport}
          </Button>
          <CashDrawer />
          <form
            class="register"
            onSubmit={(event) => {
              event.preventDefault();
              if (countedMinor !== undefined)
                void till.run('shift.close', { cashCountedMinor: countedMinor }).then(show);
            }}
          >
            <Field
              label={texts.cashCounted}
              name="counted"
              data-keys="digits"
              value={counted}
              aria-invalid={countedMinor === undefined}
              onInput={(event) => setCounted(event.currentTarget.value)}
            />
            <button type="submit" class="button button-ink" disabled={countedMinor === undefined}>
              <span class="button-text">{texts.shiftClose}</span>
            </button>
          </form>
        </>
      )}
      <div class="register">
        {till.status.value?.cashier?.role === 'manager' && (
          <Button hotkey="⇧F12" onPress={() => actions.devices()}>
            {texts.devicesTitle}
          </Button>
        )}
        <Button class="shift-health" onPress={() => actions.open({ kind: 'health' })}>
          {texts.healthTitle}
        </Button>
        {till.status.value?.cashier && (
          <Button class="shift-pin" onPress={() => actions.open({ kind: 'pin' })}>
            {texts.pinTitle}
          </Button>
        )}
        {till.status.value?.cashier && !till.hello.value?.training && (
          <Button onPress={() => void till.run('training.start', {})}>{texts.trainingStart}</Button>
        )}
        {!window.kopilka && (
          <Button onPress={() => void window.open('/customer', 'kopilka-customer', 'popup')}>
            {texts.customerWindow}
          </Button>
        )}
      </div>
    </>
  );
}

function CashDrawer() {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const amountMinor = parseMoney(amount);
  const isReady = amountMinor !== undefined && amountMinor > 0;
  const move = async (method: 'cash.in' | 'cash.out') => {
    if (!isReady) return;
    const done = await till.run(method, { amountMinor, reason: reason.trim() });
    if (done) {
      setAmount('');
      setReason('');
    }
  };
  return (
    <div class="register">
      <Field
        label={texts.cashAmount}
        data-keys="digits"
        value={amount}
        onInput={(event) => setAmount(event.currentTarget.value)}
      />
      <Field
        label={texts.cashReason}
        data-keys="letters"
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <div class="pair">
        <Button disabled={!isReady} onPress={() => void move('cash.in')}>
          {texts.cashIn}
        </Button>
        <Button disabled={!isReady} onPress={() => void move('cash.out')}>
          {texts.cashOut}
        </Button>
      </div>
    </div>
  );
}

function Report({ report }: { report: ShiftReport }) {
  const { speech } = useCashier();
  const { texts, sum } = speech.value;
  const rows: [string, string][] = [
    [texts.reportSales, String(report.sales)],
    [texts.reportReturns, String(report.returns)],
    [texts.reportGross, sum(report.grossMinor)],
    [texts.reportDiscount, sum(report.discountMinor)],
    [texts.reportRedeemed, sum(report.redeemedMinor)],
    [texts.reportNet, sum(report.netMinor)],
    [texts.reportRefunded, sum(report.refundedMinor)],
    ...(report.donatedMinor === 0 ? [] : [[texts.donations, sum(report.donatedMinor)] as [string, string]]),
    [texts.reportCash, sum(report.cashMinor)],
    [texts.reportCard, sum(report.cardMinor)],
    [texts.reportExpected, sum(report.cashExpectedMinor)],
  ];
  return <Facts rows={rows} />;
}
