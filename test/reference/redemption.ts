import type { Lot } from '../../shared/loyalty/basics.ts';
import type { Wallet } from '../../shared/loyalty/programme/wallet.ts';
import { atLeastZero, big, compare, down, least, shareOut, total } from './arithmetic.ts';
import { isBefore } from './calendar.ts';
import { isStrong } from './conditions.ts';
import { matches } from './goods.ts';
import { isGiven, leftOf, roomOf } from './state.ts';
import type { Line, Sale } from './state.ts';

/** Phase 7: points pay, wallet by wallet in the programme's order. */
export function redemption(sale: Sale): void {
  for (const wallet of sale.programme.wallets) {
    const wish = sale.facts.redeem?.find((each) => each.wallet === wallet.id);
    if (wish === undefined || sale.facts.spending?.level === 'refused') continue;
    if (!isStrong(sale.member, 'phoneCode')) continue;
    if (!isStrong(sale.member, wallet.redemption?.minimumIdentification ?? 'phoneCode')) continue;
    const lines = redeemable(sale, wallet);
    const atHand = total(spendableLots(sale, wallet.id).map(({ points }) => big(points)));
    const wished = wish.points === 'all' ? atHand : least(atHand, big(wish.points));
    const rooms = roomsOf(sale, wallet, lines);
    const most = mostMinor(wallet, lines, rooms);
    const points = wholeSteps(wallet, least(wished, pointsFor(wallet, most)));
    pay(sale, wallet, lines, rooms, points);
  }
}

function redeemable(sale: Sale, wallet: Wallet): Line[] {
  return sale.lines.filter(
    (line) =>
      !isGiven(line) &&
      line.good.redeemable !== false &&
      !line.closedTo.redemption &&
      leftOf(line) > 0n &&
      matches(wallet.redemption?.goods, line.good, sale.member),
  );
}

/** Lots that can be spent now, soonest expiry first. */
export function spendableLots({ facts, member }: Sale, wallet: string): (Lot & { lease?: string })[] {
  const { spending } = facts;
  const own = goodNow(member?.lots ?? []);
  if (spending?.level !== 'lease') return own;
  const leased = spending.leases.flatMap(({ lease, lots }) => lots.map((lot) => ({ ...lot, lease })));
  let risk = spending.floor?.find((each) => each.wallet === wallet)?.points ?? 0;
  const risked = own.flatMap((lot) => {
    const points = Math.min(lot.points, risk);
    risk -= points;
    return points > 0 ? [{ ...lot, points }] : [];
  });
  return goodNow([...risked, ...leased]);

  function goodNow(lots: readonly (Lot & { lease?: string })[]) {
    return lots
      .filter((lot) => lot.wallet === wallet && lot.points > 0)
      .filter(({ activeFrom, expiresAt }) => {
        const active = !isBefore(facts.moment, activeFrom);
        return active && (expiresAt === null || isBefore(facts.moment, expiresAt));
      })
      .toSorted(soonestFirst);
  }
}

export function soonestFirst(a: Lot, b: Lot): number {
  const end = ({ expiresAt }: Lot) => (expiresAt === null ? Infinity : Date.parse(expiresAt));
  return compare(end(a), end(b)) || compare(Date.parse(a.activeFrom), Date.parse(b.activeFrom)) || compare(a.id, b.id);
}

type Room = { line: Line; room: bigint; cap: number | null };

function roomsOf(sale: Sale, wallet: Wallet, lines: readonly Line[]): Room[] {
  const { lineCapBp = 10_000, goodsCaps = [] } = wallet.redemption ?? {};
  return lines.map((line) => {
    const index = goodsCaps.findIndex(({ goods }) => matches(goods, line.good, sale.member));
    const lineCap = down(leftOf(line) * big(lineCapBp), 10_000n);
    return { line, room: least(roomOf(line), lineCap), cap: index === -1 ? null : index };
  });
}

/** Per cap of goods, the most that may fall on its lines together. */
function capsOf(wallet: Wallet, rooms: readonly Room[]): bigint[] {
  return (wallet.redemption?.goodsCaps ?? []).map(({ capBp }, index) => {
    const governed = rooms.filter(({ cap }) => cap === index);
    const left = total(governed.map(({ line }) => leftOf(line)));
    return least(down(left * big(capBp), 10_000n), total(governed.map(({ room }) => room)));
  });
}

function mostMinor(wallet: Wallet, lines: readonly Line[], rooms: readonly Room[]): bigint {
  const cap = down(total(lines.map(leftOf)) * big(wallet.redemption?.capBp ?? 10_000), 10_000n);
  const free = rooms.filter((room) => room.cap === null).map(({ room }) => room);
  return least(cap, total([...free, ...capsOf(wallet, rooms)]));
}

function pointsFor({ scale, worthMinor }: Wallet, minor: bigint): bigint {
  return worthMinor === 0 ? 0n : down(minor * 10n ** big(scale), big(worthMinor));
}

/** Steps of the wallet, and never part of a minor unit. */
function wholeSteps({ scale, worthMinor, redemption: { stepPoints = 1 } = {} }: Wallet, points: bigint): bigint {
  let step = big(stepPoints);
  while ((step * big(worthMinor)) % 10n ** big(scale) !== 0n) step += big(stepPoints);
  return points - (points % step);
}

function pay(sale: Sale, wallet: Wallet, lines: readonly Line[], rooms: readonly Room[], points: bigint): void {
  if (points === 0n) return;
  const amount = (points * big(wallet.worthMinor)) / 10n ** big(wallet.scale);
  const amounts = shareUnderCaps(amount, wallet, rooms);
  sale.applied += 1;
  const ofPoints = shareOut(
    points,
    amounts.map((weight) => ({ weight, room: points })),
  );
  for (const [index, line] of lines.entries()) {
    if (amounts[index]! === 0n) continue;
    line.redeemed.push({ wallet: wallet.id, points: ofPoints[index]!, amount: amounts[index]!, at: sale.applied });
  }
}

/** By net over all lines; where the lines of a cap would get more than it, they share the cap, and the others the rest. */
function shareUnderCaps(amount: bigint, wallet: Wallet, rooms: readonly Room[]): bigint[] {
  const caps = capsOf(wallet, rooms);
  const shares = rooms.map(() => 0n);
  const full = new Set<number>();
  for (;;) {
    const open = rooms.filter(({ cap }) => cap === null || !full.has(cap));
    const bound = rooms.filter(({ cap }) => cap !== null && full.has(cap));
    const rest = atLeastZero(amount - total(bound.map((room) => shares[rooms.indexOf(room)]!)));
    const parts = open.map(({ line, room }) => ({ weight: leftOf(line), room }));
    for (const [index, share] of shareOut(rest, parts).entries()) shares[rooms.indexOf(open[index]!)] = share;
    const over = caps.findIndex((cap, index) => {
      const fallen = total(rooms.map((room, at) => (room.cap === index ? shares[at]! : 0n)));
      return !full.has(index) && fallen > cap;
    });
    if (over === -1) return shares;
    full.add(over);
    const governed = rooms.filter(({ cap }) => cap === over);
    const capped = shareOut(
      caps[over]!,
      governed.map(({ line, room }) => ({ weight: leftOf(line), room })),
    );
    for (const [index, share] of capped.entries()) shares[rooms.indexOf(governed[index]!)] = share;
  }
}
