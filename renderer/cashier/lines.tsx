import { Component, createRef } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { fill } from '../../shared/i18n/page.ts';
import type { SaleLineView } from '../../shared/protocol/page.ts';
import { currentLine } from './actions/desk.ts';
import { useCashier } from './context.ts';
import type { Speech } from './context.ts';
import { Sum } from './parts.tsx';
import { Mark } from './top-bar.tsx';

/** The receipt being rung, as a list of buttons: pressing one asks why it costs what it costs. */
export function Lines() {
  const { till, screen, speech, actions } = useCashier();
  const sale = till.sale.value;
  const current = currentLine({ till, screen });
  const list = useRef<HTMLOListElement>(null);
  const currentId = current?.id;
  const count = sale?.lines.length ?? 0;
  const showCurrent = () => list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  useLayoutEffect(showCurrent, [currentId, sale]);
  // A notice or a panel takes room from the list: the line in hand stays in sight.
  useLayoutEffect(() => {
    if (!list.current) return undefined;
    const watch = new ResizeObserver(showCurrent);
    watch.observe(list.current);
    return () => watch.disconnect();
  }, [count > 0]);
  if (!sale || count === 0) return <NothingRung />;
  const choose = (line: string) => {
    screen.chosenLine.value = line;
    actions.open({ kind: 'why', line });
  };
  return (
    <section class="lines" aria-label={speech.value.texts.lines}>
      <ol ref={list} class="lines-list">
        {sale.lines.map((line) => (
          <Row key={line.id} line={line} isCurrent={line.id === currentId} speech={speech.value} onChoose={choose} />
        ))}
      </ol>
    </section>
  );
}

type RowProps = { line: SaleLineView; isCurrent: boolean; speech: Speech; onChoose: (line: string) => void };

/** Drawn again only when its own line changed: a scan touches one row of three hundred. */
class Row extends Component<RowProps> {
  readonly element = createRef<HTMLLIElement>();

  override shouldComponentUpdate(next: RowProps): boolean {
    const { line, isCurrent, speech } = this.props;
    return line !== next.line || isCurrent !== next.isCurrent || speech !== next.speech;
  }

  override render({ line, isCurrent, speech, onChoose }: RowProps) {
    const { texts, say } = speech;
    const isReduced = line.netMinor !== line.grossMinor;
    return (
      <li class={`row ${line.gift ? 'row-gift' : ''}`}>
        <button
          type="button"
          class="row-button"
          aria-current={isCurrent ? 'true' : undefined}
          onClick={() => onChoose(line.id)}
        >
          <span class="row-name">
            {say(line.name)}
            {line.gift && (
              <>
                {' '}
                <span class="tag tag-accent">{texts.gift}</span>
              </>
            )}
            {line.ageLimit !== null && (
              <>
                {' '}
                <span class="tag tag-amber">{line.ageLimit}+</span>
              </>
            )}
          </span>
          <span class="row-detail">
            {isCounted(line) && <span class="figures">{countOf(line, speech)}</span>}
            {reductions(line, speech).map(({ key, words }) => (
              <span key={key} class="row-reason">
                {words}
              </span>
            ))}
          </span>
          <span class="row-sum">
            <Sum amountMinor={line.netMinor} />
            {isReduced && <s class="row-gross">{speech.sum(line.grossMinor)}</s>}
          </span>
        </button>
      </li>
    );
  }
}

const piece = 1000;

/** One piece at its own price says nothing more than its sum. */
export function isCounted({ byWeight, quantity, gift }: SaleLineView): boolean {
  return byWeight || gift || quantity !== piece;
}

/** `2 × 89,90` or `0,355 кг × 799,00`. */
export function countOf(line: SaleLineView, { texts, quantity, sum }: Speech): string {
  const unit = line.byWeight ? `\u00A0${texts.kilogram}` : '';
  return `${quantity(line.quantity)}${unit} × ${sum(line.unitPriceMinor)}`;
}

function reductions(line: SaleLineView, { say, sum, texts }: Speech): { key: string; words: string }[] {
  const shown = line.reasons
    .filter(({ unit, amount, kind }) => unit === 'minor' && amount > 0 && kind !== 'redemption' && kind !== 'gift')
    .map(({ rule, name, amount }) => ({ key: rule, words: `${say(name)} −${sum(amount)}` }));
  if (line.redeemedMinor > 0) {
    shown.push({ key: 'redeemed', words: `${texts.withPoints} −${sum(line.redeemedMinor)}` });
  }
  return shown;
}

function NothingRung() {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  return (
    <section class="nothing" aria-label={texts.lines}>
      <Mark />
      <h1 class="nothing-title">{texts.emptyTitle}</h1>
      <p class="nothing-hint">{texts.emptyHint}</p>
      <p class="nothing-till">
        {till.hello.value && fill('{till} · {ready}', { till: till.hello.value.till, ready: texts.ready })}
      </p>
    </section>
  );
}
