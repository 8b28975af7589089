import '../cards.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { attachTexts } from '../../../shared/i18n/attach-page.ts';
import { fill } from '../../../shared/i18n/fill.ts';
import type { AttachView, Params, ReceiptView } from '../../../shared/protocol/page.ts';
import type { Fault } from '../../bridge/fault.ts';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';
import { answered, Refusal } from './refusal.tsx';
import { stepsOf } from './steps.ts';

type Who = Omit<Params<'attach.commit'>, 'receipt'>;
type Quoted = { who: Who; view: AttachView };

const ofOpenReceipt: Who = { by: 'open', value: '' };

/** For the receipt that was chosen, or the last one without a member. */
export function AttachPanel({ receipt }: { receipt: ReceiptView | null }) {
  const { lists, speech } = useCashier();
  const [chosen, setChosen] = useState(receipt);
  const last = lists.value?.receipts.value?.find(({ attachable }) => attachable);
  useEffect(() => {
    if (last) setChosen((known) => known ?? last);
  }, [last]);
  if (chosen) return <Attach receipt={chosen} />;
  return <p class="panel-hint">{attachTexts[speech.value.locale].none}</p>;
}

/** A scan goes to the open receipt as ever, and its member is taken for this one. */
function Attach({ receipt }: { receipt: ReceiptView }) {
  const { till, speech } = useCashier();
  const words = attachTexts[speech.value.locale];
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isDone, setDone] = useState(false);
  const quote = async (who: Who) => {
    const told = await answered(till.call('attach.quote', { receipt: receipt.id, ...who }));
    setFault('fault' in told ? told.fault : null);
    setQuoted('answer' in told ? { who, view: told.answer } : null);
  };
  const scanned = till.sale.value?.member?.id;
  useEffect(() => {
    if (scanned !== undefined && !isDone) void quote(ofOpenReceipt);
  }, [scanned]);
  const attach = async ({ who }: Quoted) => {
    const told = await answered(till.call('attach.commit', { receipt: receipt.id, ...who }));
    setQuoted(null);
    if ('fault' in told) return setFault(told.fault);
    setDone(true);
    // Scanned for this alone, they are not the next buyer.
    if (who.by === 'open' && till.sale.peek()?.lines.length === 0) await till.run('sale.cancel', {});
  };
  return (
    <div class="member-cards">
      <p class="panel-text">{fill(words.receipt, { n: receipt.number, sum: speech.value.money(receipt.dueMinor) })}</p>
      {quoted && <Confirm quoted={quoted} onAttach={() => void attach(quoted)} onOther={() => setQuoted(null)} />}
      {!quoted && !isDone && <Search fault={fault} onFind={(who) => void quote(who)} />}
      <p class="panel-text" role="status">
        {isDone && fill(words.done, { n: receipt.number })}
      </p>
    </div>
  );
}

function Search({ fault, onFind }: { fault: Fault | null; onFind: (who: Who) => void }) {
  const { speech } = useCashier();
  const words = attachTexts[speech.value.locale];
  const [number, setNumber] = useState('');
  const [word, setWord] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const focus = () => form.current?.querySelector('input')?.focus();
  useEffect(focus, [fault]);
  const find = () => {
    const value = number.replaceAll(/\D/g, '');
    if (value.length < 4) return focus();
    onFind({ by: 'number', value, ...(word.trim() === '' ? {} : { word }) });
  };
  const steps = stepsOf(find);
  return (
    <form ref={form} class="member-cards" {...steps}>
      <p class="panel-text">{words.hint}</p>
      <Field
        label={words.number}
        name="number"
        data-keys="digits"
        value={number}
        aria-invalid={fault !== null}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <Field
        label={words.word}
        name="word"
        data-keys="letters"
        value={word}
        onInput={(event) => setWord(event.currentTarget.value)}
      />
      <Refusal fault={fault} />
      <button type="submit" class="button button-ink member-cards-act">
        <span class="button-text">{words.find}</span>
      </button>
    </form>
  );
}

function Confirm({
  quoted: { view },
  onAttach,
  onOther,
}: {
  quoted: Quoted;
  onAttach: () => void;
  onOther: () => void;
}) {
  const { till, speech } = useCashier();
  const words = attachTexts[speech.value.locale];
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), []);
  const nameOf = (wallet: string) => {
    const name = till.hello.value?.wallets.find(({ id }) => id === wallet)?.name;
    return name ? speech.value.say(name) : wallet;
  };
  return (
    <div ref={place} class="member-cards">
      <p class="panel-text">{fill(words.whose, { name: view.name })}</p>
      <p class="attach-earns figures">
        {view.earned.length === 0 && words.nothing}
        {view.earned.map(({ wallet, points }) => (
          <span key={wallet}>
            {fill(words.earns, { wallet: nameOf(wallet), points: speech.value.points(points, wallet) })}
          </span>
        ))}
      </p>
      <p class="panel-text">{words.once}</p>
      <button type="button" class="button button-ink member-cards-act" onClick={onAttach}>
        <span class="button-text">{words.press}</span>
      </button>
      <Button class="member-cards-act" onPress={onOther}>
        {words.other}
      </Button>
    </div>
  );
}
