import { useState } from 'preact/hooks';
import { useCashier } from '../context.ts';
import { Button, Field } from '../parts.tsx';
import { Keypad } from './keypad.tsx';

/** By phone or card number, by card tail and name; or somebody new. */
export function MemberPanel() {
  const { till, speech, actions } = useCashier();
  const { texts } = speech.value;
  const [word, setWord] = useState('');
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  const find = async (text: string) => {
    const value = digits(text);
    const found = await till.run('sale.identify', {
      by: 'number',
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
      <Field
        label={texts.memberCodeWord}
        data-keys="letters"
        value={word}
        onInput={(event) => setWord(event.currentTarget.value)}
      />
      <Button onPress={() => actions.open({ kind: 'find' })}>{texts.memberByTail}</Button>
      {till.sale.value?.member && (
        <>
          <Button hotkey="⇧F4" onPress={() => actions.cards()}>
            {texts.cardsTitle}
          </Button>
          <Button hotkey="⇧F5" onPress={() => actions.wishes()}>
            {texts.wishesTitle}
          </Button>
        </>
      )}
      <Button hotkey="⇧F3" onPress={() => actions.register()}>
        {texts.memberRegister}
      </Button>
    </>
  );
}
