import type { ErrorCode, errors } from '../../shared/protocol/errors.ts';
import { formatMoney } from '../../shared/i18n/format.ts';
import { fill } from '../../shared/i18n/page.ts';
import { pageMessages } from '../../shared/i18n/page-messages.ts';
import type { PageMessage } from '../../shared/i18n/page-messages.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { NoticeView, Params } from '../../shared/protocol/page.ts';
import { offeredCard } from './actions/changing.ts';
import { useCashier } from './context.ts';

const signs = { info: 'i', accepted: '✓', refused: '×', look: '!' } as const;

/** Side notices: what happened, what the till did about it, one action. They never cover the receipt. */
export function Notices() {
  const { till, speech, errorTexts } = useCashier();
  const { texts, locale } = speech.value;
  return (
    <div class="notices" role="log" aria-live="polite" aria-label={texts.attention}>
      {till.notices.value.map((notice) => {
        const { what, fix } = noticeWords(notice, locale, errorTexts.value);
        return (
          <div key={notice.id} class={`notice notice-${notice.tone}`}>
            <span class="notice-sign" aria-hidden="true">
              {signs[notice.tone]}
            </span>
            <p class="notice-words">
              <strong>{what}</strong> {fix}
            </p>
            <button
              type="button"
              class="notice-close"
              aria-label={texts.dismiss}
              title={texts.dismiss}
              onClick={() => till.dismiss(notice.id)}
            >
              ×
            </button>
            {notice.action && <Act notice={notice} action={notice.action} />}
          </div>
        );
      })}
    </div>
  );
}

function Act({ notice, action }: { notice: NoticeView; action: NonNullable<NoticeView['action']> }) {
  const { till, speech, actions } = useCashier();
  return (
    <button
      type="button"
      class="notice-act"
      onClick={() => {
        if (offeredCard(notice) !== null) return actions.register();
        till.dismiss(notice.id);
        // The till wrote both method and params: they fit each other.
        void till.run(action.method, action.params as Params<typeof action.method>);
      }}
    >
      {actionLabel(action.label, speech.value.locale)}
    </button>
  );
}

/** The registry's words: they come after the page stands. */
export type ErrorTexts = Pick<typeof errors, ErrorCode>;

/** A registered error or a message of the page's own catalogue, in two parts: what happened, and what about it. */
export function noticeWords(
  { code, args }: Pick<NoticeView, 'code' | 'args'>,
  locale: Locale,
  errorTexts: ErrorTexts | null,
): { what: string; fix: string } {
  const told = spoken(args, locale);
  const entry = errorTexts && Object.hasOwn(errorTexts, code) ? errorTexts[code as ErrorCode] : undefined;
  if (entry) return { what: fill(entry.text[locale], told), fix: fill(entry.fix[locale], told) };
  const message = Object.hasOwn(pageMessages, code) ? pageMessages[code as PageMessage] : undefined;
  return { what: message ? fill(message[locale], told) : code, fix: '' };
}

/** Sums among the arguments are told as sums: `amountMinor: 30000` is 300,00. */
function spoken(args: NoticeView['args'], locale: Locale): NoticeView['args'] {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      name.endsWith('Minor') && typeof value === 'number' ? formatMoney(value, locale) : value,
    ]),
  );
}

/** A label is a key of the page's messages; one the page does not know is shown as it came. */
export function actionLabel(label: string, locale: Locale): string {
  return Object.hasOwn(pageMessages, label) ? pageMessages[label as PageMessage][locale] : label;
}
