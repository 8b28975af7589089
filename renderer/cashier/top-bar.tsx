import { ageText, fill } from '../../shared/i18n/page.ts';
import { tellFault } from '../../shared/i18n/devices.ts';
import type { DeviceView } from '../../shared/protocol/devices.ts';
import type { StatusView } from '../../shared/protocol/page.ts';
import { useCashier } from './context.ts';
import type { Speech } from './context.ts';

/** Who, where, and whether everything is connected. One quiet line. */
export function TopBar() {
  const { till, speech } = useCashier();
  const hello = till.hello.value;
  const status = till.status.value;
  const { texts } = speech.value;
  return (
    <header class="top">
      <div class="brand">
        <Mark />
        <span class="brand-shop">{hello?.shop.name ?? 'Kopilka'}</span>
        {hello && <span class="brand-till">{hello.till}</span>}
      </div>
      {status && (
        <div class="top-state" role="group">
          <LinkState status={status} isLost={till.link.value === 'lost'} />
          <Device name={texts.printer} device={status.printer} />
          <Device name={texts.scanner} device={status.scanner} absent={texts.scannerKeyboard} />
          {status.fiscal.state !== 'absent' && <Device name={texts.fiscal} device={status.fiscal} />}
          {status.display.state === 'fault' && <Device name={texts.display} device={status.display} />}
          {status.scale.state === 'fault' && <Device name={texts.scale} device={status.scale} />}
          <AttentionBadge />
        </div>
      )}
      <Person />
    </header>
  );
}

/** Who is here, and how they like the screen. */
function Person() {
  const { till, screen, speech, actions } = useCashier();
  const { texts, locale } = speech.value;
  const cashier = till.status.value?.cashier;
  const otherLocale = locale === 'ru' ? 'en' : 'ru';
  const isDark = screen.theme.value === 'dark';
  return (
    <div class="top-person">
      {cashier && (
        <button
          type="button"
          class="top-button top-cashier"
          aria-label={`${cashier.name}: ${texts.signOut}`}
          aria-keyshortcuts="Control+L"
          title={`${texts.signOut} (Ctrl+L)`}
          onClick={() => actions.lock()}
        >
          <span class="top-cashier-name">{cashier.name}</span>
        </button>
      )}
      {till.hello.value?.demo && (
        <button
          type="button"
          class="top-button"
          aria-pressed={screen.demoShown.value}
          onClick={() => {
            screen.demoShown.value = !screen.demoShown.value || screen.panel.value !== null;
            actions.open(null);
          }}
        >
          {texts.demoTitle}
        </button>
      )}
      <button
        type="button"
        class="top-button top-icon"
        aria-label={texts.keysTitle}
        aria-keyshortcuts="Shift+F1"
        title={`${texts.keysTitle} (Shift+F1)`}
        onClick={() => actions.toggle({ kind: 'keys' })}
      >
        <span aria-hidden="true">?</span>
      </button>
      <button
        type="button"
        class="top-button top-icon"
        aria-label={isDark ? texts.themeLight : texts.themeDark}
        title={isDark ? texts.themeLight : texts.themeDark}
        onClick={() => (screen.theme.value = isDark ? 'light' : 'dark')}
      >
        <span class="theme-mark" aria-hidden="true" />
      </button>
      <button
        type="button"
        class="top-button top-icon"
        lang={otherLocale}
        aria-label={`${otherLocale.toUpperCase()}: ${texts.language}`}
        title={texts.language}
        onClick={() => void switchLocale()}
      >
        {otherLocale.toUpperCase()}
      </button>
    </div>
  );

  async function switchLocale() {
    await till.run('page.setLocale', { locale: otherLocale });
    const next = await till.run('page.hello', {});
    if (next) till.hello.value = next;
  }
}

/** A piggy bank from the front: snout and slot. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" class="mark-ground" />
      <rect x="11" y="6" width="10" height="2.6" rx="1.3" class="mark-coin" />
      <ellipse cx="16" cy="18.5" rx="10" ry="7.5" class="mark-coin" />
      <ellipse cx="12.4" cy="18.5" rx="1.9" ry="2.9" class="mark-ground" />
      <ellipse cx="19.6" cy="18.5" rx="1.9" ry="2.9" class="mark-ground" />
    </svg>
  );
}

function LinkState({ status, isLost }: { status: StatusView; isLost: boolean }) {
  const { speech, actions } = useCashier();
  const { texts } = speech.value;
  const calm = !isLost && status.hub.state === 'online';
  return (
    <button
      type="button"
      class={`top-button state state-${isLost ? 'lost' : status.hub.state}`}
      onClick={() => actions.toggle({ kind: 'link' })}
    >
      <span class={`dot ${calm ? 'dot-full' : 'dot-half'}`} aria-hidden="true" />
      <span class="state-words" aria-live="polite">
        {isLost ? texts.lost : linkWords(status, speech.value)}
      </span>
    </button>
  );
}

export function linkWords({ hub }: StatusView, { texts }: Pick<Speech, 'texts'>): string {
  const words = [texts[hub.state]];
  if (hub.state !== 'online' && hub.ageMs !== null) words.push(fill(texts.dataAge, { age: ageText(hub.ageMs, texts) }));
  if (hub.waiting > 0) words.push(fill(texts.waitingCount, { count: hub.waiting }));
  if (hub.clockOffMs !== null) words.push(texts.clockWrong);
  return words.join(' · ');
}

export const deviceDots = { ready: 'dot-full', opening: 'dot-half', absent: 'dot-none', fault: 'dot-half' };

export function deviceStateText({ state }: DeviceView, texts: Speech['texts']): string {
  return {
    ready: texts.deviceReady,
    opening: texts.deviceOpening,
    absent: texts.deviceAbsent,
    fault: texts.deviceFault,
  }[state];
}

/** `absent`: what stands in for a device that is not there; a scanner may always type like a keyboard. */
function Device({ name, device, absent }: { name: string; device: DeviceView; absent?: string }) {
  const { speech } = useCashier();
  const { texts, locale } = speech.value;
  const told = deviceStateText(device, texts);
  const state = device.state === 'absent' ? (absent ?? told) : told;
  const title = device.reason === null ? `${name}: ${state}` : tellFault(device.reason, locale);
  return (
    <span class={`state state-device state-${device.state}`} title={title}>
      <span class={`dot ${deviceDots[device.state]}`} aria-hidden="true" />
      <span class="state-words">
        {name}
        <span class={device.state === 'ready' || device.state === 'absent' ? 'state-detail' : ''}>
          {' '}
          {state}
          {device.pendingJobs > 0 && <span class="state-jobs"> · {fill(texts.jobs, { n: device.pendingJobs })}</span>}
        </span>
      </span>
    </span>
  );
}

function AttentionBadge() {
  const { lists, speech, actions } = useCashier();
  const count = lists.value?.attention.value?.length ?? 0;
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="top-button state state-attention"
      onClick={() => actions.toggle({ kind: 'attention' })}
    >
      <span class="dot dot-half" aria-hidden="true" />
      <span class="state-words">
        {speech.value.texts.attention} {count}
      </span>
    </button>
  );
}
