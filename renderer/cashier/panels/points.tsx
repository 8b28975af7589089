import { fill } from '../../../shared/i18n/page.ts';
import { parseScaled } from '../../model/numbers.ts';
import { useCashier } from '../context.ts';
import { Keypad } from './keypad.tsx';

/** Fewer points than all that is allowed. */
export function PointsPanel({ wallet }: { wallet: string }) {
  const { till, speech, actions } = useCashier();
  const { texts, points, money } = speech.value;
  const offer = till.sale.value?.redeem.find((each) => each.wallet === wallet);
  const scale = till.hello.value?.wallets.find(({ id }) => id === wallet)?.scale ?? 0;
  const redeem = async (text: string) => {
    const done = await till.run('sale.redeem', {
      wallet,
      points: text === '' ? 'all' : (parseScaled(text, scale) ?? 0),
    });
    if (done) actions.open(null);
  };
  return (
    <>
      {offer && (
        <p class="panel-text">
          {fill(texts.redeemUpTo, { points: points(offer.allowed, wallet), amount: money(offer.allowedMinor) })}
        </p>
      )}
      <Keypad
        label={texts.redeemHowMany}
        action={texts.redeem}
        empty={offer ? points(offer.allowed, wallet) : null}
        isValid={(text) => (parseScaled(text, scale) ?? 0) > 0}
        onEnter={(text) => void redeem(text)}
      />
    </>
  );
}
