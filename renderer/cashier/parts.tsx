import type { ComponentChildren, JSX } from 'preact';
import { useCashier } from './context.ts';

type ButtonProps = {
  /** As printed on the button: `F4`. */
  hotkey?: string;
  look?: 'plain' | 'ink' | 'accent' | 'quiet';
  disabled?: boolean;
  onPress: () => void;
  children: ComponentChildren;
  class?: string;
};

/** A button with its key on it. Pressing gives the cursor back to the entry line unless a panel took it. */
export function Button({ hotkey, look = 'plain', disabled = false, onPress, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button button-${look} ${rest.class ?? ''}`}
      disabled={disabled}
      aria-keyshortcuts={hotkey?.replace('⇧', 'Shift+')}
      onClick={onPress}
    >
      {hotkey !== undefined && <kbd class="key">{hotkey}</kbd>}
      <span class="button-text">{children}</span>
    </button>
  );
}

/** A sum whose kopecks stand back. */
export function Sum({ amountMinor, currency = false }: { amountMinor: number; currency?: boolean }) {
  const { speech } = useCashier();
  const text = speech.value.sum(amountMinor);
  const cut = text.length - 3;
  return (
    <span class="sum">
      {text.slice(0, cut)}
      <span class="sum-minor">{text.slice(cut)}</span>
      {currency && <span class="sum-currency">{'\u00A0₽'}</span>}
    </span>
  );
}

/** What is known, a name and its value a row. */
export function Facts({ rows, ...rest }: { rows: readonly (readonly [string, string])[]; class?: string }) {
  return (
    <dl class={`facts ${rest.class ?? ''}`}>
      {rows.map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: { value: string; name: string }[];
  onChange: (value: string) => void;
};

/** One of several, with its name above it. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select class="field-input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}

type FieldProps = { label: string; 'data-first'?: boolean; 'data-keys'?: 'digits' | 'letters' };

/** A field with its name above it. `data-keys`: which keys of the page a finger finds for it, in place of the system's own. */
export function Field({ label, ...input }: FieldProps & JSX.IntrinsicElements['input']) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <input
        class="field-input"
        autocomplete="off"
        spellcheck={false}
        {...(input['data-keys'] ? { inputmode: 'none' as const } : {})}
        {...input}
      />
    </label>
  );
}
