import { fill } from '../../shared/i18n/page.ts';
import { CameraButton } from './camera.tsx';
import { useCashier } from './context.ts';
import { Button } from './parts.tsx';

/**
 * Where everything typed goes: a code, a quantity, a sum, a name; the key pressed after it says which. It need not be focused:
 * a focused field would hide a slow scanner from the page.
 */
export function Entry() {
  const { till, screen, speech, actions } = useCashier();
  const { texts, quantity } = speech.value;
  const times = screen.times.value;
  const asked = screen.asked.value;
  const isPrice = till.priceCheck.value !== null;
  const label = asked?.label ?? (isPrice ? texts.entryPrice : texts.entry);
  return (
    <form
      class="entry"
      onSubmit={(event) => {
        event.preventDefault();
        actions.enter();
      }}
    >
      {times !== null && <span class="entry-times">{fill(texts.entryTimes, { n: quantity(times) })}</span>}
      <input
        class="entry-input"
        {...(asked?.isSecret ? ({ type: 'password' } as const) : ({ type: 'text' } as const))}
        aria-label={label}
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="go"
        value={screen.entry.value}
        onInput={(event) => (screen.entry.value = event.currentTarget.value)}
      />
      {!asked && !isPrice && (
        <span class="entry-hint" aria-hidden="true">
          {texts.entryHint}
        </span>
      )}
      <CameraButton />
      <Found />
    </form>
  );
}

/** Letters in the entry line look goods up by name; Enter takes the first. */
function Found() {
  const { found, screen, speech, actions } = useCashier();
  const goods = found.value;
  if (goods.length === 0) return null;
  return (
    <ul class="found">
      {goods.map((good) => (
        <li key={good.id}>
          <Button
            look="quiet"
            onPress={() => {
              screen.entry.value = '';
              actions.addGood(good);
            }}
          >
            <span class="found-name">{speech.value.say(good.name)}</span>
            <span class="found-price">{speech.value.sum(good.priceMinor)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
