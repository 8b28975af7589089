import type { CompiledProgramme } from '../compile/types.ts';
import type { Facts } from '../facts.ts';
import type { Because, Rejection } from '../outcome.ts';
import { toBecause } from './because.ts';
import { readContext } from './context.ts';
import { evaluate } from './evaluate.ts';
import { joinScans } from './phases/1-normalise.ts';
import { candidateOf } from './select.ts';

/**
 * Why a promotion gives nothing on this sale, also one that the sale does not concern and whose refusal an Outcome leaves out.
 * Null: it does give something, or would if it were asked for (a gift that waits), or the programme has no such promotion.
 */
export function explain(compiled: CompiledProgramme, facts: Facts, rule: string): Rejection | null {
  const { effects, rejections, messages } = evaluate(compiled, facts);
  const gave = effects.some((each) => each.rule === rule) || messages.some(({ args }) => args['rule'] === rule);
  if (gave) return null;
  const told = rejections.find((each) => each.rule === rule);
  if (told) return told;
  const promotion = compiled.index.byPromotion.get(rule);
  if (!promotion) return null;
  const context = readContext(compiled, facts);
  const { failed } = candidateOf(promotion, context, joinScans(facts.lines));
  if (failed !== null) return { rule, reason: failed.reason, because: [toBecause(failed, context)] };
  if (promotion.give.kind !== 'gift') return { rule, reason: 'amount.nothing', because: [] };
  const waits = context.member?.entitlements.some((each) => each.promotion === rule && each.gift !== undefined);
  if (waits) return null;
  const because: Because[] = [{ fact: 'member.entitlements', operator: 'includes', expected: rule, actual: null }];
  return { rule, reason: 'entitlement.missing', because };
}
