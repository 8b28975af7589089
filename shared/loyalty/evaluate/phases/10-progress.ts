import type { Effect, Message, Movement, OutcomeLine, Progress, SaleTotals, TierChange } from '../../outcome.ts';
import type { Tier } from '../../programme/schema.ts';
import { isValidAt } from '../context.ts';
import { entryBecause, highestEntered } from '../tiers.ts';
import type { Standing } from '../tiers.ts';
import type { Plan, Run } from '../types.ts';

export type TierStep = { change: TierChange; effects: Effect[]; progress: Progress[]; messages: Message[] };

/** Where this receipt, with the tiers granted by activities, brings the member: several up at once, valid from the next receipt. */
export function tierStep(
  { compiled, context }: Plan,
  { netMinor }: SaleTotals,
  granted: readonly string[],
): TierStep | null {
  const { tiers, version } = compiled.filled;
  const { member, tier } = context;
  if (member === null || tiers.length === 0) return null;
  const { moment } = context;
  const standing: Standing = { member, moment, change: { spend: netMinor, purchases: 1 }, receipt: netMinor };
  const spend = member.spendMinor + netMinor;
  const current = tiers.findIndex(({ id }) => id === tier);
  const entered = highestEntered(tiers, standing);
  const given = Math.max(-1, ...granted.map((id) => tiers.findIndex((each) => each.id === id)));
  const reached = Math.max(current, entered, given);
  const progress = progressTo(tiers.slice(reached + 1), spend);
  if (reached === current)
    return { change: { from: member.tier, to: member.tier }, effects: [], progress, messages: [] };
  const { id } = tiers[reached]!;
  const because = entryBecause(tiers[reached]!, standing);
  const byEntry: Effect = { rule: id, version, kind: 'tier', amount: spend, unit: 'minor', allocations: [], because };
  return {
    change: { from: member.tier, to: id },
    // A tier that was granted is told by the activity that did.
    effects: reached === entered ? [byEntry] : [],
    progress,
    messages: [{ id: 'tier.reached', args: { tier: id } }],
  };
}

/** To the next tier that is entered by spending. Over a sum means a minor unit more than it. */
export function progressTo(higher: readonly Tier[], spend: number): Progress[] {
  for (const { id, entry } of higher) {
    const conditions = entry === undefined ? [] : 'any' in entry ? entry.any : entry.all;
    const bySpend = conditions.find((each) => each.fact === 'spend' && each.withinDays === undefined);
    if (!bySpend || bySpend.fact === 'cardType') continue;
    const goalMinor = bySpend.operator === 'over' ? bySpend.value + 1 : bySpend.value;
    return [{ tier: id, spendMinor: spend, goalMinor, leftMinor: Math.max(0, goalMinor - spend) }];
  }
  return [];
}

/** What the cashier should say besides: gifts that wait or stay open, debt that was paid off. */
export function saleMessages(run: Run, movements: readonly Movement[], lines: readonly OutcomeLine[]): Message[] {
  const { member, moment } = run.plan.context;
  if (member === null) return [];
  const messages: Message[] = [];
  for (const entitlement of member.entitlements) {
    const { id, gift } = entitlement;
    if (!gift || !isValidAt(entitlement, moment)) continue;
    const given = givenOf(id, lines);
    const quantity = gift.quantity - given;
    if (quantity > 0)
      messages.push({
        id: given === 0 ? 'gift.waiting' : 'gift.left',
        args: { entitlement: id, sku: gift.sku, quantity },
      });
  }
  for (const movement of movements)
    if (movement.kind === 'settle')
      messages.push({ id: 'debt.settled', args: { wallet: movement.wallet, points: movement.points } });
  return messages;
}

export function givenOf(entitlement: string, lines: readonly OutcomeLine[]): number {
  let quantity = 0;
  for (const line of lines) if (line.gift === entitlement) quantity += line.quantity;
  return quantity;
}
