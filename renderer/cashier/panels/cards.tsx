import '../cards.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { cardsTexts } from '../../../shared/i18n/cards-page.ts';
import { fill } from '../../../shared/i18n/fill.ts';
import type { CardView } from '../../../shared/protocol/page.ts';
import type { Fault } from '../../bridge/fault.ts';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';
import { answered, Refusal } from './refusal.tsx';
import { useScannedCard } from './scanned-card.ts';
import { stepsOf } from './steps.ts';

/** What is being done: a new card instead of one (null: beside them all), or one blocked. */
type Doing = { issue: CardView | null } | { block: CardView };

/** The cards of the member on the receipt: replaced, blocked, or one more given. */
export function CardsPanel() {
  const { till, actions } = useCashier();
  const member = till.sale.value?.member?.id;
  useEffect(() => {
    if (member === undefined) actions.open(null);
  }, [member]);
  return member === undefined ? null : <Cards key={member} />;
}

function Cards() {
  const { till, speech } = useCashier();
  const words = cardsTexts[speech.value.locale];
  const [cards, setCards] = useState<CardView[] | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [done, setDone] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const load = async () => {
    const told = await answered(till.call('member.cards', {}));
    setCards('answer' in told ? told.answer.cards : []);
  };
  useEffect(() => void load(), []);
  useEffect(() => {
    if (doing === null) list.current?.querySelector('button')?.focus();
  }, [cards, doing]);
  const finish = (told: string) => {
    setDone(told);
    setDoing(null);
    void load();
  };
  const begin = (next: Doing) => {
    setDone('');
    setDoing(next);
  };
  const back = () => setDoing(null);
  if (cards === null) return null;
  if (doing && 'issue' in doing) return <Issue replaces={doing.issue} onDone={finish} onBack={back} />;
  if (doing) return <Block card={doing.block} onDone={finish} onBack={back} />;
  return (
    <div ref={list} class="member-cards">
      {cards.length === 0 && <p class="panel-hint">{words.none}</p>}
      <ul class="cards">
        {cards.map((card) => (
          <li key={card.id} class="member-cards-item">
            <span class="member-cards-tail figures">{card.tail}</span>
            <Button class="member-cards-act" onPress={() => begin({ issue: card })}>
              {words.replace}
            </Button>
            <Button class="member-cards-act" onPress={() => begin({ block: card })}>
              {words.block}
            </Button>
          </li>
        ))}
      </ul>
      <Button class="member-cards-act" onPress={() => begin({ issue: null })}>
        {words.another}
      </Button>
      <p class="panel-text" role="status">
        {done}
      </p>
    </div>
  );
}

type DoingProps = { onDone: (words: string) => void; onBack: () => void };

function Issue({ replaces, onDone, onBack }: DoingProps & { replaces: CardView | null }) {
  const { till, speech } = useCashier();
  const words = cardsTexts[speech.value.locale];
  const [card, setCard] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const focus = (what: string) => form.current?.querySelector<HTMLElement>(what)?.focus();
  useEffect(() => focus('input'), []);
  useScannedCard((scanned) => {
    setCard(scanned);
    focus('[type=submit]');
  });
  const issue = async () => {
    const number = card.trim();
    if (number.length < 4) return focus('input');
    const instead = replaces === null ? {} : { replaces: replaces.id };
    const told = await answered(till.call('sale.issueCard', { card: number, ...instead }));
    if ('answer' in told) return onDone(fill(words.issued, { tail: `•••• ${number.slice(-4)}` }));
    setFault(told.fault);
    focus('input');
  };
  const steps = stepsOf(() => void issue());
  return (
    <form ref={form} class="member-cards" {...steps}>
      <p class="panel-text">
        {replaces === null ? words.anotherHint : fill(words.replaceHint, { tail: replaces.tail })}
      </p>
      <Field
        label={words.newCard}
        name="card"
        data-keys="digits"
        placeholder={words.scan}
        value={card}
        aria-invalid={fault !== null}
        onInput={(event) => setCard(event.currentTarget.value)}
      />
      <Refusal fault={fault} />
      <button type="submit" class="button button-ink member-cards-act">
        <span class="button-text">{words.issue}</span>
      </button>
      <Button class="member-cards-act" onPress={onBack}>
        {words.back}
      </Button>
    </form>
  );
}

function Block({ card, onDone, onBack }: DoingProps & { card: CardView }) {
  const { till, speech } = useCashier();
  const words = cardsTexts[speech.value.locale];
  const [fault, setFault] = useState<Fault | null>(null);
  const place = useRef<HTMLDivElement>(null);
  // Enter is the safe step: back.
  useEffect(() => place.current?.querySelector<HTMLElement>('.member-cards-back')?.focus(), []);
  const block = async () => {
    const told = await answered(till.call('sale.blockCard', { card: card.id }));
    if ('answer' in told) onDone(fill(words.blocked, { tail: card.tail }));
    else setFault(told.fault);
  };
  return (
    <div ref={place} class="member-cards">
      <p class="panel-text">{fill(words.blockHint, { tail: card.tail })}</p>
      <Refusal fault={fault} />
      <button type="button" class="button button-danger member-cards-act" onClick={() => void block()}>
        <span class="button-text">{fill(words.blockPress, { tail: card.tail })}</span>
      </button>
      <Button class="member-cards-act member-cards-back" onPress={onBack}>
        {words.back}
      </Button>
    </div>
  );
}
