import '../cards.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../../shared/i18n/fill.ts';
import { searchTexts } from '../../../shared/i18n/search-page.ts';
import type { FoundReceipts, Params } from '../../../shared/protocol/page.ts';
import type { SoldReceipt } from '../../../shared/protocol/sold.ts';
import type { Fault } from '../../bridge/fault.ts';
import { parseDay } from '../../model/day.ts';
import { useCashier } from '../context.ts';
import { Field } from '../parts.tsx';
import { answered, Refusal } from './refusal.tsx';
import { stepsOf } from './steps.ts';

type Who = Omit<Params<'return.search'>, 'day'>;

/** Goods come back and the receipt is lost: receipts of a day by card or phone, of the member who is on the open receipt where nothing is typed. */
export function SearchPanel() {
  const { till, speech, actions } = useCashier();
  const words = searchTexts[speech.value.locale];
  const [found, setFound] = useState<(FoundReceipts & { who: Who }) | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const find = async (who: Who, day: string) => {
    const told = await answered(till.call('return.search', { ...who, day }));
    setFault('fault' in told ? told.fault : null);
    setFound('answer' in told ? { ...told.answer, who } : null);
  };
  const open = async (receipt: string) => {
    // Scanned for this alone, they are not the next buyer.
    if (found?.who.by === 'open' && till.sale.peek()?.lines.length === 0) await till.run('sale.cancel', {});
    await actions.findReceipt(receipt);
  };
  const place = useRef<HTMLUListElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), [found]);
  return (
    <div class="member-cards">
      <Search fault={fault} onFind={(who, day) => void find(who, day)} />
      <p class="panel-text" role="status">
        {found?.receipts.length === 0 && `${words.none} `}
        {found && !found.isWhole && words.ownOnly}
      </p>
      <ul ref={place} class="cards">
        {found?.receipts.map((receipt) => (
          <Found key={receipt.receipt} receipt={receipt} onOpen={() => void open(receipt.receipt)} />
        ))}
      </ul>
    </div>
  );
}

function Search({ fault, onFind }: { fault: Fault | null; onFind: (who: Who, day: string) => void }) {
  const { till, speech } = useCashier();
  const words = searchTexts[speech.value.locale];
  const today = till.status.value?.today ?? '';
  const [number, setNumber] = useState('');
  const [written, setWritten] = useState(today.split('-').toReversed().join('.'));
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: string) => form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();
  useEffect(() => focus('number'), [fault]);
  const member = till.sale.value?.member;
  const day = parseDay(written, today);
  const find = () => {
    const value = number.replaceAll(/\D/g, '');
    if (value === '' && !member) return focus('number');
    if (day === undefined) return focus('day');
    onFind(value === '' ? { by: 'open', value } : { by: 'number', value }, day);
  };
  return (
    <form ref={form} class="member-cards" {...stepsOf(find)}>
      <p class="panel-text">{member ? fill(words.hintMember, { name: member.name }) : words.hint}</p>
      <Field
        label={words.number}
        name="number"
        data-keys="digits"
        value={number}
        aria-invalid={fault !== null}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <Field
        label={words.day}
        name="day"
        data-keys="digits"
        placeholder={words.dayForm}
        value={written}
        aria-invalid={day === undefined}
        onInput={(event) => setWritten(event.currentTarget.value)}
      />
      {day === undefined && <p class="form-refusal">{words.dayWrong}</p>}
      <Refusal fault={fault} />
      <button type="submit" class="button button-ink member-cards-act">
        <span class="button-text">{words.find}</span>
      </button>
    </form>
  );
}

function Found({
  receipt: { number, at, dueMinor, till, lines },
  onOpen,
}: {
  receipt: SoldReceipt;
  onOpen: () => void;
}) {
  const { locale, money } = useCashier().speech.value;
  return (
    <li class="card">
      <button type="button" class="card-words card-open" onClick={onOpen}>
        <b>
          № {number} · {money(dueMinor)}
        </b>
        <small>
          {at.slice(11, 16)} · {till} · {fill(searchTexts[locale].lines, { n: lines })}
        </small>
      </button>
    </li>
  );
}
