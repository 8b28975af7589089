import type { ReasonView, SaleView } from '../../../shared/protocol/page.ts';
import { currentLine } from '../actions/desk.ts';
import { useCashier } from '../context.ts';
import type { Speech } from '../context.ts';
import { countOf } from '../lines.tsx';

/** Why a line costs what it costs, what did not apply and why, and what limits redemption: all from the outcome. */
export function WhyPanel({ line }: { line: string | null }) {
  const { till, screen } = useCashier();
  const sale = till.sale.value;
  if (!sale) return null;
  const shown = sale.lines.find(({ id }) => id === line) ?? currentLine({ till, screen });
  return (
    <>
      {shown && <LineReasons line={shown} />}
      <RedeemReasons sale={sale} />
      <Rejections sale={sale} />
    </>
  );
}

function LineReasons({ line }: { line: SaleView['lines'][number] }) {
  const { speech } = useCashier();
  const { texts, say, sum } = speech.value;
  return (
    <section class="why">
      <h3 class="why-name">{say(line.name)}</h3>
      <dl class="facts">
        <dt>{countOf(line, speech.value)}</dt>
        <dd>{sum(line.grossMinor)}</dd>
      </dl>
      {line.reasons.length === 0 && <p class="panel-hint">{texts.whyNothing}</p>}
      <ul class="why-list">
        {line.reasons.map((reason) => (
          <li key={`${reason.rule} ${reason.kind} ${reason.unit}`} class="why-item">
            <span class="why-rule">
              {say(reason.name)} <b>{amountOf(reason, speech.value)}</b>
            </span>
            {reason.because.map((because) => (
              <span key={because.fact} class="why-because">
                {speech.value.because(because, reason.rule)}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <dl class="facts facts-total">
        <dt>{texts.total}</dt>
        <dd>{sum(line.netMinor)}</dd>
      </dl>
    </section>
  );
}

function amountOf({ amount, unit, kind }: ReasonView, { sum, quantity, points }: Speech): string {
  if (kind === 'donation') return sum(amount);
  if (unit === 'minor') return `−${sum(amount)}`;
  if (unit === 'thousandths') return `× ${quantity(amount)}`;
  return `${kind === 'accrual' || kind === 'reinstatement' ? '+' : '−'}${points(amount, unit)}`;
}

function RedeemReasons({ sale }: { sale: SaleView }) {
  const { speech } = useCashier();
  const { texts } = speech.value;
  const told = sale.redeem.filter(({ limitedBy, refused }) => limitedBy.length > 0 || refused !== null);
  if (told.length === 0) return null;
  return (
    <section class="why">
      <h3 class="codes-title">{texts.whyRedeem}</h3>
      <ul class="why-list">
        {told.map((offer) => (
          <li key={offer.wallet} class="why-item">
            {offer.refused && (
              <span class="why-rule">{speech.value.reason({ rule: offer.wallet, ...offer.refused })}</span>
            )}
            {offer.limitedBy.map((because) => (
              <span key={because.fact} class="why-because">
                {speech.value.because(because, offer.wallet)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rejections({ sale }: { sale: SaleView }) {
  const { speech } = useCashier();
  const { texts, say } = speech.value;
  if (sale.rejections.length === 0) return null;
  return (
    <section class="why">
      <h3 class="codes-title">{texts.whyRejected}</h3>
      <ul class="why-list">
        {sale.rejections.map((rejection) => (
          <li key={`${rejection.rule} ${rejection.reason}`} class="why-item">
            <span class="why-rule">{rejection.name ? say(rejection.name) : rejection.rule}</span>
            <span class="why-because">{speech.value.reason(rejection)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
