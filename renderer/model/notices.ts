import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { ErrorArgs } from '../../shared/protocol/errors.ts';
import type { NoticeView } from '../../shared/protocol/page.ts';

const most = 3;
const passingMs = 5000;

/** Side notices: the till's own, and refusals of what the page asked. */
export type Notices = {
  notices: Signal<readonly NoticeView[]>;
  show: (notice: NoticeView) => void;
  /** A command was refused. */
  refuse: (code: string, args: ErrorArgs) => void;
  dismiss: (id: string) => void;
  /** The next scan answers a refusal better than a button. */
  forgetRefusals: () => void;
  /** Another receipt: what was said of the last one, and asks for nothing, has been said. */
  forgetReceipt: () => void;
  /** Told of each notice as it comes, for the sound. */
  onNotice: (listener: (notice: NoticeView) => void) => () => void;
};

/** What only informs passes by itself; what was refused or must be looked at stays until it is put away or three came after it. */
export function createNotices(): Notices {
  const notices = signal<readonly NoticeView[]>([]);
  const listeners = new Set<(notice: NoticeView) => void>();
  let refusals = 0;

  const keep = (isKept: (notice: NoticeView) => boolean) => {
    const kept = notices.peek().filter(isKept);
    if (kept.length < notices.peek().length) notices.value = kept;
  };
  const dismiss = (id: string) => keep((each) => each.id !== id);
  const show = (notice: NoticeView) => {
    notices.value = [...notices.peek().filter((each) => each.id !== notice.id), notice].slice(-most);
    for (const listener of listeners) listener(notice);
    const passes = notice.action === null && (notice.tone === 'accepted' || notice.tone === 'info');
    if (passes) setTimeout(() => dismiss(notice.id), passingMs);
  };
  return {
    notices,
    show,
    dismiss,
    refuse(code, args) {
      refusals += 1;
      show({ id: `page-${refusals}`, tone: 'refused', code, args, action: null });
    },
    forgetRefusals: () => keep(({ tone, action }) => tone !== 'refused' || action !== null),
    forgetReceipt: () => keep(({ action }) => action !== null),
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
