import type { CompiledProgramme } from '../compile/types.ts';
import type { Facts } from '../facts.ts';
import type { EntitlementUse, Outcome, OutcomeLine } from '../outcome.ts';
import { actOn } from './activities/activities.ts';
import type { Acted } from './activities/acted.ts';
import { boughtOf } from './activities/bought.ts';
import { addLots, extrasOf, unallocated } from './activities/merge.ts';
import { boughtLines } from './activities/receipt.ts';
import { unlockAtOnce } from './activities/same-receipt.ts';
import { dayOf } from '../time/moment.ts';
import { readContext } from './context.ts';
import { saleEffects, saleRejections } from './explain.ts';
import { chooseInGroups } from './groups.ts';
import { assertSale } from './invariants.ts';
import { outcomeLines, saleTotals } from './lines.ts';
import { saleMovements } from './movements.ts';
import { joinScans } from './phases/1-normalise.ts';
import { givenOf, saleMessages, tierStep } from './phases/10-progress.ts';
import { readPurses } from './purses.ts';
import { runPhases } from './run.ts';
import { byPhase, inOrder, selectRules } from './select.ts';
import type { Plan, Run } from './types.ts';
import { codeRefusals, giftWishes } from './wishes.ts';

/** What the sale comes to. Pure: the same programme and facts give the same bytes, for ever. Throws only on a bug. */
export function evaluate(compiled: CompiledProgramme, facts: Facts): Outcome {
  const lines = joinScans(facts.lines);
  const context = unlockAtOnce(compiled, readContext(compiled, facts), lines);
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
  const { compiled, context } = run.plan;
  const lines = outcomeLines(run);
  const totals = saleTotals(run, lines);
  const movements = saleMovements(run, totals);
  const told = tellRules(run);
  const acted = actOn(run);
  if (acted) addLots(acted, lines, totals, movements, compiled, context.member);
  assertSale(lines, totals, movements, unallocated(acted));
  const step = tierStep(run.plan, totals, acted?.tiers ?? []);
  const moved = step !== null && step.change.from !== step.change.to;
  const issued = acted?.issued ?? [];
  return {
    kind: 'sale',
    lines,
    totals,
    movements,
    entitlements: { used: entitlementsUsed(run, lines, told), ...(issued.length > 0 ? { issued } : {}) },
    tier: moved ? step.change : null,
    ...(acted ? extrasOf(acted) : {}),
    ...(told && told.privileges.length > 0 ? { privileges: told.privileges } : {}),
    ...countedOf(run),
    effects: [...saleEffects(run), ...(told?.effects ?? []), ...(acted?.effects ?? []), ...(step?.effects ?? [])],
    rejections: [...saleRejections(run, refusals), ...rejectionsOf(acted)],
    progress: [...(step?.progress ?? []), ...(acted?.progress ?? [])],
    messages: [
      ...(step?.messages ?? []),
      ...saleMessages(run, movements, lines),
      ...(told?.messages ?? []),
      ...(acted?.messages ?? []),
    ],
    redeemable: run.offers,
  };
}

function rejectionsOf(acted: Acted | null): Outcome['rejections'] {
  return (acted?.refusals ?? []).map(({ rule, reason, because }) => ({ rule, reason, because: [...because] }));
}

/** What the member's account counts beside money, as far as the programme asks for it. */
function countedOf(run: Run): Pick<Outcome, 'day' | 'bought'> {
  const { context, compiled } = run.plan;
  const { byDay, chosenAmong } = compiled.reacting;
  if (context.facts.member === null) return {};
  const bought = chosenAmong.size > 0 ? boughtOf(chosenAmong, boughtLines(run)) : [];
  return {
    ...(byDay ? { day: dayOf(context.moment.dayNumber) } : {}),
    ...(bought.length > 0 ? { bought } : {}),
  };
}

/** Gifts by what was given; what works a number of times (a coupon: once) by the receipt that it changed. */
function entitlementsUsed(run: Run, lines: readonly OutcomeLine[], told: Told | null): EntitlementUse[] {
  const used = new Map<string, EntitlementUse>();
  const rules = [...run.discounts, ...run.accruals].map(({ candidate }) => candidate);
  for (const candidate of [...rules, ...(told?.candidates ?? [])]) {
    const entitlement = candidate?.entitlement;
    if (!entitlement || used.has(entitlement.id)) continue;
    const { id, kind, gift, uses } = entitlement;
    if (gift) {
      const quantity = givenOf(id, lines);
      used.set(id, { id, quantity, closed: quantity === gift.quantity });
    } else if (kind === 'coupon' || uses !== undefined) used.set(id, { id, quantity: 1000, closed: (uses ?? 1) === 1 });
  }
  return [...used.values()];
}
