import type { Extension, Movement, SaleTotals } from '../outcome.ts';
import { lotDates } from '../time/lifetime.ts';
import { draw } from './draw.ts';
import type { Plan, Redemption, Run } from './types.ts';

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
  return draw(purse.funds, points).map(({ lot, lease, points: taken }) => {
    const movement = { kind: 'redeem', wallet: purse.wallet.id, lot: lot.id, points: taken } as const;
    return lease === null ? movement : { ...movement, lease };
  });
}

/** Wallets whose lots live so long after the last purchase: this one moves them all, also those this till knows nothing of. */
export function extensions({ compiled, context }: Plan): Extension[] {
  const { facts, moment } = context;
  return compiled.extending.map(({ id, lifetime }) => {
    const { expiresAt } = lotDates(facts.moment, moment, 0, lifetime, facts.shop.zone.offsets);
    return { wallet: id, expiresAt: expiresAt! };
  });
}
