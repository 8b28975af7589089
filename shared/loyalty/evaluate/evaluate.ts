import type { CompiledProgramme } from '../compile/types.ts';
import type { Facts } from '../facts.ts';
import type { Outcome, SaleMoney } from '../outcome.ts';
import { dayOf } from '../time/moment.ts';
import { closedGoods } from './access.ts';
import { actOn } from './activities/activities.ts';
import type { Acted } from './activities/acted.ts';
import { boughtOf } from './activities/bought.ts';
import { addLots, broughtBy, unallocated } from './activities/merge.ts';
import { boughtLines } from './activities/receipt.ts';
import { unlockAtOnce } from './activities/same-receipt.ts';
import { readContext } from './context.ts';
import { donationThanks, saleDonations } from './donations.ts';
import { entitlementsUsed } from './entitlements.ts';
import { saleEffects, saleRejections } from './explain.ts';
import { chooseInGroups } from './groups.ts';
import { assertSale } from './invariants.ts';
import { givenByLimited, promotionUses, toGiven } from './limited.ts';
import { outcomeLines, saleTotals } from './lines.ts';
import { extensions, saleMovements } from './movements.ts';
import { joinScans } from './phases/1-normalise.ts';
import { saleMessages, tierStep } from './phases/10-progress.ts';
import { toldByRules } from './phases/10-tellings.ts';
import { readPurses } from './purses.ts';
import { runPhases } from './run.ts';
import { byOrder, byPhase, selectRules } from './select.ts';
import { saleSettlements, settlementEffects } from './settlements.ts';
import type { Plan, Run } from './types.ts';
import { codeRefusals, giftWishes } from './wishes.ts';

/** What the sale comes to. Pure: the same programme and facts give the same bytes, for ever. Throws only on a bug. */
export function evaluate(compiled: CompiledProgramme, facts: Facts): Outcome {
  const lines = joinScans(facts.lines);
  const context = unlockAtOnce(compiled, readContext(compiled, facts), lines);
  const wishes = giftWishes(compiled, context, lines);
  const candidates = selectRules(compiled, context, lines);
  candidates.push(...wishes.candidates);
  candidates.sort(byOrder);
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
  const acted = actOn(run);
  if (acted) addLots(acted, lines, totals, movements, compiled, context.member);
  const step = tierStep(run.plan, totals, acted?.tiers ?? []);
  const closed = closedGoods(run.plan, lines);
  const moved = step !== null && step.change.from !== step.change.to;
  const issued = acted?.issued ?? [];
  const outcome: Outcome = {
    kind: 'sale',
    lines,
    totals,
    movements,
    entitlements: { used: entitlementsUsed(run, lines), ...(issued.length > 0 ? { issued } : {}) },
    tier: moved ? step.change : null,
    effects: [...saleEffects(run), ...(acted?.effects ?? []), ...(step?.effects ?? [])],
    rejections: [...saleRejections(run, refusals), ...closed.rejections, ...rejectionsOf(acted)],
    progress: [...(step?.progress ?? []), ...(acted?.progress ?? [])],
    messages: [
      ...(step?.messages ?? []),
      ...saleMessages(run, movements, lines),
      ...toldByRules(run),
      ...(acted?.messages ?? []),
    ],
    redeemable: run.offers,
    ...extrasOf(run, closed.refused, acted),
  };
  addMoney(run, outcome);
  assertSale(outcome, unallocated(acted));
  return outcome;
}

/** What causes and companies get, and the lots that the purchase keeps alive; a list that would be empty is left out. */
function addMoney(run: Run, outcome: Outcome): void {
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

function rejectionsOf(acted: Acted | null): Outcome['rejections'] {
  return (acted?.refusals ?? []).map(({ rule, reason, because }) => ({ rule, reason, because: [...because] }));
}

type Extras = 'given' | 'uses' | 'privileges' | 'refused';

/** What only programmes beyond the simplest bring about; a list that would be empty is left out. */
function extrasOf(run: Run, refused: SaleMoney['refused'], acted: Acted | null): Pick<SaleMoney, Extras> {
  const extras: ReturnType<typeof extrasOf> = { ...(acted ? broughtBy(acted) : {}), ...countedOf(run) };
  const limited = givenByLimited(run);
  if (limited.size > 0) extras.given = toGiven(limited);
  const uses = [...(limited.size === 0 ? [] : promotionUses(run, limited)), ...(acted?.uses ?? [])];
  if (uses.length > 0) extras.uses = uses;
  const privileges = privilegesOf(run);
  if (privileges.length > 0) extras.privileges = privileges;
  if (refused !== undefined && refused.length > 0) extras.refused = refused;
  return extras;
}

/** What the member's account counts beside money, as far as the programme asks for it. */
function countedOf(run: Run): Pick<Outcome, 'day' | 'bought'> {
  const { context, compiled } = run.plan;
  const { byDay, chosenAmong } = compiled.reacting;
  if (context.facts.member === null || (!byDay && chosenAmong.size === 0)) return {};
  const bought = boughtOf(chosenAmong, chosenAmong.size > 0 ? boughtLines(run) : []);
  return {
    ...(byDay ? { day: dayOf(context.moment.dayNumber) } : {}),
    ...(bought.length > 0 ? { bought } : {}),
  };
}

function privilegesOf({ tellings }: Run): NonNullable<SaleMoney['privileges']> {
  return tellings.flatMap(({ candidate, costMinor }) =>
    candidate.rule.give.kind === 'privilege' ? [{ rule: candidate.rule.id, costMinor }] : [],
  );
}
