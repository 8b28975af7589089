import '../register.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { registerTexts } from '../../../shared/i18n/register-page.ts';
import type { FoundMember } from '../../../shared/protocol/page.ts';
import type { Fault } from '../../bridge/fault.ts';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';
import { answered, Refusal } from './refusal.tsx';
import { stepsOf } from './steps.ts';

/** Who has neither card nor phone at hand: by the tail of the card, which an old receipt shows, and their name. */
export function FindPanel() {
  const { till, speech, actions } = useCashier();
  const words = registerTexts[speech.value.locale];
  const [tail, setTail] = useState('');
  const [name, setName] = useState('');
  const [found, setFound] = useState<FoundMember[]>([]);
  const [fault, setFault] = useState<Fault | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const find = async () => {
    const told = await answered(till.call('member.find', { tail, name }));
    setFault('fault' in told ? told.fault : null);
    setFound('answer' in told ? told.answer.members : []);
  };
  const choose = async (value: string) => {
    const told = await answered(till.call('sale.identify', { by: 'member', value }));
    if ('fault' in told) setFault(told.fault);
    else actions.open(null);
  };
  const steps = stepsOf(() => void find());
  return (
    <>
      <form ref={form} class="find" {...steps}>
        <Field
          label={words.tail}
          data-keys="digits"
          value={tail}
          onInput={(event) => setTail(event.currentTarget.value)}
        />
        <Field
          label={words.nameBegins}
          data-keys="letters"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Refusal fault={fault} />
        <button type="submit" class="button button-ink">
          <span class="button-text">{words.find}</span>
        </button>
      </form>
      <div role="status">{found.length > 1 && <p class="panel-hint">{words.found}</p>}</div>
      <ul class="cards">
        {found.map((member) => (
          <li key={member.id}>
            <Button class="found-member" onPress={() => void choose(member.id)}>
              <b>{member.name}</b> <span class="figures">{member.tail}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
