import './touch-keys.css';
import { useEffect, useState } from 'preact/hooks';
import { registerTexts } from '../../shared/i18n/register-page.ts';
import { useCashier } from './context.ts';

const letters = {
  ru: ['йцукенгшщзхъ', 'фывапролджэё', 'ячсмитьбю-'],
  en: ['qwertyuiop', "asdfghjkl'", 'zxcvbnm-'],
} as const;
const digits = ['1234567890,+'];

/** Keys for a field that a finger chose, in the place of the keys that the receipt has no use for meanwhile. */
export function TouchKeys() {
  const { screen, speech } = useCashier();
  const { texts, locale } = speech.value;
  const words = registerTexts[locale];
  const [alphabet, setAlphabet] = useState(locale);
  const isLetters = screen.touchKeys.value === 'letters';
  // The panel gave up some of its height: its field stays in sight.
  useEffect(() => field()?.scrollIntoView({ block: 'nearest' }), [isLetters]);
  const rows = isLetters ? letters[alphabet] : digits;
  const last = rows.length - 1;
  return (
    // The field that is typed into keeps the focus.
    <div
      class={`touch-keys ${isLetters ? '' : 'touch-digits'}`}
      role="group"
      aria-label={isLetters ? words.letters : words.digits}
      onMouseDown={keepFocus}
    >
      {rows.map((row, index) => (
        <div key={row} class="touch-row">
          {Array.from(row, (letter) => (
            <Key key={letter} label={letter} press={() => type(letter)} />
          ))}
          {index === last && <Key label="⌫" name={texts.erase} press={erase} />}
          {!isLetters && <Key label="↵" name={words.taken} press={goOn} />}
        </div>
      ))}
      {isLetters && (
        <div class="touch-row">
          <Key label={alphabet === 'ru' ? 'ABC' : 'АБВ'} press={() => setAlphabet(alphabet === 'ru' ? 'en' : 'ru')} />
          <Key label={words.space} press={() => type(' ')} isWide />
          <Key label="↵" name={words.taken} press={goOn} />
        </div>
      )}
    </div>
  );
}

type KeyProps = { label: string; name?: string; press: () => void; isWide?: boolean };

function Key({ label, name, press, isWide = false }: KeyProps) {
  return (
    <button
      type="button"
      class={`touch-key ${isWide ? 'touch-wide' : ''}`}
      tabIndex={-1}
      aria-label={name ?? label}
      onClick={press}
    >
      {label}
    </button>
  );
}

const keepFocus = (event: MouseEvent) => event.preventDefault();

function field(): HTMLInputElement | null {
  const active = document.activeElement;
  return active instanceof HTMLInputElement ? active : null;
}

/** Names begin with a capital. */
function type(character: string): void {
  const input = field();
  if (!input) return;
  if (input.maxLength >= 0 && input.value.length >= input.maxLength) return;
  const before = input.value.slice(0, input.selectionStart ?? 0);
  const isFirst = before === '' || /[\s-]$/.test(before);
  put(input, isFirst ? character.toUpperCase() : character, input.selectionStart ?? 0);
}

function erase(): void {
  const input = field();
  if (!input) return;
  const [from, to] = [input.selectionStart ?? 0, input.selectionEnd ?? 0];
  put(input, '', from === to ? Math.max(0, from - 1) : from);
}

function put(input: HTMLInputElement, text: string, from: number): void {
  input.setRangeText(text, from, input.selectionEnd ?? from, 'end');
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** As Enter does: a form that takes no steps of its own is sent, and the field is left. */
function goOn(): void {
  const input = field();
  if (!input?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))) return;
  input.form?.requestSubmit();
  input.blur();
}
