import '../goods.css';
import '../wishes.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/fill.ts';
import { wishesTexts } from '../../../shared/i18n/wishes-page.ts';
import type { MemberView, Params } from '../../../shared/protocol/page.ts';
import type { Fault } from '../../bridge/fault.ts';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';
import { answered, Refusal } from './refusal.tsx';
import { stepsOf } from './steps.ts';

/** What the member on the receipt asked for, and what they would have besides. */
export function WishesPanel() {
  const { till, actions } = useCashier();
  const member = till.sale.value?.member;
  useEffect(() => {
    if (!member) actions.open(null);
  }, [member?.id]);
  return member ? <Wishes key={member.id} wishes={member.wishes} /> : null;
}

const mostTiles = 5;
const leastLetters = 2;

function Wishes({ wishes }: Pick<MemberView, 'wishes'>) {
  const { till, lists, speech } = useCashier();
  const { say, locale, sum } = speech.value;
  const words = wishesTexts[locale];
  const [text, setText] = useState('');
  const [noted, setNoted] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const focus = () => form.current?.querySelector('input')?.focus();
  useEffect(focus, []);
  const name = text.trim();
  const goods = name.length < leastLetters ? [] : (lists.value?.goods(name, locale).value ?? []);

  const ask = async (good: Params<'sale.askWish'>['good'], told: string) => {
    const asked = await answered(till.call('sale.askWish', { good }));
    setFault('fault' in asked ? asked.fault : null);
    if ('answer' in asked) {
      setText('');
      setNoted(fill(words.noted, { name: told }));
    }
    focus();
  };
  const drop = async (wish: string) => {
    const dropped = await answered(till.call('sale.dropWish', { wish }));
    setFault('fault' in dropped ? dropped.fault : null);
    setNoted('');
    focus();
  };
  const steps = stepsOf(() => (name === '' ? focus() : void ask({ name }, name)));
  return (
    <div class="wishes">
      {wishes.length === 0 && <p class="panel-hint">{words.none}</p>}
      <ul class="cards">
        {wishes.map((wish) => (
          <li key={wish.id} class={`wish wish-${wish.state}`}>
            <span class="wish-name">{say(wish.name)}</span>
            <span class="wish-state">{words[wish.state]}</span>
            <Button onPress={() => void drop(wish.id)}>{words.drop}</Button>
          </li>
        ))}
      </ul>
      <form ref={form} class="wish-form" {...steps}>
        <Field
          label={words.what}
          data-keys="letters"
          maxLength={200}
          placeholder={words.hint}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Refusal fault={fault} />
        <p class="panel-text" role="status">
          {noted}
        </p>
        <ul class="tiles">
          {goods.slice(0, mostTiles).map((good) => (
            <li key={good.id}>
              <button type="button" class="tile" onClick={() => void ask({ sku: good.id }, say(good.name))}>
                <span class="tile-name">{say(good.name)}</span>
                <span class="tile-price">{sum(good.priceMinor)}</span>
              </button>
            </li>
          ))}
        </ul>
        <button type="submit" class="button button-ink" disabled={name === ''}>
          <span class="button-text">{words.askWords}</span>
        </button>
      </form>
    </div>
  );
}
