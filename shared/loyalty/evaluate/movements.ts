import type { Movement, SaleTotals } from '../outcome.ts';
import { lotDates } from '../time/lifetime.ts';
import type { Redemption, Run } from './types.ts';

/** What changes in the member's account: lots drawn soonest expiry first, then one new lot per wallet, debt paid off first. */
export function saleMovements(run: Run, totals: SaleTotals): Movement[] {
  const movements: Movement[] = run.redemptions.flatMap(drawn);
  const { context, compiled } = run.plan;
  const { facts, moment, member } = context;
  for (const { wallet: id, points } of totals.earned) {
    const { activationDays, lifetime } = compiled.wallets.find((wallet) => wallet.id === id)!;
    const lot = `${facts.receipt}:${id}`;
    const dates = lotDates(facts.moment, moment, activationDays, lifetime, facts.shop.zone.offsets);
    movements.push({ kind: 'accrue', wallet: id, lot, points, ...dates });
    const debt = member?.debt.find((each) => each.wallet === id)?.points ?? 0;
    if (debt > 0) movements.push({ kind: 'settle', wallet: id, lot, points: Math.min(debt, points) });
  }
  return movements;
}

function drawn({ purse, points }: Redemption): Movement[] {
  const movements: Movement[] = [];
  let left = points;
  for (const { lot, lease, points: available } of purse.funds) {
    if (left === 0) break;
    const taken = Math.min(left, available);
    left -= taken;
    const movement = { kind: 'redeem', wallet: purse.wallet.id, lot, points: taken } as const;
    movements.push(lease === null ? movement : { ...movement, lease });
  }
  return movements;
}
