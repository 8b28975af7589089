import { useLayoutEffect } from 'preact/hooks';
import { useCashier } from '../context.ts';

type KeypadProps = {
  label: string;
  action: string;
  /** What stands for nothing typed; null when something must be typed. */
  empty: string | null;
  /** The value as typed is good to go. */
  isValid: (text: string) => boolean;
  onEnter: (text: string) => void;
  /** Digits and `+` only: codes and phones. */
  whole?: boolean;
  /** A PIN: digits only, none of them shown. */
  secret?: boolean;
};

/**
 * Asks for a number, by keys or by fingers. It shows the entry line rather than hold a field of its own: a scan goes to the sale
 * while it is open.
 */
export function Keypad({ label, action, empty, isValid, onEnter, whole = false, secret = false }: KeypadProps) {
  const { screen, speech, actions } = useCashier();
  const text = screen.entry.value;
  const isReady = (typed: string) => (typed === '' ? empty !== null : isValid(typed));
  // With the panel itself, not a frame later: an Enter that follows at once must find it.
  useLayoutEffect(() => {
    screen.asked.value = { label, isReady, enter: onEnter, isSecret: secret };
  });
  useLayoutEffect(
    () => () => {
      screen.asked.value = null;
      screen.entry.value = '';
    },
    [screen],
  );
  const comma = speech.value.locale === 'ru' ? ',' : '.';
  const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', secret ? '' : whole ? '+' : comma, '0', '⌫'];
  return (
    <div class={`keypad ${secret ? 'keypad-secret' : ''}`}>
      <span class="field-label" id="keypad-label">
        {label}
      </span>
      <output
        class={`keypad-value ${text === '' ? 'keypad-empty' : ''} ${text === '' || isReady(text) ? '' : 'keypad-wrong'}`}
        aria-labelledby="keypad-label"
      >
        {text === '' ? (empty ?? '\u00A0') : secret ? '•'.repeat(text.length) : text}
      </output>
      <div class="keypad-keys">
        {keys.map((key) =>
          key === '' ? (
            <span key={key} />
          ) : (
            <button
              key={key}
              type="button"
              class="keypad-key"
              aria-label={key === '⌫' ? speech.value.texts.erase : key}
              onClick={() => (key === '⌫' ? actions.erase() : actions.type(key))}
            >
              {key}
            </button>
          ),
        )}
      </div>
      <button
        type="button"
        class="button button-ink"
        disabled={!isReady(text.trim())}
        aria-keyshortcuts="Enter"
        onClick={() => actions.enter()}
      >
        <kbd class="key">Enter</kbd>
        <span class="button-text">{action}</span>
      </button>
    </div>
  );
}
