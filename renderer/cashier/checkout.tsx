import { fill } from '../../shared/i18n/page.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import { currentLine, shownDone } from './actions/desk.ts';
import { useCashier } from './context.ts';
import { countOf, isCounted } from './lines.tsx';
import { MemberCard } from './member-card.tsx';
import { Button, Sum } from './parts.tsx';
import { Payments, UnknownPayment } from './payments.tsx';

/** What is always in sight: total, last line, gift, member, points, and how to pay. */
export function Checkout() {
  const { till, speech } = useCashier();
  const sale = till.sale.value;
  if (!sale) return null;
  return (
    <aside class="checkout" aria-label={speech.value.texts.total}>
      <Total sale={sale} />
      <LastLine />
      <div class="checkout-middle">
        <Payments sale={sale} />
        <Gifts sale={sale} />
        <MemberCard sale={sale} />
        <Redeem sale={sale} />
      </div>
      {sale.phase === 'paymentUnknown' ? <UnknownPayment sale={sale} /> : <Pay sale={sale} />}
    </aside>
  );
}

function Total({ sale }: { sale: SaleView }) {
  const { till, screen, speech, actions } = useCashier();
  const { texts, sum } = speech.value;
  const done = shownDone({ till, screen });
  const shownMinor = done ? done.dueMinor : sale.totals.leftMinor;
  const { grossMinor, discountMinor, redeemedMinor, donatedMinor, paidMinor } = sale.totals;
  const parts: [string, string][] = [];
  if (discountMinor > 0 !== redeemedMinor > 0) parts.push([texts.gross, sum(grossMinor)]);
  if (discountMinor > 0) parts.push([texts.discounts, `−${sum(discountMinor)}`]);
  if (redeemedMinor > 0) parts.push([texts.withPoints, `−${sum(redeemedMinor)}`]);
  if (donatedMinor > 0) parts.push([texts.donation, sum(donatedMinor)]);
  if (paidMinor > 0) parts.push([texts.paid, sum(paidMinor)]);
  return (
    <section class="total">
      <h2 class="total-label">{done ? texts.paid : paidMinor > 0 ? texts.leftToPay : texts.total}</h2>
      <output class="total-sum" aria-live="polite" data-length={sum(shownMinor).length}>
        <Sum amountMinor={shownMinor} currency />
      </output>
      {parts.length > 0 && (
        <button type="button" class="total-parts" onClick={() => actions.why()}>
          {parts.map(([name, value]) => (
            <span key={name} class="total-part">
              {name} <b class="figures">{value}</b>
            </span>
          ))}
        </button>
      )}
    </section>
  );
}

function LastLine() {
  const { till, screen, speech } = useCashier();
  const { texts, say } = speech.value;
  const line = currentLine({ till, screen });
  const flash = screen.flash.value;
  return (
    <section class="last" aria-live="polite" aria-label={texts.lastLine}>
      {flash && <span key={flash.count} class={`flash flash-${flash.tone}`} aria-hidden="true" />}
      {line ? (
        <>
          <span class="last-name">{say(line.name)}</span>
          <span class="last-sum">
            <Sum amountMinor={line.netMinor} />
          </span>
          {(isCounted(line) || line.ageLimit !== null) && (
            <span class="last-more">
              {isCounted(line) && <span class="figures">{countOf(line, speech.value)}</span>}
              {line.ageLimit !== null && (
                <strong class="tag tag-amber">{fill(texts.ageCheck, { age: line.ageLimit })}</strong>
              )}
            </span>
          )}
        </>
      ) : (
        <span class="last-none">{texts.ready}</span>
      )}
    </section>
  );
}

/** The loudest thing after the total. */
function Gifts({ sale }: { sale: SaleView }) {
  const { till, speech, actions } = useCashier();
  const { texts, say, quantity } = speech.value;
  return (
    <>
      {sale.gifts.map((gift) =>
        gift.given ? (
          <section key={gift.entitlement} class="gift gift-given">
            <span class="gift-words">
              <span class="gift-title">{texts.giftGiven}</span>
              <span class="gift-name">{say(gift.name)}</span>
            </span>
            <Button look="quiet" onPress={() => void till.run('sale.takeBackGift', { entitlement: gift.entitlement })}>
              {texts.giftTakeBack}
            </Button>
          </section>
        ) : (
          <section key={gift.entitlement} class="gift">
            <span class="gift-words">
              <span class="gift-title" role="status">
                {texts.giftWaiting}
              </span>
              <span class="gift-name">
                {say(gift.name)} <b>× {quantity(gift.quantity)}</b>
              </span>
              {gift.refused && (
                <span class="gift-refused" role="status">
                  {speech.value.reason({ rule: gift.entitlement, reason: gift.refused, because: [] })}
                </span>
              )}
            </span>
            <Button hotkey="F5" class="button-gift" onPress={() => actions.gift()}>
              {texts.giftGive}
            </Button>
          </section>
        ),
      )}
    </>
  );
}

function Redeem({ sale }: { sale: SaleView }) {
  const { till, speech, actions } = useCashier();
  const { texts, points, money } = speech.value;
  return (
    <>
      {sale.redeem.map((offer) => {
        const told = { points: points(offer.points, offer.wallet), amount: money(offer.amountMinor) };
        const most = { points: points(offer.allowed, offer.wallet), amount: money(offer.allowedMinor) };
        const words =
          offer.points > 0
            ? fill(texts.redeeming, told)
            : offer.allowed > 0
              ? fill(texts.redeemUpTo, most)
              : texts.redeemNothing;
        return (
          <section key={offer.wallet} class="redeem">
            <button
              type="button"
              class="redeem-title"
              disabled={offer.allowed === 0}
              onClick={() => actions.toggle({ kind: 'points', wallet: offer.wallet })}
            >
              {words}
            </button>
            <button type="button" class="redeem-why" onClick={() => actions.why()}>
              {offer.refused
                ? speech.value.reason({ rule: offer.wallet, ...offer.refused })
                : offer.limitedBy.map((each) => speech.value.because(each, offer.wallet)).join('; ')}
            </button>
            <Button
              hotkey="F4"
              look={offer.points > 0 ? 'plain' : 'accent'}
              disabled={offer.allowed === 0 && offer.points === 0}
              onPress={() =>
                void till.run('sale.redeem', { wallet: offer.wallet, points: offer.points > 0 ? 0 : 'all' })
              }
            >
              {offer.points > 0 ? texts.redeemNot : texts.redeemAll}
            </Button>
          </section>
        );
      })}
    </>
  );
}

function Pay({ sale }: { sale: SaleView }) {
  const { speech, actions } = useCashier();
  const { texts } = speech.value;
  const isEmpty = sale.lines.length === 0;
  if (!isEmpty && sale.totals.leftMinor === 0) {
    return (
      <div class="pay">
        <Button hotkey="Enter" look="ink" class="pay-button pay-finish" onPress={() => actions.goOn()}>
          {texts.finish}
        </Button>
      </div>
    );
  }
  return (
    <div class="pay">
      <Button hotkey="F9" look="ink" class="pay-button" disabled={isEmpty} onPress={() => void actions.card()}>
        {texts.payCard}
      </Button>
      <Button hotkey="F10" look="ink" class="pay-button" disabled={isEmpty} onPress={() => actions.cash()}>
        {texts.payCash}
      </Button>
    </div>
  );
}
