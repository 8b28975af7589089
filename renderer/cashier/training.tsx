import './training.css';
import { trainingTexts } from '../../shared/i18n/training.ts';
import { useCashier } from './context.ts';
import { Button } from './parts.tsx';

/** Over everything while somebody practises: nobody takes this till for the real one. */
export function TrainingBanner() {
  const { speech, actions } = useCashier();
  const words = trainingTexts[speech.value.locale];
  return (
    <aside class="training" aria-label={words.title}>
      <strong class="training-title">{words.title}</strong>
      <span class="training-told">{words.told}</span>
      <Button hotkey="Ctrl+F12" onPress={() => actions.endTraining()}>
        {words.end}
      </Button>
    </aside>
  );
}
