import '../devices.css';
import { devicePageTexts } from '../../../shared/i18n/device-page.ts';
import { useEffect, useState } from 'preact/hooks';
import { tellWeight } from '../../../shared/i18n/device-words.ts';
import type { WeightView } from '../../../shared/protocol/devices.ts';
import type { GoodView } from '../../../shared/protocol/page.ts';
import { parseQuantity } from '../../model/numbers.ts';
import { useCashier } from '../context.ts';
import { Keypad } from './keypad.tsx';

const askAgainMs = 700;

/** How much of a good: what the scale says while the good lies on it, or what is typed. */
export function WeighPanel({ good }: { good: GoodView }) {
  const { speech, actions } = useCashier();
  const { say, quantity, locale } = speech.value;
  const words = devicePageTexts[speech.value.locale];
  const weight = useWeight();
  const grams = weight?.kind === 'weight' && weight.grams > 0 ? weight.grams : null;
  const isUntold = weight === null || weight.kind === 'none' || (weight.kind === 'weight' && grams === null);
  const hint = grams !== null ? words.weighTaken : isUntold ? words.weighHint : tellWeight(weight, locale);
  const ring = (thousandths: number | null | undefined) => {
    if (thousandths) void actions.addWeighed(good.id, thousandths);
  };
  return (
    <>
      <p class="panel-text">
        <b>{say(good.name)}</b>
      </p>
      <p class="device-told" role="status">
        {hint}
      </p>
      <Keypad
        label={words.weighKilograms}
        action={words.weighAction}
        empty={grams === null ? null : quantity(grams)}
        isValid={(text) => parseQuantity(text) !== undefined}
        onEnter={(text) => ring(text === '' ? grams : parseQuantity(text))}
      />
    </>
  );
}

/** Asks the scale for as long as somebody looks; a till without one is asked once. */
function useWeight(): WeightView | null {
  const { till } = useCashier();
  const [weight, setWeight] = useState<WeightView | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async () => {
      const read = await till.run('scale.read', {});
      if (isOver || !read) return;
      setWeight(read);
      if (read.kind !== 'none') timer = setTimeout(() => void ask(), askAgainMs);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [till]);
  return weight;
}
