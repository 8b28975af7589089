import type { CompiledProgramme } from '../compile/types.ts';
import type { Facts } from '../facts.ts';
import type { EntitlementUse, Outcome, OutcomeLine } from '../outcome.ts';
import { readContext } from './context.ts';
import { donationThanks, saleDonations } from './donations.ts';
import { saleEffects, saleRejections } from './explain.ts';
import { chooseInGroups } from './groups.ts';
import { assertSale } from './invariants.ts';
import { outcomeLines, saleTotals } from './lines.ts';
import { extensions, saleMovements } from './movements.ts';
import { joinScans } from './phases/1-normalise.ts';
import { givenOf, saleMessages, tierStep } from './phases/10-progress.ts';
import { readPurses } from './purses.ts';
import { runPhases } from './run.ts';
import { byPhase, inOrder, selectRules } from './select.ts';
import { saleSettlements, settlementEffects } from './settlements.ts';
import type { Plan, Run } from './types.ts';
import { codeRefusals, giftWishes } from './wishes.ts';

/** What the sale comes to. Pure: the same programme and facts give the same bytes, for ever. Throws only on a bug. */
export function evaluate(compiled: CompiledProgramme, facts: Facts): Outcome {
  const context = readContext(compiled, facts);
  const lines = joinScans(facts.lines);
  const wishes = giftWishes(compiled, context, lines);
  const candidates = inOrder([...selectRules(compiled, context, lines), ...wishes.candidates]);
  const plan: Plan = {
    compiled,
    context,
    lines,
    candidates,
    phases: byPhase(candidates),
    purses: readPurses(compiled, context),
  };
  const { choice, refusals } = chooseInGroups(plan);
  const run = runPhases(plan, choice, true);
  return toOutcome(run, [...refusals, ...wishes.refusals, ...codeRefusals(compiled, context)]);
}

function toOutcome(run: Run, refusals: Parameters<typeof saleRejections>[1]): Outcome {
  const lines = outcomeLines(run);
  const totals = saleTotals(run, lines);
  const movements = saleMovements(run, totals);
  const step = tierStep(run.plan, totals);
  const moved = step !== null && step.change.from !== step.change.to;
  const outcome: Outcome = {
    kind: 'sale',
    lines,
    totals,
    movements,
    entitlements: { used: entitlementsUsed(run, lines) },
    tier: moved ? step.change : null,
    effects: saleEffects(run),
    rejections: saleRejections(run, refusals),
    progress: step?.progress ?? [],
    messages: [...(step?.messages ?? []), ...saleMessages(run, movements, lines)],
    redeemable: run.offers,
  };
  addExtras(run, outcome);
  if (step) outcome.effects.push(...step.effects);
  assertSale(outcome);
  return outcome;
}

/** What only some programmes bring about: a list that would be empty is left out. */
function addExtras(run: Run, outcome: Outcome): void {
  const { compiled, context } = run.plan;
  if (run.donations.length > 0) {
    outcome.donations = saleDonations(run);
    outcome.messages.push(...donationThanks(run));
  }
  if (context.facts.shop.partner !== undefined) {
    const settlements = saleSettlements(run, context.facts.shop.partner, outcome);
    if (settlements.length > 0) outcome.settlements = settlements;
    outcome.effects.push(...settlementEffects(run, settlements));
  }
  if (compiled.extending.length > 0 && context.member !== null) outcome.extended = extensions(run.plan);
}

/** Gifts by what was given; a coupon is used up by the receipt that it changed. */
function entitlementsUsed(run: Run, lines: readonly OutcomeLine[]): EntitlementUse[] {
  const used = new Map<string, EntitlementUse>();
  for (const list of [run.discounts, run.donations, run.accruals])
    for (const { candidate } of list) {
      const entitlement = candidate?.entitlement;
      if (!entitlement || used.has(entitlement.id)) continue;
      const { id, kind, gift } = entitlement;
      if (gift) {
        const quantity = givenOf(id, lines);
        used.set(id, { id, quantity, closed: quantity === gift.quantity });
      } else if (kind === 'coupon') used.set(id, { id, quantity: 1000, closed: true });
    }
  return [...used.values()];
}
