import '../goods.css';
import { useMemo, useState } from 'preact/hooks';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';

/** The catalogue as tiles: what has no code, or one that won't read. */
export function GoodsPanel() {
  const { lists, speech, actions } = useCashier();
  const { texts, say, sum, locale } = speech.value;
  const [text, setText] = useState('');
  const opened = lists.value;
  const found = useMemo(() => opened?.goods(text, locale), [opened, text, locale]);
  const goods = found?.value;
  return (
    <>
      <Field
        data-first
        label={texts.goodsFind}
        data-keys="letters"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button hotkey="⇧F11" onPress={() => actions.priceCheck()}>
        {texts.priceCheckTitle}
      </Button>
      {goods === undefined || goods === null ? (
        <p class="panel-hint">{texts.goodsLoading}</p>
      ) : goods.length === 0 ? (
        <p class="panel-hint">{texts.noGoods}</p>
      ) : (
        <ul class="tiles">
          {goods.map((good) => (
            <li key={good.id}>
              <button type="button" class="tile" onClick={() => actions.addGood(good)}>
                <span class="tile-name">{say(good.name)}</span>
                <span class="tile-price">
                  {sum(good.priceMinor)}
                  {good.byWeight && ` / ${texts.kilogram}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
