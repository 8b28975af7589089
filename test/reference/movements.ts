import type { Extension, Movement } from '../../shared/loyalty/outcome.ts';
import { big, least, total } from './arithmetic.ts';
import { datesOf } from './calendar.ts';
import { spendableLots } from './redemption.ts';
import { earnedOf } from './state.ts';
import type { Sale } from './state.ts';

/** What the sale changes in the member's points: taken from lots, put into the receipt's own, and used to pay what is owed. */
export function movementsOf(sale: Sale): Movement[] {
  const { programme } = sale;
  return [
    ...programme.wallets.flatMap(({ id }) => redeemed(sale, id)),
    ...programme.wallets.flatMap(({ id }) => accrued(sale, id)),
  ];
}

/** Every purchase moves the lots of wallets that live so long after the last one. */
export function extended({ programme, facts, member }: Sale): Extension[] {
  if (member === null) return [];
  return programme.wallets.flatMap(({ id, lifetime }) =>
    lifetime?.kind === 'sinceLastPurchase'
      ? [{ wallet: id, expiresAt: datesOf(facts.moment, 0, lifetime, facts.shop.zone)!.expiresAt! }]
      : [],
  );
}

function redeemed(sale: Sale, wallet: string): Movement[] {
  const movements: Movement[] = [];
  let rest = total(
    sale.lines.flatMap((line) => line.redeemed.filter((each) => each.wallet === wallet)).map((each) => each.points),
  );
  for (const { id, points, lease } of spendableLots(sale, wallet)) {
    const taken = least(rest, big(points));
    if (taken === 0n) break;
    rest -= taken;
    movements.push({
      kind: 'redeem',
      wallet,
      lot: id,
      points: Number(taken),
      ...(lease === undefined ? {} : { lease }),
    });
  }
  return movements;
}

function accrued({ programme, facts, member, lines }: Sale, walletId: string): Movement[] {
  const wallet = programme.wallets.find(({ id }) => id === walletId)!;
  const points = total(lines.map((line) => earnedOf(line, walletId)));
  if (points === 0n) return [];
  const lot = `${facts.receipt}:${walletId}`;
  const dates = datesOf(
    facts.moment,
    wallet.activationDays ?? 0,
    wallet.lifetime ?? { kind: 'never' },
    facts.shop.zone,
  );
  if (dates === null) return [];
  const owed = big(member?.debt.find((debt) => debt.wallet === walletId)?.points ?? 0);
  const settled = least(owed, points);
  return [
    { kind: 'accrue', wallet: walletId, lot, points: Number(points), ...dates },
    ...(settled > 0n ? [{ kind: 'settle' as const, wallet: walletId, lot, points: Number(settled) }] : []),
  ];
}
