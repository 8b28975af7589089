import { useEffect, useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/page.ts';
import type { ReturnableView, ReturnQuoteView } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Button } from '../parts.tsx';

const pieceThousandths = 1000;
type Wanted = Record<string, number>;

/** What comes back of a receipt. What it refunds is asked of the till at every change; nothing is computed here. */
export function ReturnPanel({ found }: { found: ReturnableView }) {
  const { till, speech, actions } = useCashier();
  const { texts, moment, money } = speech.value;
  const [wanted, setWanted] = useState<Wanted>({});
  const [quote, setQuote] = useState<ReturnQuoteView>();
  const lines = Object.entries(wanted).flatMap(([line, quantity]) => (quantity > 0 ? [{ line, quantity }] : []));
  const asked = JSON.stringify(lines);
  useEffect(() => {
    let isGone = false;
    setQuote(undefined);
    if (lines.length === 0) return undefined;
    void till.run('return.quote', { receipt: found.receipt, lines }).then((answer) => {
      if (!isGone) setQuote(answer);
    });
    return () => {
      isGone = true;
    };
  }, [asked, till, found.receipt]);
  const commit = async () => {
    const done = await till.run('return.commit', { receipt: found.receipt, lines });
    if (done) actions.open({ kind: 'picture', receipt: done.id, number: done.number });
  };
  const all = () =>
    setWanted(Object.fromEntries(found.lines.map((line) => [line.line, line.quantity - line.returned])));
  return (
    <>
      <p class="panel-text">{fill(texts.returnOf, { number: found.number, at: moment(found.at) })}</p>
      <Button onPress={all}>{texts.returnAll}</Button>
      <ul class="cards">
        {found.lines.map((line) => (
          <ReturnLine
            key={line.line}
            line={line}
            wanted={wanted[line.line] ?? 0}
            onWant={(quantity) => setWanted({ ...wanted, [line.line]: quantity })}
          />
        ))}
      </ul>
      {quote && <Refund quote={quote} />}
      <button type="button" class="button button-ink" disabled={!quote} onClick={() => void commit()}>
        <span class="button-text">
          {texts.returnCommit} {quote && money(quote.refundMinor)}
        </span>
      </button>
    </>
  );
}

type ReturnLineProps = {
  line: ReturnableView['lines'][number];
  wanted: number;
  onWant: (quantity: number) => void;
};

function ReturnLine({ line, wanted, onWant }: ReturnLineProps) {
  const { speech } = useCashier();
  const { texts, say, quantity, sum } = speech.value;
  const rest = line.quantity - line.returned;
  const step = line.quantity % pieceThousandths === 0 ? pieceThousandths : rest;
  const name = say(line.name);
  return (
    <li class="card card-tall">
      <span class="card-words">
        <b>{name}</b>
        <small>
          {quantity(line.quantity)} · {sum(line.netMinor)}
          {line.returned > 0 && ` · ${fill(texts.returnedBefore, { n: quantity(line.returned) })}`}
        </small>
      </span>
      <span class="stepper">
        <button
          type="button"
          class="stepper-key"
          aria-label={`− ${name}`}
          disabled={wanted <= 0}
          onClick={() => onWant(Math.max(0, wanted - step))}
        >
          −
        </button>
        <output class="stepper-value">{quantity(wanted)}</output>
        <button
          type="button"
          class="stepper-key"
          aria-label={`+ ${name}`}
          disabled={wanted >= rest}
          onClick={() => onWant(Math.min(rest, wanted + step))}
        >
          +
        </button>
      </span>
    </li>
  );
}

function Refund({ quote }: { quote: ReturnQuoteView }) {
  const { speech } = useCashier();
  const { texts, money, points } = speech.value;
  return (
    <div class="refund">
      {quote.tenders.map(({ kind, amountMinor }) => (
        <p key={kind}>
          {kind === 'cash' ? texts.paymentCash : texts.paymentCard} <b>{money(amountMinor)}</b>
        </p>
      ))}
      {quote.reinstated.map(({ wallet, points: back }) => (
        <p key={`back ${wallet}`}>{fill(texts.returnReinstated, { points: points(back, wallet) })}</p>
      ))}
      {quote.clawedBack.map(({ wallet, points: taken }) => (
        <p key={`taken ${wallet}`}>{fill(texts.returnClawed, { points: points(taken, wallet) })}</p>
      ))}
    </div>
  );
}
