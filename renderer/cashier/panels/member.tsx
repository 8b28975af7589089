import { useState } from 'preact/hooks';
import { identifierKind } from '../actions/changing.ts';
import { useCashier } from '../context.ts';
import { Field } from '../parts.tsx';
import { Keypad } from './keypad.tsx';

/** By phone or card number; and a new card in one step. */
export function MemberPanel() {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  const [word, setWord] = useState('');
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  const find = async (text: string) => {
    const value = digits(text);
    const found = await till.run('sale.identify', {
      by: identifierKind(value),
      value,
      ...(word.trim() === '' ? {} : { word }),
    });
    if (found) actions.open(null);
  };
  return (
    <>
      <Keypad
        whole
        label={texts.memberPhone}
        action={texts.memberFind}
        empty={null}
        isValid={(text) => digits(text).length >= 4}
        onEnter={(text) => void find(text)}
      />
      <Field label={texts.memberCodeWord} value={word} onInput={(event) => setWord(event.currentTarget.value)} />
      <Register />
    </>
  );
}

function Register() {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  const [card, setCard] = useState('');
  const isReady = card.trim().length >= 4;
  const register = async () => {
    const done = await till.run('sale.register', { card: card.trim() });
    if (done) actions.open(null);
  };
  return (
    <form
      class="register"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void register();
      }}
    >
      <h3 class="codes-title">{texts.memberRegister}</h3>
      <p class="panel-hint">{texts.memberRegisterHint}</p>
      <Field label={texts.memberCard} value={card} onInput={(event) => setCard(event.currentTarget.value)} />
      <button type="submit" class="button" disabled={!isReady}>
        <span class="button-text">{texts.memberRegister}</span>
      </button>
    </form>
  );
}
