import '../shortcuts.css';
import { keyMeanings } from '../../../shared/i18n/key-meanings.ts';
import type { Text } from '../../../shared/loyalty/basics.ts';
import { useCashier } from '../context.ts';
import type { ShortcutKey } from '../keys.ts';

/** As printed on keyboards. */
const printed: Record<string, string> = {
  digits: '0–9',
  Escape: 'Esc',
  Arrows: '↑ ↓',
  Backspace: '⌫',
  'Ctrl+KeyL': 'Ctrl+L',
};

type Listed = Exclude<ShortcutKey, 'ArrowUp' | 'ArrowDown'> | 'Arrows' | 'digits' | '*';

/** Every key with its meaning: a key without one does not compile. */
const meanings: Record<Listed, Text> = keyMeanings;

export function KeysPanel() {
  const { speech } = useCashier();
  return (
    <dl class="shortcuts" tabIndex={0}>
      {Object.entries(meanings).map(([key, meaning]) => (
        <div key={key} class="shortcut">
          <dt>
            <kbd class="key">{printed[key] ?? key.replace('Shift+', '⇧')}</kbd>
          </dt>
          <dd>{speech.value.say(meaning)}</dd>
        </div>
      ))}
    </dl>
  );
}
