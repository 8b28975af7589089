import type { Extension, Movement } from '../../shared/loyalty/outcome.ts';
import { big, least, total } from './arithmetic.ts';
import { datesOf } from './calendar.ts';
import { spendableLots } from './redemption.ts';
import type { Sale } from './state.ts';

/** What the sale changes in the member's points: taken from lots, put into the receipt's own, and used to pay what is owed. */
export function movementsOf(sale: Sale): Movement[] {
  const { programme } = sale;
  return [...programme.wallets.flatMap(({ id }) => redeemed(sale, id)), ...accrued(sale)];
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

/** A lot per wallet for what promotions gave, then the lots of activities; debt is paid off first. */
function accrued(sale: Sale): Movement[] {
  const { member } = sale;
  const owed = new Map((member?.debt ?? []).map(({ wallet, points }) => [wallet, big(points)]));
  return [...promotionLots(sale), ...sale.lots].flatMap(({ wallet, lot, points, dates }): Movement[] => {
    const settled = least(owed.get(wallet) ?? 0n, points);
    owed.set(wallet, (owed.get(wallet) ?? 0n) - settled);
    return [
      { kind: 'accrue', wallet, lot, points: Number(points), ...dates },
      ...(settled > 0n ? [{ kind: 'settle' as const, wallet, lot, points: Number(settled) }] : []),
    ];
  });
}

function promotionLots({ programme, facts, lines, lots }: Sale): Sale['lots'] {
  return programme.wallets.flatMap(({ id: wallet, activationDays = 0, lifetime = { kind: 'never' } }) => {
    const granted = new Set(lots.map(({ rule }) => rule));
    const earned = lines.flatMap((line) =>
      line.earned.filter((each) => each.wallet === wallet && !granted.has(each.rule)),
    );
    const points = total(earned.map((each) => each.points));
    if (points === 0n) return [];
    const dates = datesOf(facts.moment, activationDays, lifetime, facts.shop.zone)!;
    return [{ rule: '', wallet, lot: `${facts.receipt}:${wallet}`, points, dates }];
  });
}
