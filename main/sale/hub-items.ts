import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { OpenItem } from '../../shared/protocol/feed.ts';
import type { ItemKind } from '../../shared/protocol/office.ts';
import type { AttentionView } from '../../shared/protocol/page.ts';
import type { Desk } from './desk.ts';

/** What a kind of item is to whoever is at the till. */
const codes: Readonly<Record<ItemKind, ErrorCode>> = {
  arithmetic: 'notice.itemDiffers',
  facts: 'notice.itemDiffers',
  limit: 'notice.itemLimit',
  overdraft: 'notice.itemOverdraft',
  duplicateGift: 'notice.itemGift',
  duplicateReturn: 'notice.itemReturn',
  unverifiedReturn: 'notice.itemUnverifiedReturn',
  quarantined: 'notice.itemUnread',
  backlog: 'notice.itemBacklog',
  clock: 'notice.itemClock',
  branch: 'notice.itemCopy',
  olderLife: 'notice.itemCopy',
  unchained: 'notice.itemHole',
  duplicateCard: 'notice.itemCard',
  replacedTwice: 'notice.itemCardTwice',
  notAttached: 'notice.itemNotAttached',
  foreignLease: 'notice.itemLease',
  selfShare: 'notice.itemShare',
  unanswered: 'notice.itemUnanswered',
  signature: 'notice.itemSignature',
};
/** These tell the number of their receipt. */
const ofReceipts: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'notice.itemDiffers',
  'notice.itemLimit',
  'notice.itemOverdraft',
  'notice.itemGift',
  'notice.itemReturn',
]);
/** Of a receipt of an earlier life of the till. */
const noNumber = '—';

/** What is open at the hub about this till. Items that read the same are one, of the latest moment. */
export function hubItems(desk: Desk): AttentionView[] {
  const { replica, till } = desk.deps;
  const own = replica.list('item').filter((item) => item.till === till);
  const views = own.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).map((item) => view(desk, item));
  return [...new Map(views.map((each) => [each.id, each])).values()];
}

function view({ deps: { journal }, around }: Desk, { kind, at, receipt }: OpenItem): AttentionView {
  const code = codeOf(kind);
  const shown = { code, at: around.momentOf(Date.parse(at)), action: null };
  if (!ofReceipts.has(code)) return { id: `item:${code}`, args: {}, ...shown };
  const number = (receipt !== null && journal.receipt(receipt)?.body.number) || noNumber;
  return { id: `item:${code}:${number}`, args: { number }, ...shown };
}

/** Newer hubs may know more kinds. */
function codeOf(kind: string): ErrorCode {
  return Object.hasOwn(codes, kind) ? codes[kind as ItemKind] : 'notice.itemOther';
}
