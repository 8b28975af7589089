import '../register.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { registerTexts } from '../../../shared/i18n/register-page.ts';
import type { Params } from '../../../shared/protocol/page.ts';
import type { Fault } from '../../bridge/fault.ts';
import { parseDay } from '../../model/day.ts';
import { useCashier } from '../context.ts';
import { Field } from '../parts.tsx';
import { answered, Refusal } from './refusal.tsx';
import { useScannedCard } from './scanned-card.ts';
import { stepsOf } from './steps.ts';

type Draft = { card: string; phone: string; name: string; birthday: string; consent: boolean };
type Part = keyof Draft;

/** What a refusal is about. */
const blamed: Partial<Record<string, Part>> = {
  'card.taken': 'card',
  'card.unfit': 'card',
  'card.replaced': 'card',
  'card.blocked': 'card',
  'member.phoneUnfit': 'phone',
  'member.noConsent': 'consent',
};

/** A new member in one press: card, and with their consent phone, name and birthday. `card`: of a notice that offered it. */
export function RegisterPanel({ card }: { card: string }) {
  const { till, speech, actions } = useCashier();
  const words = registerTexts[speech.value.locale];
  const [draft, setDraft] = useState<Draft>({ card, phone: '', name: '', birthday: '', consent: false });
  const [fault, setFault] = useState<Fault | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const focus = (part: Part) => form.current?.querySelector<HTMLInputElement>(`[name=${part}]`)?.focus();
  const birthday = parseDay(draft.birthday, till.status.value?.today ?? '');
  const isBirthdayWrong = draft.birthday.trim() !== '' && birthday === undefined;

  useEffect(() => focus(card === '' ? 'card' : 'phone'), []);
  useScannedCard((scanned) => {
    change({ card: scanned });
    focus('phone');
  });
  useGoneWithMember();

  const register = async () => {
    if (draft.card.trim().length < 4) return focus('card');
    if (isBirthdayWrong) return focus('birthday');
    const told = await answered(till.call('sale.register', joining(draft, birthday)));
    if ('answer' in told) return actions.open(null);
    setFault(told.fault);
    const part = blamed[told.fault.code];
    if (part) focus(part);
  };
  const steps = stepsOf(() => void register());
  const wrong = fault ? blamed[fault.code] : undefined;
  const field = (part: Exclude<Part, 'consent'>, keys: 'digits' | 'letters', isWrong = wrong === part) => (
    <Field
      label={words[part]}
      name={part}
      data-keys={keys}
      value={draft[part]}
      aria-invalid={isWrong}
      placeholder={part === 'card' ? words.cardHint : part === 'birthday' ? words.birthdayForm : ''}
      onInput={(event) => change({ [part]: event.currentTarget.value })}
    />
  );
  return (
    <form ref={form} class="registration" {...steps}>
      {field('card', 'digits')}
      {field('phone', 'digits')}
      {field('name', 'letters')}
      {field('birthday', 'digits', isBirthdayWrong)}
      {isBirthdayWrong && <p class="form-refusal">{words.birthdayWrong}</p>}
      <label class="consent">
        <input
          type="checkbox"
          name="consent"
          class="consent-tick"
          checked={draft.consent}
          aria-invalid={wrong === 'consent'}
          onChange={(event) => change({ consent: event.currentTarget.checked })}
        />
        <span>{words.consent}</span>
      </label>
      <p class="panel-hint">{words.consentWithout}</p>
      <Refusal fault={fault} />
      <button type="submit" class="button button-ink registration-send">
        <span class="button-text">{words.press}</span>
      </button>
    </form>
  );
}

/** What is empty is not told; with nothing told, a consent has nothing to hold. */
function joining({ card, phone, name, consent }: Draft, birthday: string | undefined): Params<'sale.register'> {
  const person = {
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(birthday === undefined ? {} : { birthday }),
  };
  return { card: card.trim(), ...(Object.keys(person).length === 0 ? {} : { person: { ...person, consent } }) };
}

/** Somebody else's card was shown meanwhile: then there is nobody to register. */
function useGoneWithMember(): void {
  const { till, actions } = useCashier();
  const member = till.sale.value?.member?.id;
  const before = useRef(member);
  useEffect(() => {
    if (member !== undefined && member !== before.current) actions.open(null);
    before.current = member;
  }, [member]);
}
