import { parseQuantity } from '../../model/numbers.ts';
import { useCashier } from '../context.ts';
import { Button } from '../parts.tsx';
import { Keypad } from './keypad.tsx';

export function QuantityPanel({ line }: { line: string }) {
  const { till, speech, actions } = useCashier();
  const { texts, say, quantity } = speech.value;
  const shown = till.sale.value?.lines.find(({ id }) => id === line);
  return (
    <>
      {shown && (
        <p class="panel-text">
          <b>{say(shown.name)}</b>, {quantity(shown.quantity)} {shown.byWeight ? texts.kilogram : texts.piece}
        </p>
      )}
      <Keypad
        label={texts.quantityTitle}
        action={texts.quantitySet}
        empty={null}
        isValid={(text) => parseQuantity(text) !== undefined}
        onEnter={(text) => {
          const typed = parseQuantity(text);
          if (typed !== undefined) void actions.setQuantity(line, typed);
        }}
      />
      <Button hotkey="⇧F2" onPress={() => actions.open({ kind: 'price', line })}>
        {texts.priceTitle}
      </Button>
    </>
  );
}
