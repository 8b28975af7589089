import { useCashier } from '../context.ts';
import '../demo.css';

/** The demo's real network switch between till and hub. */
export function Plug() {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  const on = till.status.value?.network ?? null;
  if (on === null) return null;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      class={`plug ${on ? 'plug-on' : 'plug-off'}`}
      onClick={() => void till.run('demo.setNetwork', { on: !on })}
    >
      <span class="plug-track" aria-hidden="true">
        <span class="plug-knob" />
      </span>
      <span class="plug-words">
        <b>{on ? texts.plugIn : texts.plugOut}</b>
        <span>{on ? texts.plugPull : texts.plugPush}</span>
      </span>
    </button>
  );
}
