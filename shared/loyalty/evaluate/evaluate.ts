import type { CompiledProgramme } from '../compile/types.ts';
import type { Facts } from '../facts.ts';
import type { Outcome, SaleMoney } from '../outcome.ts';
import { closedGoods } from './access.ts';
import { readContext } from './context.ts';
import { entitlementsUsed } from './entitlements.ts';
import { saleEffects, saleRejections } from './explain.ts';
import { chooseInGroups } from './groups.ts';
import { assertSale } from './invariants.ts';
import { givenByLimited, promotionUses, toGiven } from './limited.ts';
import { outcomeLines, saleTotals } from './lines.ts';
import { saleMovements } from './movements.ts';
import { joinScans } from './phases/1-normalise.ts';
import { saleMessages, tierStep } from './phases/10-progress.ts';
import { toldByRules } from './phases/10-tellings.ts';
import { readPurses } from './purses.ts';
import { runPhases } from './run.ts';
import { byPhase, inOrder, selectRules } from './select.ts';
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
  assertSale(lines, totals, movements);
  const step = tierStep(run.plan, totals);
  const closed = closedGoods(run.plan, lines);
  const moved = step !== null && step.change.from !== step.change.to;
  return {
    kind: 'sale',
    lines,
    totals,
    movements,
    entitlements: { used: entitlementsUsed(run, lines) },
    tier: moved ? step.change : null,
    effects: [...saleEffects(run), ...(step?.effects ?? [])],
    rejections: [...saleRejections(run, refusals), ...closed.rejections],
    progress: step?.progress ?? [],
    messages: [...(step?.messages ?? []), ...saleMessages(run, movements, lines), ...toldByRules(run)],
    redeemable: run.offers,
    ...extrasOf(run, closed.refused),
  };
}

/** What only programmes beyond the simplest bring about; a list that would be empty is left out. */
function extrasOf(
  run: Run,
  refused: SaleMoney['refused'],
): Pick<SaleMoney, 'given' | 'uses' | 'privileges' | 'refused'> {
  const extras: ReturnType<typeof extrasOf> = {};
  const limited = givenByLimited(run);
  if (limited.size > 0) extras.given = toGiven(limited);
  const uses = limited.size === 0 ? [] : promotionUses(run, limited);
  if (uses.length > 0) extras.uses = uses;
  const privileges = privilegesOf(run);
  if (privileges.length > 0) extras.privileges = privileges;
  if (refused !== undefined && refused.length > 0) extras.refused = refused;
  return extras;
}

function privilegesOf({ tellings }: Run): NonNullable<SaleMoney['privileges']> {
  return tellings.flatMap(({ candidate, costMinor }) =>
    candidate.rule.give.kind === 'privilege' ? [{ rule: candidate.rule.id, costMinor }] : [],
  );
}
