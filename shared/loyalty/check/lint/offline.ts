import { formatMoney } from '../../../i18n/format.ts';
import type { Text } from '../../basics.ts';
import type { Floor, Programme } from '../../programme/schema.ts';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';

/** Of full receipts: what a till, and one member at it, may sensibly risk before the hub hears of it. */
const tillReceipts = 20;
const memberReceipts = 5;
/** Three days: a weekend and a holiday. */
const sensibleHours = 72;

/** What tills may spend that nobody vouches for, against what one receipt is trusted with; with the money it puts at risk. */
export function checkOffline(programme: Programme): Finding[] {
  const { floor = [], rights, snapshotHours = 0 } = programme.offline ?? {};
  const risks = floor.flatMap((each, index) => ofFloor(programme, each, ['offline', 'floor', index]));
  const isOld = snapshotHours > sensibleHours && (floor.length > 0 || rights === true);
  return [
    ...risks,
    ...(rights === true ? ofRights(programme, floor) : []),
    ...(isOld ? [finding('offline.oldData', ['offline', 'snapshotHours'], { hours: snapshotHours })] : []),
  ];
}

function ofFloor(programme: Programme, floor: Floor, path: (string | number)[]): Finding[] {
  const { wallet, receiptPoints, memberPoints, tillPoints, redemptions } = floor;
  const risked = (points: number, most: number) => ({
    wallet,
    receipts: Math.floor(points / receiptPoints),
    most,
    money: money(programme, worthMinor(programme, wallet, points)),
  });
  const till = Math.min(tillPoints, redemptions * receiptPoints);
  const member = Math.min(till, memberPoints);
  return [
    ...(till > tillReceipts * receiptPoints
      ? [finding('offline.tillHigh', [...path, 'tillPoints'], risked(till, tillReceipts))]
      : []),
    ...(member > memberReceipts * receiptPoints
      ? [finding('offline.memberHigh', [...path, 'memberPoints'], risked(member, memberReceipts))]
      : []),
  ];
}

/** Rights whose worth the programme itself tells: a sum off, or a gift that so many points are asked for. */
function ofRights(programme: Programme, floor: readonly Floor[]): Finding[] {
  const trusted = Math.max(0, ...floor.map((each) => worthMinor(programme, each.wallet, each.receiptPoints)));
  return [...worths(programme)]
    .filter(([, minor]) => minor > trusted)
    .map(([promotion, minor]) =>
      finding('offline.rightHigh', ['offline', 'rights'], {
        promotion,
        money: money(programme, minor),
        trusted: money(programme, trusted),
      }),
    );
}

function worths(programme: Programme): Map<string, number> {
  const found = new Map<string, number>();
  const note = (promotion: string, minor: number) => found.set(promotion, Math.max(minor, found.get(promotion) ?? 0));
  for (const { id, when, give } of programme.promotions) {
    if (when?.entitlement === true && give.kind === 'basketAmount') note(id, give.amountMinor);
  }
  for (const { wallet, points, give } of programme.rewards ?? []) {
    for (const grant of give) if (grant.kind === 'gift') note(grant.promotion, worthMinor(programme, wallet, points));
  }
  return found;
}

function worthMinor({ wallets }: Programme, id: string, points: number): number {
  const wallet = wallets.find((each) => each.id === id);
  const minor = wallet ? Math.round((points * wallet.worthMinor) / 10 ** wallet.scale) : 0;
  return Math.min(minor, Number.MAX_SAFE_INTEGER);
}

function money({ currency }: Programme, minor: number): Text {
  return { ru: `${formatMoney(minor, 'ru')} ${currency}`, en: `${currency} ${formatMoney(minor, 'en')}` };
}
