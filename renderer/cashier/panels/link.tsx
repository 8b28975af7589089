import { ageText, clockText } from '../../../shared/i18n/page.ts';
import type { PageTexts } from '../../../shared/i18n/page.ts';
import type { StatusView } from '../../../shared/protocol/page.ts';
import { useCashier } from '../context.ts';
import { lazily } from '../lazily.tsx';

const Plug = lazily(() => import('./plug.tsx').then(({ Plug: Loaded }) => Loaded));

/** What being offline means, told calmly; and in a demo the plug itself. */
export function LinkPanel() {
  const { till, speech } = useCashier();
  const { texts } = speech.value;
  const hub = till.status.value?.hub;
  if (!hub) return null;
  return (
    <>
      <p class="panel-text">{textOf(hub.state, texts)}</p>
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

function textOf(state: StatusView['hub']['state'], texts: PageTexts): string {
  if (state === 'online') return texts.linkOnline;
  return state === 'catchingUp' ? texts.linkCatchingUp : texts.linkOffline;
}
