import type { Donation, Effect, Message } from '../outcome.ts';
import { allocationsOf } from './allocations.ts';
import type { Run } from './types.ts';

/** What causes get: each rule's share by the lines it is of, then the member's own. */
export function saleDonations(run: Run): Donation[] {
  return run.donations.map(({ candidate, cause, amountMinor, lines, amounts }) => ({
    cause,
    by: candidate === null ? 'member' : 'shop',
    amountMinor,
    rule: candidate?.rule.id ?? null,
    lines: allocationsOf(run, lines, amounts)
      .filter(({ amount }) => amount > 0)
      .map(({ line, amount }) => ({ line, amountMinor: amount })),
  }));
}

/** The member's own donation is told under its cause. */
export function donationEffects(run: Run): Effect[] {
  const { version } = run.plan.compiled.filled;
  return run.donations.map(({ candidate, cause, amountMinor, lines, amounts, because }) => ({
    rule: candidate?.rule.id ?? cause,
    version,
    kind: 'donation',
    amount: amountMinor,
    unit: 'minor',
    allocations: allocationsOf(run, lines, amounts).filter(({ amount }) => amount > 0),
    because: [...because],
  }));
}

export function donationThanks(run: Run): Message[] {
  const own = run.donations.filter(({ candidate }) => candidate === null);
  return own.map(({ cause }) => ({ id: 'donation.thanks', args: { cause } }));
}

/** What the member pays on top of the goods. */
export function donatedByMember(run: Run): number {
  let sum = 0;
  for (const { candidate, amountMinor } of run.donations) if (candidate === null) sum += amountMinor;
  return sum;
}
