import '../goods.css';
import '../price-check.css';
import { useMemo, useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/fill.ts';
import { priceCheckTexts } from '../../../shared/i18n/price-check.ts';
import type { PriceView } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { Button, Facts, Field, Sum } from '../parts.tsx';

const mostFound = 4;

/** While it stands, scans and what is typed ask what a good costs: the receipt beside it hears nothing of that. */
export function PriceCheckPanel() {
  const { till, speech, actions } = useCashier();
  const words = priceCheckTexts[speech.value.locale];
  const told = till.priceCheck.value?.told ?? null;
  return (
    <div class="price-check">
      <p class="price-says">
        <strong>{words.says}</strong> {words.more}
      </p>
      <section class="price-told" role="status">
        {told ? <Told told={told} /> : <p class="panel-hint">{words.wait}</p>}
      </section>
      <Button hotkey="⇧F11" look="ink" class="price-close" onPress={() => actions.priceCheck()}>
        {words.close}
      </Button>
      <ByCode />
      <ByName />
    </div>
  );
}

function Told({ told }: { told: PriceView }) {
  const { till, speech } = useCashier();
  const { say, sum, quantity, texts, locale } = speech.value;
  const words = priceCheckTexts[locale];
  const { byWeight, pack, unitPriceMinor, amountMinor, memberMinor } = told;
  const of = pack
    ? pack.quantity === null
      ? words.pack
      : fill(words.packOf, { weight: quantity(pack.quantity) })
    : byWeight
      ? words.perKilogram
      : words.perPiece;
  const member = till.sale.value?.member?.name ?? texts.member;
  const usual = pack && byWeight ? words.usualKilogram : words.usual;
  const hasUsual = unitPriceMinor !== null && (pack !== null || unitPriceMinor !== amountMinor);
  return (
    <>
      <b class="price-name">{say(told.name)}</b>
      <span class="price-sum">
        <Sum amountMinor={amountMinor} currency />
      </span>
      <span class="price-of">{of}</span>
      {memberMinor !== null && <Facts class="price-member" rows={[[member, sum(memberMinor)]]} />}
      {hasUsual && <Facts rows={[[usual, sum(unitPriceMinor)]]} />}
    </>
  );
}

function ByCode() {
  const { speech, actions } = useCashier();
  const [code, setCode] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() === '') return;
        void actions.scan(code.trim(), 'typed');
        setCode('');
      }}
    >
      <Field
        label={priceCheckTexts[speech.value.locale].code}
        name="code"
        data-keys="digits"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
    </form>
  );
}

function ByName() {
  const { lists, speech, actions } = useCashier();
  const { say, sum, locale } = speech.value;
  const [name, setName] = useState('');
  const opened = lists.value;
  const found = useMemo(() => (name.trim() === '' ? undefined : opened?.goods(name, locale)), [opened, name, locale]);
  const goods = found?.value?.slice(0, mostFound) ?? [];
  return (
    <>
      <Field
        label={priceCheckTexts[locale].name}
        name="good"
        data-keys="letters"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <ul class="tiles">
        {goods.map((good) => (
          <li key={good.id}>
            <button
              type="button"
              class="tile"
              onClick={() => {
                setName('');
                actions.addGood(good);
              }}
            >
              <span class="tile-name">{say(good.name)}</span>
              <span class="tile-price">{sum(good.priceMinor)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
