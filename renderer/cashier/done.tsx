import { useEffect, useState } from 'preact/hooks';
import { fill } from '../../shared/i18n/page.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import { useCashier } from './context.ts';
import { Button, Sum } from './parts.tsx';

/** The receipt is committed: what to hand over, and what was earned. The next scan begins the next receipt by itself. */
export function Done({ done }: { done: NonNullable<SaleView['done']> }) {
  const { till, speech, actions } = useCashier();
  const { texts, money, points } = speech.value;
  const nameOf = (wallet: string) => {
    const named = till.hello.value?.wallets.find(({ id }) => id === wallet);
    return named ? speech.value.say(named.name) : wallet;
  };
  const hasChange = done.changeMinor > 0;
  return (
    <section class="done" aria-live="polite">
      <div class="done-words">
        <h1 class="done-label">{hasChange ? texts.change : texts.paid}</h1>
        <p class="done-change">
          <Sum amountMinor={hasChange ? done.changeMinor : done.dueMinor} currency />
        </p>
        <p class="done-receipt">{fill(texts.doneReceipt, { number: done.number, amount: money(done.dueMinor) })}</p>
        {done.earned.map(({ wallet, points: earned }) => (
          <p key={wallet} class="done-earned">
            {fill(texts.earned, { wallet: nameOf(wallet), points: points(earned, wallet) })}
          </p>
        ))}
        <div class="done-actions">
          <Button hotkey="Enter" look="ink" onPress={() => actions.goOn()}>
            {texts.next}
          </Button>
          <Button onPress={() => actions.open({ kind: 'picture', receipt: done.receipt, number: done.number })}>
            {texts.picture}
          </Button>
          <Button onPress={() => void till.run('receipt.reprint', { receipt: done.receipt })}>{texts.reprint}</Button>
        </div>
      </div>
      <div class="done-paper" role="group" aria-label={texts.pictureOf} tabIndex={0}>
        <Paper receipt={done.receipt} number={done.number} />
      </div>
    </section>
  );
}

/** The receipt as the printer's own bytes draw it, shown as a picture: nothing in it can run. */
export function Paper({ receipt, number }: { receipt: string; number: number }) {
  const { till, speech } = useCashier();
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    let isGone = false;
    void till.run('receipt.picture', { receipt }).then((picture) => {
      if (!isGone) setSvg(picture?.svg);
    });
    return () => {
      isGone = true;
    };
  }, [till, receipt]);
  if (svg === undefined) return <div class="paper paper-empty" />;
  return (
    <img
      class="paper"
      alt={`${speech.value.texts.pictureOf} ${number}`}
      src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
    />
  );
}
