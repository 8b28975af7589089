import { ageText, clockText } from '../../../shared/i18n/page.ts';
import { useCashier } from '../context.ts';

/** What being offline means, told calmly; and in a demo the plug itself. */
export function LinkPanel() {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  const hub = till.status.value?.hub;
  if (!hub) return null;
  return (
    <>
      <p class="panel-text">{hub.state === 'online' ? texts.linkOnline : texts.linkOffline}</p>
      {hub.clockOffMs !== null && <p class="panel-text">{clockText(hub.clockOffMs, texts)}</p>}
      <dl class="facts">
        <dt>{texts.linkAge}</dt>
        <dd>{hub.ageMs === null ? texts.noData : ageText(hub.ageMs, texts)}</dd>
        <dt>{texts.linkWaiting}</dt>
        <dd>{hub.waiting}</dd>
        {hub.oldestWaitingMs !== null && (
          <>
            <dt>{texts.linkOldest}</dt>
            <dd>{ageText(hub.oldestWaitingMs, texts)}</dd>
          </>
        )}
      </dl>
      <Plug />
    </>
  );
}

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
